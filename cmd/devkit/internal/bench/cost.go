package bench

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/org/pyapp-frontend/cmd/devkit/internal/bench/report"
	"github.com/org/pyapp-frontend/cmd/devkit/internal/console"
)

// cost keeps a point of how cost grows. All are measured once, for ourselves and for the Dockerfile of uv's documentation.
func (l *lab) cost(axis string, n int, contender, what string, values ...float64) {
	l.report.Costs = append(l.report.Costs, report.Cost{Axis: axis, N: n, Contender: contender, What: what, Values: values})
}

// sides are the two that costs are measured of.
func (l *lab) sides(app string) []side {
	file := filepath.Join(l.repository, "testdata/bench", app, emulatedBy+".Dockerfile")
	return []side{{pyapp, recipe{}}, {emulatedBy, recipe{file: file}}}
}

type side struct {
	name   string
	recipe recipe
}

// byPackages builds applications that differ in how many packages they have locked, and then with another version of one.
func (l *lab) byPackages(ctx context.Context) error {
	for _, n := range []int{10, 47, 150, 300} {
		l.rig.Console.Say("==> an application with %d packages", n)
		a := app{name: fmt.Sprintf("packages-%d", n), folder: fmt.Sprintf("testdata/bench/packages/%d", n), swap: "testdata/bench/packages"}
		for _, side := range l.sides("packages") {
			s := l.session(a, side.name, side.recipe, 0, own())
			s.keep = func(b report.Build) {
				words := map[string]string{"first": "first build", "changed": "one changed"}
				l.cost("packages", n, side.name+", "+words[b.Scenario], "seconds", b.Seconds...)
				if b.Scenario == "changed" {
					l.cost("packages", n, side.name+", "+words[b.Scenario], "pushed", float64(b.Pushed))
				}
			}
			if err := s.run(ctx, []string{"changed"}); err != nil {
				return err
			}
		}
	}
	return nil
}

// byPlatforms builds the worker for more and more platforms. The Dockerfile, which needs an emulator for each, does so for two.
func (l *lab) byPlatforms(ctx context.Context) error {
	all := append([]string{own(), foreign()}, labelled()...)
	for _, side := range l.sides("worker") {
		for n := 1; n <= len(all) && (n <= 2 || side.name == pyapp); n++ {
			s := l.session(worker(), side.name, side.recipe, n, all[:n]...)
			s.keep = func(b report.Build) {
				l.cost("platforms", n, side.name, "seconds", b.Seconds...)
				l.cost("platforms", n, side.name, "pushed", float64(b.Pushed))
			}
			do := func() error { return s.run(ctx, nil) }
			if side.name != pyapp {
				measure := do
				do = func() error { return l.emulating(measure) }
			}
			if err := do(); err != nil {
				return err
			}
		}
	}
	return nil
}

// byBuilds builds shops that differ in their source at the same time, on one BuildKit that has nothing yet.
func (l *lab) byBuilds(ctx context.Context) error {
	for _, n := range []int{1, 4, 16} {
		l.rig.Console.Say("==> %d builds at once", n)
		for _, side := range l.sides("shop") {
			if err := l.atOnce(ctx, n, side); err != nil {
				return err
			}
		}
	}
	return nil
}

func (l *lab) atOnce(ctx context.Context, n int, side side) error {
	if err := l.aside.Empty(ctx); err != nil {
		return err
	}
	var group errgroup.Group
	start := time.Now()
	for i := range n {
		a := shop()
		s := l.session(a, side.name, side.recipe, 1000*n+i, own())
		folder, file, err := l.prepared(a, side.recipe, "first")
		if err != nil {
			return err
		}
		differs := func(text string) string { return fmt.Sprintf("%s\nBENCH = %d\n", text, i) }
		if err := change(filepath.Join(folder, a.source), differs); err != nil {
			return err
		}
		group.Go(func() error { _, err := l.build(ctx, folder, file, s.reference("first"), s.platforms); return err })
	}
	if err := group.Wait(); err != nil {
		return err
	}
	l.rig.Console.Say("    %-9s %d builds at once: %s", side.name, n, console.Took(time.Since(start)))
	l.cost("builds", n, side.name, "seconds", time.Since(start).Seconds())
	return nil
}
