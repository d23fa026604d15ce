package frontend

import (
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
	project   *pyproject.Project // nil: no pyproject.toml
	ignore    []string
	lock      *plan.Lock     // nil: nothing is to be installed
	tools     llbgen.Sources // for the build platform; the rest of it depends on the plan
	epoch     *time.Time     // nil: none was given
}

// gather finds out all that the plan of every platform needs: what the project says, which lock it has, and what the
// lock holds. Whatever is wrong with the project is found here, before anything is installed.
func (b *build) gather(ctx context.Context, file *spec.File) error {
	err := inParallel(
		func() error { return b.readManifests(ctx, file) },
		func() (err error) { b.facts.ignore, err = b.DockerIgnorePatterns(ctx); return err },
		func() (err error) { b.facts.epoch, err = b.sourceDateEpoch(ctx); return err },
	)
	if err != nil {
		return err
	}
	if err := b.resolve(ctx, file); err != nil {
		return err
	}
	err = inParallel(
		func() error { return b.findTools(ctx) },
		func() error { b.warnDenied(ctx); return nil },
	)
	if err != nil {
		return err
	}
	var files, lock spec.Diagnostics
	err = inParallel(
		func() (err error) { files, err = b.checkFiles(ctx); return err },
		func() (err error) { lock, err = b.readLock(ctx); return err },
	)
	if err != nil {
		return err
	}
	return b.report(ctx, append(files, lock...))
}

// readManifests fetches the few files that say what is to be installed; the client sends no others for it.
func (b *build) readManifests(ctx context.Context, file *spec.File) error {
	folder := spec.ProjectFolder(file)
	state, err := b.manifests(ctx, folder)
	if err != nil {
		return err
	}
	b.facts.manifests = *state
	ref, err := b.solve(ctx, *state)
	if err != nil {
		return err
	}
	b.facts.files, err = readFiles(ctx, ref, folder, plan.ProjectFileNames())
	return err
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

func (b *build) manifests(ctx context.Context, folder string) (*llb.State, error) {
	var paths []string
	for _, name := range plan.ProjectFileNames() {
		paths = append(paths, path.Join(folder, name))
	}
	return b.MainContext(ctx,
		llb.FollowPaths(paths),
		llb.ExcludePatterns(nil), // what .dockerignore keeps out of the image may still describe it
		llb.SharedKeyHint("context-manifests"),
		dockerui.WithInternalName("load pyproject.toml and locks"),
		b.uniqueID(),
	)
}

// uniqueID makes all uses of one local source one node; without it BuildKit takes each for another.
func (b *build) uniqueID() llb.ConstraintsOpt { return llb.LocalUniqueID(b.BuildOpts().SessionID) }

// resolve fills in the spec from what the project says.
func (b *build) resolve(ctx context.Context, file *spec.File) error {
	var problems spec.Diagnostics
	b.facts.project, problems = b.facts.files.Project()
	app, more := spec.Resolve(file, spec.Inputs{
		BuildArgs:         b.BuildArgs,
		Project:           b.facts.project,
		PythonVersionFile: b.facts.files[".python-version"],
		HasWheels:         plan.WheelsIn(b.facts.files["uv.lock"]),
	})
	problems = append(problems, more...)
	if app != nil {
		problems = append(problems, plan.CheckLocks(app, b.facts.files, b.facts.project, spec.LockPath(file))...)
	}
	if err := b.report(ctx, problems); err != nil {
		return err
	}
	b.app = app
	return nil
}
