package bench

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/org/pyapp-frontend/cmd/devkit/internal/console"
)

// byBuilds builds shops that differ in their source at the same time, on one BuildKit that has nothing yet.
func (l *lab) byBuilds(ctx context.Context) error {
	for _, n := range []int{1, 4, 16} {
		l.rig.Console.Say("==> %d builds at once", n)
		for _, side := range l.sides("shop") {
			if err := l.session(shop(), side.name, side.recipe, 1000*n, own()).atOnce(ctx, n); err != nil {
				return err
			}
		}
	}
	return nil
}

// atOnce builds so many variants for one repository.
func (s *session) atOnce(ctx context.Context, n int) error {
	if err := s.fresh(ctx); err != nil {
		return err
	}
	variants, err := s.variants(n)
	if err != nil {
		return err
	}
	start := time.Now()
	if err := s.buildAll(ctx, variants); err != nil {
		return err
	}
	took := time.Since(start)
	var pushed int64
	for tag := range variants {
		bytes, err := s.pushed(tag)
		if err != nil {
			return err
		}
		pushed += bytes
	}
	s.rig.Console.Say("    %-9s %d builds at once: %s  %8.2f MB pushed", s.contender, n, console.Took(took), float64(pushed)/1e6)
	s.cost("builds", n, s.contender, "seconds", took.Seconds())
	s.cost("builds", n, s.contender, "pushed", float64(pushed))
	return nil
}

// preparedApp is a folder with an application that differs from others, and the file to build it by.
type preparedApp struct{ folder, file string }

// variants are copies of the application, each with a line of its own, by the tag for its image.
func (s *session) variants(n int) (map[string]preparedApp, error) {
	out := map[string]preparedApp{}
	for i := range n {
		folder, file, err := s.prepared(s.app, s.recipe, "first")
		if err != nil {
			return nil, err
		}
		line := func(text string) string { return fmt.Sprintf("%s\nBENCH = %d\n", text, i) }
		if err := change(filepath.Join(folder, s.app.source), line); err != nil {
			return nil, err
		}
		out[fmt.Sprintf("variant-%d", i)] = preparedApp{folder, file}
	}
	return out, nil
}

// buildAll builds all variants side by side.
func (s *session) buildAll(ctx context.Context, variants map[string]preparedApp) error {
	var group errgroup.Group
	for tag, v := range variants {
		group.Go(func() error {
			_, err := s.build(ctx, v.folder, v.file, s.reference(tag), s.platforms)
			return err
		})
	}
	return group.Wait()
}
