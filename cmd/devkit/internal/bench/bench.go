// Package bench measures what it is for: the same applications are built by this project and by Dockerfiles that are written by
// hand, side by side on a BuildKit of its own, and their images are weighed and started.
package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/org/pyapp-frontend/cmd/devkit/internal/bench/report"
	"github.com/org/pyapp-frontend/cmd/devkit/internal/rig"
)

// Options are what is measured.
type Options struct {
	// Parts are names of [Parts]; none means all. What the folder's report has of other parts stays.
	Parts []string
	// Repetitions is how often each build of ours, and of what a tool's own documentation recommends, is measured.
	Repetitions int
	// Out is the folder that the report is written to.
	Out string
}

// Parts are what can be measured by itself: the applications, shop for two platforms, and how cost grows with something.
func Parts() []string {
	var names []string
	for _, p := range (&lab{}).parts() {
		names = append(names, p.name)
	}
	return names
}

// lab is where one run measures.
type lab struct {
	rig        *rig.Rig
	aside      *rig.Aside
	repository string
	// scratch is for copies of applications, logs for what builds print.
	scratch, logs string
	options       Options
	report        report.Report
}

// Run brings up what is not up, measures, and writes the report.
func Run(ctx context.Context, r *rig.Rig, o Options) error {
	return r.With(ctx, rig.Extras{}, func() (err error) {
		repository, err := rig.Repository(ctx)
		if err != nil {
			return err
		}
		l := &lab{rig: r, repository: repository, logs: filepath.Join(r.Logs(), "bench"), options: o}
		if err := os.MkdirAll(l.logs, 0o755); err != nil {
			return err
		}
		if l.scratch, err = os.MkdirTemp(r.Scratch(), "bench-"); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, os.RemoveAll(l.scratch)) }()
		if l.aside, err = r.Aside(ctx); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, l.aside.Close()) }()
		if err := r.Console.Step("bench-bases", "making releases of the base images", "", func(io.Writer) error { return l.releases(ctx) }); err != nil {
			return err
		}
		return l.measure(ctx)
	})
}

// measure writes the report after each part, so that what was measured is not lost when it is interrupted.
func (l *lab) measure(ctx context.Context) error {
	var err error
	if l.report, err = report.Read(l.options.Out); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	if l.report.Machine, err = l.machine(ctx); err != nil {
		return err
	}
	for _, part := range l.parts() {
		if len(l.options.Parts) > 0 && !slices.Contains(l.options.Parts, part.name) {
			continue
		}
		l.report.Forget(part.covers)
		if err := part.measure(ctx); err != nil {
			return fmt.Errorf("measuring %s: %w", part.name, err)
		}
		if err := l.report.Write(l.options.Out); err != nil {
			return err
		}
	}
	l.rig.Console.Say("\nThe goals:\n")
	for _, goal := range l.report.Goals() {
		l.rig.Console.Say("    %s", goal)
	}
	l.rig.Console.Say("\nthe report is in %s", l.options.Out)
	return nil
}

// part is what is measured by itself, and covers what a report has of it.
type part struct {
	name    string
	covers  report.Part
	measure func(context.Context) error
}

func (l *lab) parts() []part {
	var parts []part
	for _, a := range []app{shop(), worker(), django(), compiled()} {
		covers := report.Part{App: a.name, Platforms: 1}
		parts = append(parts, part{a.name, covers, func(ctx context.Context) error { return l.application(ctx, a) }})
	}
	return append(parts,
		part{"two-platforms", report.Part{App: "shop", Platforms: 2}, l.twoPlatforms},
		part{"by-lock", report.Part{Axis: "lock"}, l.byLock},
		part{"by-packages", report.Part{Axis: "packages"}, l.byPackages},
		part{"by-builds", report.Part{Axis: "builds"}, l.byBuilds},
		part{"by-platforms", report.Part{Axis: "platforms"}, l.byPlatforms},
	)
}
