package frontend

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/moby/buildkit/client/llb"
	gwclient "github.com/moby/buildkit/frontend/gateway/client"
	"github.com/org/pyapp-frontend/frontend/llbgen"
	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/frontend/plan/libs"
	"github.com/org/pyapp-frontend/spec"
	"github.com/org/pyapp-frontend/spec/pyproject"
)

// guard looks at what was installed, for what would only come to light when the image runs: a library that is missing, one
// for another machine, a command that nothing brought. What it learns may make another plan.
func (b *build) guard(ctx context.Context, p *plan.Plan, img llbgen.Image, learned *plan.Learned) (spec.Diagnostics, error) {
	installed := slices.Concat(img.Environment, img.Builder)
	environments, problems := make([]libs.Environment, len(installed)), make([]spec.Diagnostics, len(installed))
	var system libs.System
	look := []func(context.Context) error{
		func(ctx context.Context) error { return b.lookedAt(ctx, img.Base, llbgen.BaseFile, &system) },
	}
	for i, found := range installed {
		look = append(look, func(ctx context.Context) (err error) {
			problems[i], err = b.environment(ctx, found, &environments[i])
			return err
		})
	}
	if err := inParallel(ctx, look...); err != nil {
		return nil, err
	}
	if out := slices.Concat(problems...); len(out) > 0 {
		return out, nil // what a failed build did not install is missing everywhere
	}
	environments = environments[:len(img.Environment)] // the builder's are in no image
	now, warnings := plan.Learn(p, *learned, environments, system)
	if !now.Same(*learned) {
		*learned = now
		b.warn(ctx, warnings)
		return nil, errPlanAgain
	}
	return plan.CheckInstalled(p, b.facts.wanted, environments, system), nil
}

// environment reads what an installing step found out, or why a build did not work.
func (b *build) environment(ctx context.Context, found llbgen.Found, into *libs.Environment) (spec.Diagnostics, error) {
	ref, err := b.solve(ctx, found.State)
	if err != nil {
		return nil, err
	}
	if found.Build != nil {
		if log, err := b.readText(ctx, ref, llbgen.BuildLogFile); err != nil || log != "" {
			return plan.ExplainBuild(b.app, *found.Build, log), err
		}
	}
	if found.Built != "" {
		into.Built = []string{pyproject.NormalizeName(found.Built)}
	}
	return nil, b.decode(ctx, ref, llbgen.EnvironmentFile, into)
}

// checkMade looks at what steps of the spec made on another platform than the image's.
func (b *build) checkMade(ctx context.Context, p *plan.Plan, img llbgen.Image) error {
	var problems spec.Diagnostics
	for _, made := range img.Made {
		var found libs.Environment
		if err := b.lookedAt(ctx, made.State, llbgen.EnvironmentFile, &found); err != nil {
			return err
		}
		problems = append(problems, plan.CheckMade(p, made.Step, found.Objects)...)
	}
	return b.report(ctx, problems)
}

// lookedAt reads what a step that looks at something found out.
func (b *build) lookedAt(ctx context.Context, st llb.State, name string, into any) error {
	ref, err := b.solve(ctx, st)
	if err != nil {
		return err
	}
	return b.decode(ctx, ref, name, into)
}

func (b *build) decode(ctx context.Context, ref gwclient.Reference, name string, into any) error {
	text, err := b.readText(ctx, ref, name)
	if err != nil {
		return err
	}
	if err := json.Unmarshal([]byte(text), into); err != nil {
		return fmt.Errorf("reading what a step found out (%s): %w", name, err)
	}
	return nil
}
