package frontend

import (
	"context"
	"slices"
	"time"

	"github.com/moby/buildkit/client/llb"
	"github.com/org/pyapp-frontend/frontend/llbgen"
	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/frontend/plan/lock"
	"github.com/org/pyapp-frontend/spec"
)

// projectFacts is what the context says of the project.
type projectFacts struct {
	plan.Locking                   // its files, and what they say
	manifests    llb.State         // those that were loaded last
	members      plan.ProjectFiles // manifests of other packages, by their paths relative to the project's folder
	specs        []string          // paths of the context that are the spec file itself
	ignore       []string
	lock         *lock.Lock        // nil: nothing is to be installed
	common       *lock.Lock        // what the default target installs of it; nil: all
	placed       *lock.Lock        // the same with the place of each file; nil: no platform needs it
	firstParty   []plan.FirstParty // packages of the context that are to be installed
	wanted       []plan.EntryCheck // what the command needs that dependencies have to bring
	hashed       bool              // requirements have a hash for all that is to be installed, and no constraints
	included     []string          // requirements files that were read, relative to the project's folder
	images       toolImages
	gunicorn     string                // text of gunicorn.conf.py; empty: none, or it does not matter
	tools        llbgen.Sources        // for the build platform; the rest of it depends on the plan
	python       string                // version of its interpreter, as in "3.13.5"
	stages       stageFacts            // what the context has for stages of the spec
	own          ownBase               // what the image is that steps run in, where it is no official one
	covered      map[string]plan.Found // what the application has where copies go, by the key of the copy
	epoch        *time.Time            // nil: none was given
}

// toolImages are what steps run in and with, on the build platform.
type toolImages struct{ python, uv *baseImage }

// gather finds out all that the plan of every platform needs: what the project says, which lock it has, and what the
// lock holds. Whatever is wrong with the project is found here, before anything is installed.
func (b *build) gather(ctx context.Context, file *spec.File) error {
	return inParallel(ctx,
		func(ctx context.Context) error { b.lookUpEarly(ctx, file); return nil },
		func(ctx context.Context) error { return b.gatherAll(ctx, file) },
	)
}

func (b *build) gatherAll(ctx context.Context, file *spec.File) error {
	err := inParallel(ctx,
		func(ctx context.Context) error { return b.readManifests(ctx, file) },
		func(ctx context.Context) (err error) { b.facts.ignore, err = b.DockerIgnorePatterns(ctx); return err },
		func(ctx context.Context) (err error) { b.facts.epoch, err = b.sourceDateEpoch(ctx); return err },
	)
	if err != nil {
		return err
	}
	b.facts.ignore = slices.Concat(b.facts.ignore, b.facts.specs)
	problems, err := b.readProject(ctx, file)
	unresolved := spec.Unresolved(file)
	for i := range problems {
		problems[i].Range = unresolved.Where(problems[i].Path)
	}
	if err := b.failed(ctx, problems, err); err != nil {
		return err // what follows from it would only confuse
	}
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
	b.beginAhead(ctx)
	return inParallel(ctx, b.findCopies, b.findInstalled)
}

// findInstalled finds out what is to be installed, and whether the application's files are fit for an image.
func (b *build) findInstalled(ctx context.Context) error {
	for _, find := range []func(context.Context) (spec.Diagnostics, error){b.readLocks, b.findFirstParty, b.checkFiles} {
		problems, err := find(ctx)
		if err := b.failed(ctx, problems, err); err != nil {
			return err
		}
	}
	return nil
}

// failed is what went wrong, or what the user has to mend.
func (b *build) failed(ctx context.Context, problems spec.Diagnostics, err error) error {
	if err != nil {
		return err
	}
	return b.report(ctx, problems)
}

// uniqueID makes all uses of one local source one node; without it BuildKit takes each for another.
func (b *build) uniqueID() llb.ConstraintsOpt { return llb.LocalUniqueID(b.BuildOpts().SessionID) }

// resolve fills in the spec from what the project says.
func (b *build) resolve(ctx context.Context, file *spec.File) error {
	app, problems := b.facts.Resolve(file, b.Target, b.BuildArgs)
	if err := b.report(ctx, problems); err != nil {
		return err
	}
	b.app = app
	b.gen.Network.Indexes = app.Indexes
	return nil
}
