// Package demo tells the product's story on a real builder: a small service is built from its pyapp.yaml, run with
// everything taken away that it does not need, changed in one line and built again.
package demo

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/org/pyapp-frontend/cmd/devkit/internal/rig"
)

const (
	image    = "shop-front"
	greeting = "Welcome to the shop"
)

// Run brings up what is not up, tells the story, and ends what it started: containers, and daemons that did not run
// before.
func Run(ctx context.Context, r *rig.Rig) error {
	return r.With(ctx, rig.Extras{}, func() (err error) {
		repository, err := rig.Repository(ctx)
		if err != nil {
			return err
		}
		dir, err := os.MkdirTemp(r.Scratch(), "demo-")
		if err != nil {
			return fmt.Errorf("making a folder for the demo: %w", err)
		}
		defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
		app, err := copyApp(filepath.Join(repository, "testdata/apps/fastapi"), dir, r.Frontend())
		if err != nil {
			return err
		}
		return (&story{Rig: r, app: app, log: filepath.Join(dir, "build.log")}).tell(ctx)
	})
}

// story is one run of the demo.
type story struct {
	*rig.Rig
	app app
	// log is the path of a file for a build's progress.
	log string
}

func (s *story) tell(ctx context.Context) error {
	s.Console.Say("\nA service and all that its author writes about the image, pyapp.yaml:\n\n%s", indent(s.app.spec))
	if err := s.build(ctx); err != nil {
		return err
	}
	if err := s.run(ctx, greeting); err != nil {
		return err
	}
	if err := s.sayLayers(ctx); err != nil {
		return err
	}
	// The time makes it a change that no earlier demo has built.
	changed := greeting + ", open since " + time.Now().Format(time.TimeOnly)
	if err := s.app.edit(greeting, changed); err != nil {
		return err
	}
	s.Console.Say("\nOne line of the source changes: %q becomes %q.\n", greeting, changed)
	if err := s.build(ctx); err != nil {
		return err
	}
	return s.run(ctx, changed)
}

// reference is the image's name in the loopback registry: pushing there and pulling from it moves only the layers that
// are new, where loading an archive moves all of them each time.
func (s *story) reference() string { return s.RegistryAddress() + "/demo/" + image + ":latest" }
