package frontend

import (
	"context"

	"github.com/moby/buildkit/client/llb"
	"github.com/org/pyapp-frontend/frontend/llbgen"
	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/frontend/plan/lock"
	"github.com/org/pyapp-frontend/spec"
	"github.com/org/pyapp-frontend/spec/pyproject"
)

// requirements makes a lock of a requirements file: one with hashes says what is wanted, and an index only where it is;
// what another leaves open is chosen now.
func (b *build) requirements(ctx context.Context, s plan.Source) (*lock.Lock, spec.Diagnostics, error) {
	var trouble error
	r, err := lock.ParseRequirements(s.Path, func(name string) (string, bool) {
		text, ok, err := b.include(ctx, name)
		if err != nil {
			trouble = err
		}
		return text, ok
	})
	if trouble != nil || err != nil {
		return nil, plan.ExplainLockError(b.app, s.Path, err), trouble
	}
	b.warn(ctx, plan.WarnRequirements(b.app, s, r))
	if r.Hashed() {
		b.facts.hashed = r.ConstraintText() == "" // uv takes no constraints without hashes beside requirements with them
		return b.lookedUp(ctx, s, plan.WithNames(r.Lock()))
	}
	return b.resolved(ctx, s, r)
}

// include is the text of a file that is named by another; loaded when it is needed.
func (b *build) include(ctx context.Context, name string) (string, bool, error) {
	b.facts.included = append(b.facts.included, name)
	if text, ok := b.facts.Files[name]; ok {
		return text, true, nil
	}
	ref, err := b.loadManifests(ctx, b.app.Project, []string{name})
	if err != nil {
		return "", false, err
	}
	files, err := readFiles(ctx, ref, b.app.Project, []string{name})
	text, ok := files[name]
	return text, ok, err
}

// lookedUp finds in the index the files of a lock that has only hashes. What the index offers besides is left out.
func (b *build) lookedUp(ctx context.Context, s plan.Source, wanted *lock.Lock) (*lock.Lock, spec.Diagnostics, error) {
	wanted = wanted.Applying(plan.Environments(b.app, b.facts.python, b.facts.Project)) // an index need not have the others
	text := wanted.LookUpText()
	if text == "" {
		return wanted, nil, nil // nothing but sources that need no index
	}
	b.gen.Network.Indexes = plan.Indexes(b.app, wanted)
	found, err := b.resolveStep(ctx, llbgen.ResolveStep{
		Name: "look up the files that " + s.Path + " locks", Requirements: text, Mode: llbgen.LookUp,
	})
	if err != nil {
		return nil, nil, err
	}
	return b.parsed(s, func() (*lock.Lock, error) { return lock.Restrict(found, wanted) })
}

// resolved chooses versions for requirements that leave them open.
func (b *build) resolved(ctx context.Context, s plan.Source, r *lock.Requirements) (*lock.Lock, spec.Diagnostics, error) {
	b.gen.Network.Indexes = plan.Indexes(b.app, &lock.Lock{Indexes: r.Indexes})
	step := llbgen.ResolveStep{
		Name: "resolve " + s.Path, Requirements: r.TextWithPaths(), Constraints: r.ConstraintText(), Mode: llbgen.Resolve,
		Options: plan.ResolveOptions(r), Project: b.app.Project, Source: llb.Scratch(),
		Hosts: plan.Hosts(r),
	}
	manifests, err := b.manifestsOf(ctx, r)
	if err != nil {
		return nil, nil, err
	}
	if files := plan.LocalRequirements(b.app, b.facts.ignore, r, manifests); len(files.Include) > 0 {
		if step.Source, err = b.contextFiles(ctx, files); err != nil {
			return nil, nil, err
		}
	}
	if plan.NeedsTools(b.app, r) {
		step.Tools = plan.BuildTools(b.app, true)
	}
	found, err := b.resolveStep(ctx, step)
	return found, nil, err
}

// manifestsOf are the manifests of the folders that requirements name.
func (b *build) manifestsOf(ctx context.Context, r *lock.Requirements) (func(folder string) *pyproject.Project, error) {
	found := map[string]*pyproject.Project{}
	for _, line := range r.Lines {
		if line.Path == "" || line.Archive() {
			continue
		}
		manifest, _, err := b.manifest(ctx, line.Path) // what is wrong with it is said where it is installed
		if err != nil {
			return nil, err
		}
		found[line.Path] = manifest
	}
	return func(folder string) *pyproject.Project { return found[folder] }, nil
}

// resolvePackages resolves what the spec wants on top of what is locked, without changing that; nil: nothing.
func (b *build) resolvePackages(ctx context.Context, l *lock.Lock) (*lock.Lock, error) {
	text := plan.PackagesText(b.app)
	if text == "" {
		return nil, nil
	}
	step := llbgen.ResolveStep{Name: "resolve packages of the spec", Requirements: text, Mode: llbgen.Resolve, Key: "packages"}
	if l != nil {
		b.gen.Network.Indexes = plan.Indexes(b.app, l)
		step.Constraints = l.Constraints()
	}
	if len(b.app.SystemLibs.Build) > 0 {
		step.Tools = plan.BuildTools(b.app, false)
	}
	return b.resolveStep(ctx, step)
}

func (b *build) resolveStep(ctx context.Context, step llbgen.ResolveStep) (*lock.Lock, error) {
	step.Distro, step.On = b.app.Distro, planPlatform(b.buildPlatform())
	ref, err := b.solve(ctx, b.gen.Resolve(step, b.facts.tools))
	if err != nil {
		return nil, err
	}
	text, err := b.readText(ctx, ref, llbgen.LockFile)
	if err != nil {
		return nil, err
	}
	return lock.ParsePylock(text)
}
