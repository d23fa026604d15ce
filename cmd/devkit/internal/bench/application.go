package bench

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"

	"github.com/org/pyapp-frontend/cmd/devkit/internal/bench/report"
)

// emulatedBy is the contender that also builds for two platforms, one of which it has to emulate.
const emulatedBy = "uv"

// application measures all contenders, one repetition after the other so that what the machine does otherwise hits all alike.
func (l *lab) application(ctx context.Context, a app) error {
	dockerfiles, err := a.dockerfiles(l.repository)
	if err != nil {
		return err
	}
	contenders := a.contenders(dockerfiles, !l.aside.StandIns)
	images := map[string]string{}
	for repetition := range l.options.Repetitions {
		l.rig.Console.Say("==> %s, repetition %d of %d", a.name, repetition+1, l.options.Repetitions)
		for _, name := range contenders {
			if repetition > 0 && !repeated(name) {
				continue
			}
			s := l.session(a, name, recipe{file: dockerfiles[name]}, repetition, own())
			if err := s.run(ctx, a.scenarios(l.repository)); err != nil {
				return err
			}
			images[name] = s.reference("first")
		}
	}
	for _, v := range a.variants {
		s := l.session(a, v.name, recipe{keys: v.keys}, 0, own())
		if err := s.run(ctx, nil); err != nil {
			return err
		}
		contenders, images[v.name] = append(contenders, v.name), s.reference("first")
	}
	return l.images(ctx, a, contenders, images)
}

// repeated says of whom the figures are to be relied on: ourselves, and what the tools' own documentation recommends.
func repeated(contender string) bool {
	return contender == pyapp || contender == "uv" || contender == "poetry"
}

// twoPlatforms builds for a second platform too, which the Dockerfile has to emulate. As that takes so long that the machine may have become
// another one, we are measured before it and after it.
func (l *lab) twoPlatforms(ctx context.Context) error {
	l.rig.Console.Say("==> shop for two platforms")
	if err := l.onTwo(ctx, 0); err != nil {
		return err
	}
	if err := l.emulating(func() error { return l.emulated(ctx) }); err != nil {
		return err
	}
	for repetition := range l.options.Repetitions {
		if err := l.onTwo(ctx, 1+repetition); err != nil {
			return err
		}
	}
	return nil
}

func (l *lab) onTwo(ctx context.Context, repetition int) error {
	return l.session(shop(), pyapp, recipe{}, repetition, own(), foreign()).run(ctx, shop().scenarios(l.repository))
}

// emulated measures the Dockerfile, which runs its steps for the foreign platform too.
func (l *lab) emulated(ctx context.Context) error {
	dockerfiles, err := shop().dockerfiles(l.repository)
	if err != nil {
		return err
	}
	return l.session(shop(), emulatedBy, recipe{file: dockerfiles[emulatedBy]}, 0, own(), foreign()).run(ctx, []string{"source", "changed"})
}

// emulating measures with an emulator that is there for nothing else.
func (l *lab) emulating(measure func() error) (err error) {
	end, err := l.rig.Emulate()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, end()) }()
	return measure()
}

func own() string { return "linux/" + runtime.GOARCH }

func foreign() string {
	if runtime.GOARCH == "arm64" {
		return "linux/amd64"
	}
	return "linux/arm64"
}

// images weighs what the contenders have built, compares what the applications answer, and measures how they start.
func (l *lab) images(ctx context.Context, a app, contenders []string, references map[string]string) error {
	l.rig.Console.Say("==> %s: the images", a.name)
	answers := map[string][]string{}
	for _, name := range contenders {
		image, err := weigh(references[name])
		if err != nil {
			return err
		}
		image.App, image.Contender = a.name, name
		l.report.Images = append(l.report.Images, image)
		if _, err := l.rig.Docker("pull", "--quiet", references[name]).Output(ctx); err != nil {
			return err
		}
		answer, err := l.answer(ctx, a, references[name])
		if err != nil {
			return err
		}
		answers[answer] = append(answers[answer], name)
	}
	if len(answers) > 1 {
		return fmt.Errorf("the images do not answer alike: %v", answers)
	}
	for answer := range answers {
		l.rig.Console.Say("    all of %s answer %s", strings.Join(contenders, ", "), answer)
	}
	if err := l.starts(ctx, a, contenders, references); err != nil {
		return err
	}
	return l.forget(ctx, references)
}

// starts measures imports, of all contenders in turn.
func (l *lab) starts(ctx context.Context, a app, contenders []string, references map[string]string) error {
	const repetitions = 7
	for _, what := range []struct{ name, modules string }{{"app", a.module}, {"stdlib", stdlib}} {
		found := make([]report.Start, len(contenders))
		for range repetitions {
			for i, name := range contenders {
				seconds, err := l.imports(ctx, a, references[name], what.modules)
				if err != nil {
					return err
				}
				found[i].App, found[i].Contender, found[i].What = a.name, name, what.name
				found[i].Seconds = append(found[i].Seconds, seconds)
			}
		}
		l.report.Starts = append(l.report.Starts, found...)
	}
	return nil
}

// forget removes the images from the engine.
func (l *lab) forget(ctx context.Context, references map[string]string) error {
	for _, reference := range references {
		if _, err := l.rig.Docker("rmi", "--force", reference).Output(ctx); err != nil {
			return err
		}
	}
	return nil
}
