package frontend

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/moby/buildkit/client/llb"
	"github.com/org/pyapp-frontend/frontend/llbgen"
	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/spec"
	"github.com/org/pyapp-frontend/spec/pyproject"
)

// projectFacts is what the context says of the project.
type projectFacts struct {
	manifests llb.State
	files     plan.ProjectFiles
	specs     []string           // paths of the context that are the spec file itself
	project   *pyproject.Project // nil: no pyproject.toml
	ignore    []string
	lock      *plan.Lock     // nil: nothing is to be installed
	tools     llbgen.Sources // for the build platform; the rest of it depends on the plan
	epoch     *time.Time     // nil: none was given
}

// gather finds out all that the plan of every platform needs: what the project says, which lock it has, and what the
// lock holds. Whatever is wrong with the project is found here, before anything is installed.
func (b *build) gather(ctx context.Context, file *spec.File) error {
	err := inParallel(ctx,
		func(ctx context.Context) error { return b.readManifests(ctx, file) },
		func(ctx context.Context) (err error) { b.facts.ignore, err = b.DockerIgnorePatterns(ctx); return err },
		func(ctx context.Context) (err error) { b.facts.epoch, err = b.sourceDateEpoch(ctx); return err },
	)
	if err != nil {
		return err
	}
	b.facts.ignore = slices.Concat(b.facts.ignore, b.facts.specs)
	if err := b.resolve(ctx, file); err != nil {
		return err
	}
	err = inParallel(ctx,
		func(ctx context.Context) error { return b.findTools(ctx) },
		func(ctx context.Context) error { b.warnDenied(ctx); return nil },
	)
	if err != nil {
		return err
	}
	var files, lock spec.Diagnostics
	err = inParallel(ctx,
		func(ctx context.Context) (err error) { files, err = b.checkFiles(ctx); return err },
		func(ctx context.Context) (err error) { lock, err = b.readLock(ctx); return err },
	)
	if err != nil {
		return err
	}
	return b.report(ctx, append(files, lock...))
}

// uniqueID makes all uses of one local source one node; without it BuildKit takes each for another.
func (b *build) uniqueID() llb.ConstraintsOpt { return llb.LocalUniqueID(b.BuildOpts().SessionID) }

// hasWheels reads the lock only when it is asked, which is where nobody names a version of Python.
func (b *build) hasWheels() func(minor string) bool {
	read := sync.OnceValue(func() func(string) bool { return plan.WheelsIn(b.facts.files["uv.lock"]) })
	return func(minor string) bool {
		has := read()
		return has == nil || has(minor)
	}
}

// resolve fills in the spec from what the project says.
func (b *build) resolve(ctx context.Context, file *spec.File) error {
	var problems spec.Diagnostics
	if b.facts.project, problems = b.facts.files.Project(); len(problems) > 0 {
		return b.report(ctx, problems) // what follows from it would only confuse
	}
	app, more := spec.Resolve(file, spec.Inputs{
		BuildArgs:         b.BuildArgs,
		Project:           b.facts.project,
		PythonVersionFile: b.facts.files[".python-version"],
		HasWheels:         b.hasWheels(),
	})
	problems = append(problems, more...)
	if app != nil {
		problems = append(problems, plan.CheckTools(app, b.facts.project)...)
		problems = append(problems, plan.CheckVersion(app, b.facts.project, b.BuildArgs)...)
		problems = append(problems, plan.CheckLocks(app, b.facts.files, b.facts.project, spec.LockPath(file))...)
	}
	if err := b.report(ctx, problems); err != nil {
		return err
	}
	b.app = app
	return nil
}
