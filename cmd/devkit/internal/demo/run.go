package demo

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/org/pyapp-frontend/cmd/devkit/internal/console"
)

// run starts the image as a container that may do nothing but compute and listen, shows what it answers, checks that
// it greets as expected, and removes it.
func (s *story) run(ctx context.Context, greets string) (err error) {
	pull := func(log io.Writer) error { return s.Docker("pull", s.reference()).Run(ctx, log) }
	if err := s.Console.Step("demo-pull", "docker pull "+image, "", pull); err != nil {
		return err
	}
	harden := []string{"--read-only", "--cap-drop=ALL", "--security-opt=no-new-privileges"}
	s.Console.Say("==> docker run --network=host %s %s", strings.Join(harden, " "), image)
	start := time.Now()
	args := append([]string{"run", "--detach", "--network=host"}, append(harden, s.reference())...)
	id, err := s.Docker(args...).Output(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.remove(id)) }()
	health, err := s.Fetch(ctx, id, s.url("/health"))
	if err != nil {
		return err
	}
	s.Console.Say("    GET /health after %s: %s", console.Took(time.Since(start)), health)
	if err := s.sayUser(ctx, id); err != nil {
		return err
	}
	return s.sayGreeting(ctx, id, greets)
}

func (s *story) sayGreeting(ctx context.Context, id, greets string) error {
	answer, err := s.Fetch(ctx, id, s.url("/"))
	if err != nil {
		return err
	}
	s.Console.Say("    GET /: %s", answer)
	if !strings.Contains(answer, greets) {
		return fmt.Errorf("running the image: it should greet with %q", greets)
	}
	return nil
}

// sayUser shows whom the container's process runs as, in the machine's own eyes.
func (s *story) sayUser(ctx context.Context, id string) error {
	pid, err := s.Docker("inspect", "--format={{.State.Pid}}", id).Output(ctx)
	if err != nil {
		return err
	}
	status, err := os.ReadFile("/proc/" + pid + "/status")
	if err != nil {
		return fmt.Errorf("reading the process's user: %w", err)
	}
	for line := range strings.Lines(string(status)) {
		if fields := strings.Fields(line); len(fields) > 1 && fields[0] == "Uid:" {
			s.Console.Say("    the process runs as user %s", fields[1])
		}
	}
	return nil
}

// remove also works when the demo was interrupted.
func (s *story) remove(id string) error {
	_, err := s.Docker("rm", "--force", id).Output(context.Background())
	return err
}

func (s *story) url(path string) string { return "http://127.0.0.1:" + s.app.port + path }
