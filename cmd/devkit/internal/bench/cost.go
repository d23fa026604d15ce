package bench

import (
	"context"
	"fmt"
	"path/filepath"

	"github.com/org/pyapp-frontend/cmd/devkit/internal/bench/report"
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
	if err := l.releaseFurther(ctx); err != nil {
		return err
	}
	all := []string{own(), foreign()}
	for _, arch := range further() {
		all = append(all, "linux/"+arch)
	}
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
