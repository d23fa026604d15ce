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

	"github.com/org/pyapp-frontend/cmd/devkit/internal/bench/report"
	"github.com/org/pyapp-frontend/cmd/devkit/internal/rig"
)

// Options are what is measured.
type Options struct {
	// Apps are the names of applications; none means all.
	Apps []string
	// Contenders are the names of those that build them; none means all.
	Contenders []string
	// Repetitions is how often each build for one platform is measured.
	Repetitions int
	// Emulated also builds for two platforms, one of which the Dockerfiles have to emulate.
	Emulated bool
	// Costs also measures how cost grows with work.
	Costs bool
	// Out is the folder that the report is written to.
	Out string
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
	return r.With(ctx, rig.Extras{Alpine: true}, func() (err error) {
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
		if err := r.Console.Step("bench-bases", "making releases of the base images", "", func(io.Writer) error { return l.releases() }); err != nil {
			return err
		}
		return l.measure(ctx)
	})
}

// measure writes the report after each application, so that what was measured is not lost when it is interrupted.
func (l *lab) measure(ctx context.Context) error {
	machine, err := l.machine(ctx)
	if err != nil {
		return err
	}
	l.report = report.Report{Machine: machine, Repetitions: l.options.Repetitions}
	for _, a := range apps() {
		if !wanted(l.options.Apps, a.name) {
			continue
		}
		if err := l.application(ctx, a); err != nil {
			return fmt.Errorf("measuring %s: %w", a.name, err)
		}
		if err := l.report.Write(l.options.Out); err != nil {
			return err
		}
	}
	if l.options.Costs {
		if err := l.costs(ctx); err != nil {
			return err
		}
	}
	if err := l.report.Write(l.options.Out); err != nil {
		return err
	}
	l.rig.Console.Say("\nThe goals:\n")
	for _, goal := range l.report.Goals() {
		l.rig.Console.Say("    %s", goal)
	}
	l.rig.Console.Say("\nthe report is in %s", l.options.Out)
	return nil
}
