package command

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/moby/buildkit/solver/errdefs"
	"github.com/moby/buildkit/solver/pb"
	"github.com/org/pyapp-frontend/cmd/pyapp/internal/engine"
)

const apps = "../../../../testdata/apps"

// copyApp is a copy of a fixture without its spec and expectations.
func copyApp(t *testing.T, name string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), name)
	if err := os.CopyFS(dir, os.DirFS(filepath.Join(apps, name))); err != nil {
		t.Fatal(err)
	}
	for _, own := range []string{"pyapp.yaml", "test.json"} {
		if err := os.Remove(filepath.Join(dir, own)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// TestInitOfEveryApp writes a spec for each fixture that check accepts, and init does not touch again.
func TestInitOfEveryApp(t *testing.T) {
	entries, err := os.ReadDir(apps)
	if err != nil || len(entries) == 0 {
		t.Fatalf("no applications: %v", err)
	}
	for _, e := range entries {
		t.Run(e.Name(), func(t *testing.T) {
			dir := copyApp(t, e.Name())
			if _, said, code := run(t, "init", dir); code != OK || strings.Contains(said, "before it builds") {
				t.Fatalf("init ended with %d: %s", code, said)
			}
			text, err := os.ReadFile(filepath.Join(dir, "pyapp.yaml"))
			if err != nil {
				t.Fatal(err)
			}
			lines := strings.Split(string(text), "\n")
			if !strings.HasPrefix(lines[0], "# syntax=") || !strings.HasPrefix(lines[1], "# yaml-language-server: $schema=") {
				t.Errorf("the file begins with %q", lines[:2])
			}
			if out, _, code := run(t, "check", dir); code != OK {
				t.Errorf("check ended with %d: %s\n%s", code, out, text)
			}
			if _, said, code := run(t, "init", dir); code != Problems || !strings.Contains(said, "not overwritten") {
				t.Errorf("a second init ended with %d: %s", code, said)
			}
		})
	}
}

// TestCheckOfEveryApp accepts the specs of all fixtures.
func TestCheckOfEveryApp(t *testing.T) {
	specs, err := filepath.Glob(filepath.Join(apps, "*", "pyapp.yaml"))
	if err != nil || len(specs) == 0 {
		t.Fatalf("no specs: %v", err)
	}
	for _, name := range specs {
		if out, _, code := run(t, "check", filepath.Dir(name)); code != OK {
			t.Errorf("%s: ended with %d: %s", name, code, out)
		}
	}
}

// TestExitCodes has those that need no builder.
func TestExitCodes(t *testing.T) {
	dir := copyApp(t, "script")
	t.Setenv("PATH", t.TempDir())
	t.Setenv("BUILDKIT_HOST", "")
	if _, _, code := run(t, "init", dir); code != OK {
		t.Fatal("no spec")
	}
	for _, tc := range []struct {
		args string
		code int
		says string
	}{
		{"--help", OK, "Exit codes:"},
		{"", OK, "Usage:"},
		{"bild", Usage, `unknown command "bild"`},
		{"check --jsn", Usage, "unknown flag"},
		{"check a b", Usage, "at most 1 arg"},
		{"check --color sometimes " + dir, Usage, "--color"},
		{"build --push " + dir, Usage, "--push needs a name"},
		{"build " + dir, NoBuilder, "nothing to build with"},
		{"build --addr unix:///nowhere.sock " + dir, NoBuilder, "does not answer"},
		{"plan " + dir, NoBuilder, "nothing to build with"},
		{"build " + filepath.Dir(dir), Problems, "writes one"},
		{"init " + dir + "/main.py", Usage, "no folder"},
		{"version", OK, "pyapp "},
		{"version --json", OK, `"version"`},
		{"completion bash", OK, "pyapp"},
		{"schema", OK, `"$schema"`},
		{"explain", OK, "ports           Ports that"},
		{"explain python", OK, "python"},
		{"explain pyhton", Usage, "python"},
		{"__complete explain x", OK, "healthcheck"},
	} {
		out, said, code := run(t, strings.Fields(tc.args)...)
		if code != tc.code || !strings.Contains(out+said, tc.says) {
			t.Errorf("%s: ended with %d, want %d: %s%s", tc.args, code, tc.code, out, said)
		}
	}
}

// TestCompletion offers the targets of the folder's file.
func TestCompletion(t *testing.T) {
	t.Parallel()
	dir := copyApp(t, "script")
	write(t, filepath.Join(dir, "pyapp.yaml"), []byte("# syntax=x\ntest: {}\n"))
	if out, _, code := run(t, "__complete", "build", dir, "--target", ""); code != OK || out != "runtime\ntest\n:4\n" {
		t.Errorf("ended with %d: %q", code, out)
	}
}

// TestTargets are completed from what the file has, written to its end or not.
func TestTargets(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]string{
		"": {"runtime"},
		"processes: {worker: {}, beat: {}}\ntest: {command: [pytest]}\ndev: {}\n": {"beat", "dev", "runtime", "test", "worker"},
		"processes: [\n": {"runtime"},
	} {
		if got := targets([]byte(text)); !slices.Equal(got, want) {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

// sourced is an error of the frontend as the client sees it.
func sourced(text string, ranges ...*pb.Range) error {
	err := errdefs.WithSource(errors.New(text), &errdefs.Source{Info: &pb.SourceInfo{Filename: "pyapp.yaml"}, Ranges: ranges})
	return &engine.FailedError{Err: fmt.Errorf("failed to solve: %w", err)}
}

func on(line, from, to int32) *pb.Range {
	return &pb.Range{Start: &pb.Position{Line: line, Character: from}, End: &pb.Position{Line: line, Character: to}}
}

// TestFailed draws the lines that a failed build is about.
func TestFailed(t *testing.T) {
	t.Parallel()
	p := place{file: "x/pyapp.yaml", data: []byte("# syntax=x\npython: 3.31\nports: [1]\n")}
	for name, tc := range map[string]struct {
		err  error
		want string
	}{
		"one": {sourced("pyapp.yaml:2:9: python: bad", on(2, 9, 13)),
			"error: python: bad\n --> x/pyapp.yaml:2:9\n  |\n2 | python: 3.31\n  |         ^^^^\n\n"},
		"two": {sourced("2 problems in pyapp.yaml:\n  pyapp.yaml:2:9: python: bad\n  pyapp.yaml:3:1: ports: bad", on(2, 9, 13), on(3, 1, 6)),
			"error: python: bad\n --> x/pyapp.yaml:2:9\n  |\n2 | python: 3.31\n  |         ^^^^\n\nerror: ports: bad\n --> x/pyapp.yaml:3:1\n  |\n3 | ports: [1]\n  | ^^^^^\n\n"},
	} {
		var out strings.Builder
		c := &cli{stderr: &out, color: "never"}
		var e *exit
		if err := c.failed(tc.err, p); !errors.As(err, &e) || e.code != Failed || e.err != nil {
			t.Errorf("%s: got %v", name, err)
		}
		if out.String() != tc.want {
			t.Errorf("%s: got\n%s\nwant\n%s", name, out.String(), tc.want)
		}
	}
}

// TestFailedElsewhere is for failures that have no place in the file.
func TestFailedElsewhere(t *testing.T) {
	t.Parallel()
	c := &cli{stderr: &strings.Builder{}}
	var e *exit
	err := c.failed(&engine.FailedError{Err: errors.New("failed to solve: connection lost")}, place{file: "pyapp.yaml"})
	if !errors.As(err, &e) || e.code != Failed || e.Error() != "connection lost" {
		t.Errorf("got %v", err)
	}
	if err := c.failed(context.Canceled, place{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if err := c.failed(&engine.FailedError{Err: errors.New("x"), Shown: true}, place{}); !errors.As(err, &e) || e.err != nil || e.code != Failed {
		t.Errorf("got %v", err)
	}
}
