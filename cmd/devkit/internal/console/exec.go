package console

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// Command is one run of another program.
type Command struct {
	// Dir is the working folder; empty means the devkit's own.
	Dir string
	// Env is added to the devkit's own environment, as NAME=value.
	Env []string
	// Args is the program and its arguments.
	Args []string
}

// Run runs the program and writes the command line and all its output to log. The error names the program.
func (c Command) Run(ctx context.Context, log io.Writer) error {
	fmt.Fprintf(log, "+ %s\n", strings.Join(c.Args, " "))
	cmd := c.build(ctx)
	cmd.Stdout, cmd.Stderr = log, log
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("running %s: %w", filepath.Base(c.Args[0]), err)
	}
	return nil
}

// Attach runs the program on the devkit's own terminal.
func (c Command) Attach(ctx context.Context) error {
	cmd := c.build(ctx)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("running %s: %w", filepath.Base(c.Args[0]), err)
	}
	return nil
}

// Output runs the program and returns what it wrote to standard output, without surrounding blanks. The error carries
// what it wrote to standard error.
func (c Command) Output(ctx context.Context) (string, error) {
	cmd := c.build(ctx)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("running %s: %w: %s", filepath.Base(c.Args[0]), err, strings.TrimSpace(stderr.String()))
	}
	return strings.TrimSpace(string(out)), nil
}

func (c Command) build(ctx context.Context) *exec.Cmd {
	cmd := exec.CommandContext(ctx, c.Args[0], c.Args[1:]...)
	cmd.Dir = c.Dir
	cmd.Env = append(os.Environ(), c.Env...)
	// Asked to end, mmdebstrap unmounts what it has mounted and go removes its folders; killed, they cannot.
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = 10 * time.Second
	return cmd
}
