// Package proc runs the devkit's daemons: each is started detached with a log file and a record of what was started,
// and only what that record describes is ever stopped.
package proc

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"

	"github.com/org/pyapp-frontend/cmd/devkit/internal/console"
)

// Service is one daemon.
type Service struct {
	// Name is what the developer calls it; the record is <Dir>/<Name>.json.
	Name string
	// Dir is the folder of the record. It must exist.
	Dir string
	// Log is the path of the file that takes the daemon's output. It is started anew at each start.
	Log string
	// Argv is the command line; Argv[0] is an absolute path.
	Argv []string
	// Ready answers nil once the daemon serves.
	Ready func(context.Context) error
}

const (
	startPatience = 60 * time.Second
	stopPatience  = 20 * time.Second
	pollEvery     = 50 * time.Millisecond
)

// Running tells whether the daemon of this record and this very command line is alive.
func (s Service) Running() bool {
	record, err := s.load()
	return err == nil && record.alive() && sameArgv(record.Argv, s.Argv)
}

// Recorded tells whether the daemon of this record is alive, whatever its command line was.
func (s Service) Recorded() bool {
	record, err := s.load()
	return err == nil && record.alive()
}

// Start starts the daemon detached from the terminal and waits until it is ready. The error carries the tail of the
// daemon's log.
func (s Service) Start(ctx context.Context) error {
	cmd, err := s.spawn()
	if err != nil {
		return fmt.Errorf("starting %s: %w", s.Name, err)
	}
	exited := make(chan error, 1)
	go func() { exited <- cmd.Wait() }()
	if err := s.save(record{PID: cmd.Process.Pid, Argv: s.Argv}); err != nil {
		return err
	}
	if err := s.awaitReady(ctx, exited); err != nil {
		return fmt.Errorf("starting %s: %w\n%s    (whole log: %s)", s.Name, err, console.Tail(s.Log), s.Log)
	}
	return nil
}

func (s Service) spawn() (*exec.Cmd, error) {
	if err := os.MkdirAll(filepath.Dir(s.Log), 0o755); err != nil {
		return nil, err
	}
	log, err := os.Create(s.Log)
	if err != nil {
		return nil, err
	}
	defer log.Close()
	cmd := exec.Command(s.Argv[0], s.Argv[1:]...)
	cmd.Stdout, cmd.Stderr = log, log
	// A session of its own: the daemon outlives the devkit and does not get the terminal's Ctrl-C.
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	return cmd, cmd.Start()
}

func (s Service) awaitReady(ctx context.Context, exited <-chan error) error {
	ctx, cancel := context.WithTimeout(ctx, startPatience)
	defer cancel()
	for {
		err := s.Ready(ctx)
		if err == nil && s.Running() { // the kernel shows the command line a moment after the process has begun
			return nil
		}
		select {
		case exit := <-exited:
			return fmt.Errorf("it ended at once: %w", cmp.Or(exit, errors.New("with success")))
		case <-ctx.Done():
			return fmt.Errorf("it is not ready: %w", cmp.Or(err, errors.New("it cannot be seen among the processes")))
		case <-time.After(pollEvery):
		}
	}
}

// Stop ends the daemon that the record describes, asking first, and forgets it. It answers false when there was none
// (never started, already gone, or its process id now belongs to something else).
func (s Service) Stop() (bool, error) {
	record, err := s.load()
	if errors.Is(err, os.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	was := record.alive()
	if was {
		if err := record.end(); err != nil {
			return false, fmt.Errorf("stopping %s: %w", s.Name, err)
		}
	}
	return was, os.Remove(s.path())
}
