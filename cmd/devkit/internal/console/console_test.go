package console

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestFailedStepShowsTheEndOfItsLog(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	logs := t.TempDir()
	cause := errors.New("exit status 2")
	err := New(&out, logs).Step("tool", "building tool v1", "about 2 min", func(log io.Writer) error {
		for i := range 40 {
			fmt.Fprintf(log, "line %d\n", i)
		}
		return cause
	})
	if !errors.Is(err, cause) {
		t.Fatalf("the reason is lost: %v", err)
	}
	for _, want := range []string{"building tool v1", "exit status 2", "| line 39", filepath.Join(logs, "tool.log")} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("the message lacks %q:\n%v", want, err)
		}
	}
	if strings.Contains(err.Error(), "line 24\n") {
		t.Errorf("the message holds more than the end of the log:\n%v", err)
	}
	if got := out.String(); got != "==> building tool v1 (about 2 min)\n" {
		t.Errorf("printed %q", got)
	}
}

func TestFinishedStepSaysHowLongItTook(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	if err := New(&out, t.TempDir()).Step("x", "starting x", "", func(io.Writer) error { return nil }); err != nil {
		t.Fatal(err)
	}
	if got := out.String(); got != "==> starting x\n    done in 0.0 s: starting x\n" {
		t.Errorf("printed %q", got)
	}
}

func TestTook(t *testing.T) {
	t.Parallel()
	for d, want := range map[time.Duration]string{
		420 * time.Millisecond: "0.4 s",
		9 * time.Second:        "9.0 s",
		94 * time.Second:       "94 s",
	} {
		if got := Took(d); got != want {
			t.Errorf("%v is written %q, want %q", d, got, want)
		}
	}
}

func TestParallelReturnsAllErrors(t *testing.T) {
	t.Parallel()
	first, second := errors.New("first"), errors.New("second")
	err := Parallel(func() error { return first }, func() error { return nil }, func() error { return second })
	if !errors.Is(err, first) || !errors.Is(err, second) {
		t.Errorf("got %v", err)
	}
}

func TestCommandErrorCarriesWhatTheProgramSaid(t *testing.T) {
	t.Parallel()
	_, err := Command{Args: []string{"sh", "-c", "echo no such thing >&2; exit 3"}}.Output(t.Context())
	if err == nil || !strings.Contains(err.Error(), "no such thing") {
		t.Errorf("got %v", err)
	}
}
