package frontend

import (
	"bytes"
	"context"
	"fmt"
	"path"
	"slices"
	"time"

	"github.com/moby/buildkit/client/llb"
	"github.com/moby/buildkit/frontend/dockerui"
	gwclient "github.com/moby/buildkit/frontend/gateway/client"
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

// readManifests fetches the few files that say what is to be installed; the client sends no others for it.
func (b *build) readManifests(ctx context.Context, file *spec.File) error {
	folder := spec.ProjectFolder(file)
	specs := []string{b.source.Filename, path.Join(folder, b.source.Filename)}
	selection := plan.Selection{Folder: folder, Include: specs}
	for _, name := range plan.ProjectFileNames() {
		selection.Include = append(selection.Include, path.Join(folder, name))
	}
	state, err := b.manifests(ctx, selection)
	if err != nil {
		return err
	}
	ref, err := b.solve(ctx, state)
	if err != nil {
		return err
	}
	b.facts.manifests = state
	for _, name := range specs {
		if b.facts.specs, err = b.appendSpec(ctx, ref, b.facts.specs, name); err != nil {
			return err
		}
	}
	b.facts.files, err = readFiles(ctx, ref, folder, plan.ProjectFileNames())
	return err
}

// manifests follows links, so that a manifest may be shared. What .dockerignore keeps out of the image may still say what
// is to be installed.
func (b *build) manifests(ctx context.Context, s plan.Selection) (llb.State, error) {
	const hint = "context-manifests"
	state, err := b.MainContext(ctx,
		llb.FollowPaths(s.Include),
		llb.ExcludePatterns(nil),
		llb.SharedKeyHint(hint),
		dockerui.WithInternalName("load pyproject.toml and locks"),
		b.uniqueID(),
	)
	if err != nil {
		return llb.State{}, err
	}
	return b.filtered(ctx, *state, hint, s)
}

// appendSpec appends a path of the context if it is the spec file, of which the client gives the name but not the folder.
func (b *build) appendSpec(ctx context.Context, ref gwclient.Reference, specs []string, name string) ([]string, error) {
	data, err := ref.ReadFile(ctx, gwclient.ReadRequest{Filename: name})
	switch {
	case err == nil && bytes.Equal(data, b.source.Data):
		return append(specs, name), nil
	case err == nil || isMissing(err):
		return specs, nil
	}
	return nil, err
}

// readFiles reads those of some files that are there.
func readFiles(ctx context.Context, ref gwclient.Reference, folder string, names []string) (plan.ProjectFiles, error) {
	files := plan.ProjectFiles{}
	entries, err := ref.ReadDir(ctx, gwclient.ReadDirRequest{Path: folder})
	if err != nil && !isMissing(err) {
		return nil, err
	}
	for _, e := range entries {
		if !slices.Contains(names, e.Path) {
			continue
		}
		data, err := ref.ReadFile(ctx, gwclient.ReadRequest{Filename: path.Join(folder, e.Path)})
		if err != nil {
			return nil, reworded(err, fmt.Sprintf("reading %s: %s", path.Join(folder, e.Path), err))
		}
		files[e.Path] = string(data)
	}
	return files, nil
}

// uniqueID makes all uses of one local source one node; without it BuildKit takes each for another.
func (b *build) uniqueID() llb.ConstraintsOpt { return llb.LocalUniqueID(b.BuildOpts().SessionID) }

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
		HasWheels:         plan.WheelsIn(b.facts.files["uv.lock"]),
	})
	problems = append(problems, more...)
	if app != nil {
		problems = append(problems, plan.CheckVersion(app, b.facts.project, b.BuildArgs)...)
		problems = append(problems, plan.CheckLocks(app, b.facts.files, b.facts.project, spec.LockPath(file))...)
	}
	if err := b.report(ctx, problems); err != nil {
		return err
	}
	b.app = app
	return nil
}
