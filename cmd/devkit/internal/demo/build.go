package demo

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/org/pyapp-frontend/cmd/devkit/internal/console"
)

// build builds and pushes the application and shows which steps ran and which were kept.
func (s *story) build(ctx context.Context) error {
	var steps []step
	err := s.Console.Step("demo-build", "docker buildx build -f pyapp.yaml -t "+image+" .", "", func(log io.Writer) error {
		var err error
		steps, err = s.solve(ctx, log)
		return err
	})
	if err != nil {
		return err
	}
	ran := 0
	for _, step := range steps {
		s.Console.Say("    %-8s %s", step.outcome(), step.name)
		if !step.kept {
			ran++
		}
	}
	s.Console.Say("    %d of %d steps ran", ran, len(steps))
	return nil
}

func (s *story) solve(ctx context.Context, log io.Writer) ([]step, error) {
	progress, err := os.Create(s.log)
	if err != nil {
		return nil, fmt.Errorf("opening the build's progress: %w", err)
	}
	defer progress.Close()
	args := append([]string{"build", "--progress=rawjson", "--file=" + s.app.file("pyapp.yaml")}, s.Output(s.reference())...)
	failed := s.Buildx(append(args, s.app.dir)...).Run(ctx, progress)
	if _, err := progress.Seek(0, io.SeekStart); err != nil {
		return nil, errors.Join(failed, err)
	}
	steps, err := readProgress(progress, log)
	return steps, errors.Join(failed, err)
}

// outcome is 'kept' for a step whose result was there already, otherwise how long it took.
func (s step) outcome() string {
	if s.kept {
		return "kept"
	}
	return console.Took(s.took)
}
