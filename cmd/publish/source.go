package main

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
)

// source is the state of the working tree.
type source struct {
	revision string // hash of the commit; with "-dirty" where files differ from it
	epoch    string // time of the commit, in seconds since 1970: nothing in the image is younger
	golang   string // release of Go in go.mod, which compiles the program
}

func readSource(ctx context.Context, allowDirty bool) (source, error) {
	commit, err := output(ctx, "git", "log", "-1", "--format=%H %ct")
	if err != nil {
		return source{}, err
	}
	var s source
	s.revision, s.epoch, _ = strings.Cut(commit, " ")
	changes, err := output(ctx, "git", "status", "--porcelain")
	if err != nil {
		return source{}, err
	}
	if changes != "" && !allowDirty {
		return source{}, fmt.Errorf("files differ from the commit, so nobody could build this release again; commit them, or say ALLOW_DIRTY=1:\n%s", changes)
	}
	if changes != "" {
		s.revision += "-dirty"
	}
	s.golang, err = output(ctx, "go", "list", "-m", "-f", "{{.GoVersion}}")
	return s, err
}

// output is what a program writes to standard output; what it writes to standard error is in the error.
func output(ctx context.Context, program string, args ...string) (string, error) {
	out, err := exec.CommandContext(ctx, program, args...).Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			err = fmt.Errorf("%w: %s", err, strings.TrimSpace(string(exit.Stderr)))
		}
		return "", fmt.Errorf("running %s %s: %w", program, args[0], err)
	}
	return strings.TrimRight(string(out), "\n"), nil
}
