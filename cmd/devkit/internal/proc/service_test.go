package proc

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func service(t *testing.T, argv ...string) Service {
	t.Helper()
	dir := t.TempDir()
	return Service{
		Name:  "daemon",
		Dir:   dir,
		Log:   filepath.Join(dir, "daemon.log"),
		Argv:  argv,
		Ready: func(context.Context) error { return nil },
	}
}

func sleeper(t *testing.T) string {
	t.Helper()
	path, err := exec.LookPath("sleep")
	if err != nil {
		t.Fatal(err)
	}
	return path
}

func TestStartAndStop(t *testing.T) {
	t.Parallel()
	s := service(t, sleeper(t), "600")
	if err := s.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	if !s.Running() {
		t.Error("it should run")
	}
	record, err := s.load()
	if err != nil {
		t.Fatal(err)
	}
	was, err := s.Stop()
	if !was || err != nil {
		t.Fatalf("stopping: was %v, error %v", was, err)
	}
	if s.Running() || record.alive() {
		t.Error("it should be gone")
	}
	if was, err := s.Stop(); was || err != nil {
		t.Errorf("stopping again: was %v, error %v", was, err)
	}
}

// A process id that the kernel has given to another program since is left alone.
func TestStopSparesAnotherProgram(t *testing.T) {
	t.Parallel()
	other := exec.Command(sleeper(t), "601")
	if err := other.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = other.Process.Kill(); _ = other.Wait() }()
	s := service(t, "/usr/sbin/daemon", "--config", "x")
	if err := s.save(record{PID: other.Process.Pid, Argv: s.Argv}); err != nil {
		t.Fatal(err)
	}
	if s.Recorded() {
		t.Error("another program counts as the daemon")
	}
	if was, err := s.Stop(); was || err != nil {
		t.Errorf("stopping: was %v, error %v", was, err)
	}
	if err := other.Process.Signal(syscall.Signal(0)); err != nil {
		t.Errorf("the other program was ended: %v", err)
	}
}

func TestRunningWantsTheSameCommandLine(t *testing.T) {
	t.Parallel()
	s := service(t, sleeper(t), "602")
	if err := s.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	defer s.Stop()
	changed := s
	changed.Argv = []string{s.Argv[0], "603"}
	if changed.Running() || !changed.Recorded() {
		t.Error("a daemon with an older command line should count as recorded, not as running")
	}
}

func TestStartTellsWhyTheDaemonEnded(t *testing.T) {
	t.Parallel()
	s := service(t, "/bin/sh", "-c", "echo address in use; exit 1")
	s.Ready = func(context.Context) error { return errors.New("not yet") }
	err := s.Start(t.Context())
	if err == nil || !strings.Contains(err.Error(), "address in use") || !strings.Contains(err.Error(), s.Log) {
		t.Errorf("got %v", err)
	}
}

func TestBrokenRecordIsAnError(t *testing.T) {
	t.Parallel()
	s := service(t, "x")
	if err := os.WriteFile(s.path(), []byte("{"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Stop(); err == nil {
		t.Error("want an error")
	}
}
