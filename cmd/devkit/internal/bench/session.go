package bench

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	v1 "github.com/google/go-containerregistry/pkg/v1"

	"github.com/org/pyapp-frontend/cmd/devkit/internal/bench/report"
	"github.com/org/pyapp-frontend/cmd/devkit/internal/console"
)

// session is one contender's series of builds of one application, on an empty BuildKit and into an empty repository.
type session struct {
	*lab
	app       app
	contender string
	recipe    recipe
	platforms []string
	// target is the repository that it pushes to, known what the registry has of it.
	target string
	known  map[v1.Hash]int64
	// keep takes each measurement.
	keep func(report.Build)
}

func (l *lab) session(a app, contender string, r recipe, repetition int, platforms ...string) *session {
	slug := strings.NewReplacer(" ", "-", ",", "").Replace(contender)
	return &session{
		lab: l, app: a, contender: contender, recipe: r, platforms: platforms, known: map[v1.Hash]int64{}, keep: l.record,
		target: fmt.Sprintf("%s/%s/%s-%d-%d", l.aside.Registry, a.name, slug, len(platforms), repetition),
	}
}

// run builds the application for the first time and then each scenario.
func (s *session) run(ctx context.Context, scenarios []string) error {
	if err := s.fresh(ctx); err != nil {
		return err
	}
	for _, scenario := range append([]string{"first"}, scenarios...) {
		if scenario == "base" {
			if err := s.release(newer); err != nil {
				return err
			}
		}
		if err := s.step(ctx, scenario); err != nil {
			return err
		}
	}
	return nil
}

// fresh leaves nothing of what was built before.
func (s *session) fresh(ctx context.Context) error {
	if err := s.release(current); err != nil {
		return err
	}
	return s.aside.Empty(ctx)
}

func (s *session) step(ctx context.Context, scenario string) error {
	folder, file, err := s.prepared(s.app, s.recipe, scenario)
	if err != nil {
		return err
	}
	took, err := s.build(ctx, folder, file, s.reference(scenario), s.platforms)
	if err != nil {
		return err
	}
	pushed, err := s.pushed(scenario)
	if err != nil {
		return err
	}
	s.rig.Console.Say("    %-9s %-10s %-8s %d platform(s) %8s  %8.2f MB pushed", s.app.name, s.contender, scenario, len(s.platforms), console.Took(took), float64(pushed)/1e6)
	s.keep(report.Build{
		App: s.app.name, Contender: s.contender, Scenario: scenario, Platforms: len(s.platforms), Seconds: []float64{took.Seconds()}, Pushed: pushed,
	})
	return nil
}

func (s *session) reference(scenario string) string { return s.target + ":" + scenario }

// pushed is how many bytes of what a build has pushed were not there before.
func (s *session) pushed(scenario string) (int64, error) {
	now, err := blobs(s.reference(scenario))
	if err != nil {
		return 0, err
	}
	var bytes int64
	for digest, size := range now {
		if _, known := s.known[digest]; !known {
			bytes += size
		}
	}
	maps.Copy(s.known, now)
	return bytes, nil
}

// record puts a measurement to those of the same build.
func (l *lab) record(b report.Build) {
	i := slices.IndexFunc(l.report.Builds, func(o report.Build) bool {
		return o.App == b.App && o.Contender == b.Contender && o.Scenario == b.Scenario && o.Platforms == b.Platforms
	})
	if i < 0 {
		l.report.Builds = append(l.report.Builds, b)
		return
	}
	l.report.Builds[i].Seconds = append(l.report.Builds[i].Seconds, b.Seconds...)
	l.report.Builds[i].Pushed = b.Pushed
}
