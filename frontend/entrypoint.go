package frontend

import (
	"context"
	"path"

	"github.com/moby/buildkit/client/llb"
	gwclient "github.com/moby/buildkit/frontend/gateway/client"
	"github.com/org/pyapp-frontend/frontend/llbgen"
	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/spec"
)

// checkFiles runs the step that copies the application, which reads no lock, and looks at what it made: whether it
// could be made at all, and whether the files are there that the entrypoint names.
func (b *build) checkFiles(ctx context.Context) (spec.Diagnostics, error) {
	pl, err := plan.New(b.app, b.planFacts(b.buildPlatform()))
	if err != nil {
		return nil, err
	}
	src, err := b.appSources(ctx, pl)
	if err != nil {
		return nil, err
	}
	layers := []llb.State{b.gen.App(pl, *src).Files}
	if pl.Added != nil {
		layers = append(layers, b.gen.Added(pl, *src))
	}
	var refs []gwclient.Reference
	for i, layer := range layers {
		ref, problems, err := b.copied(ctx, layer)
		if err != nil || len(problems) > 0 {
			return plan.OfAddedFiles(b.app, problems, i > 0), err
		}
		refs = append(refs, ref)
	}
	if plan.RunsGunicorn(b.app) {
		if b.facts.gunicorn, err = b.readText(ctx, refs[0], path.Join(b.app.Workdir, "gunicorn.conf.py")); err != nil {
			return nil, err
		}
	}
	b.facts.covered = map[string]plan.Found{}
	for _, c := range pl.Copies {
		if b.facts.covered[c.Key], err = lookAt(ctx, refs[0], c.To); err != nil {
			return nil, err
		}
	}
	return b.checkEntry(ctx, refs)
}

// copied is a layer of the application's files, or what is wrong with them.
func (b *build) copied(ctx context.Context, layer llb.State) (gwclient.Reference, spec.Diagnostics, error) {
	ref, err := b.solve(ctx, layer)
	if err != nil {
		return nil, nil, err
	}
	found, err := b.readText(ctx, ref, llbgen.AppProblemFile)
	if err != nil || found == "" {
		return ref, nil, err
	}
	problems, err := plan.ExplainApp(b.app, []byte(found))
	return nil, problems, err
}

func (b *build) checkEntry(ctx context.Context, refs []gwclient.Reference) (spec.Diagnostics, error) {
	roots := plan.ModuleRoots(b.facts.firstParty)
	var trouble error
	look := func(name string) plan.Found {
		for _, ref := range refs {
			found, err := lookAt(ctx, ref, path.Join(b.app.Workdir, name))
			if err != nil {
				trouble = err
			}
			if found.Exists {
				return found
			}
		}
		return plan.Found{}
	}
	list := func(folder string) (names []string) {
		for _, ref := range refs {
			more, err := namesIn(ctx, ref, path.Join(b.app.Workdir, folder))
			if err != nil {
				trouble = err
			}
			names = append(names, more...)
		}
		return names
	}
	tree := plan.Tree{
		Look:     look,
		List:     list,
		Roots:    roots,
		Locked:   b.facts.lock != nil,
		Anywhere: plan.ModulesAnywhere(b.app, b.facts.firstParty, look),
	}
	problems, wanted := plan.RunEntryChecks(b.app, tree)
	b.facts.wanted = wanted
	return problems, trouble
}

// lookAt finds out about one path of a layer.
func lookAt(ctx context.Context, ref gwclient.Reference, name string) (plan.Found, error) {
	stat, err := ref.StatFile(ctx, gwclient.StatRequest{Path: name})
	switch {
	case err != nil && isMissing(err):
		return plan.Found{}, nil
	case err != nil:
		return plan.Found{}, err
	}
	found := plan.Found{Exists: true, Folder: stat.IsDir(), Executable: stat.Mode&0o111 != 0}
	if found.Executable && !found.Folder {
		// As much as the kernel reads of a first line.
		var beginning []byte
		beginning, err = ref.ReadFile(ctx, gwclient.ReadRequest{Filename: name, Range: &gwclient.FileRange{Length: 256}})
		found.Interpreter = plan.Interpreter(string(beginning))
	}
	return found, err
}

// namesIn are the names in a folder of a layer, with a slash behind those of folders; none: there is no such folder.
func namesIn(ctx context.Context, ref gwclient.Reference, folder string) ([]string, error) {
	entries, err := ref.ReadDir(ctx, gwclient.ReadDirRequest{Path: folder})
	if err != nil && !isMissing(err) {
		return nil, err
	}
	var out []string
	for _, e := range entries {
		if e.IsDir() {
			e.Path += "/"
		}
		out = append(out, e.Path)
	}
	return out, nil
}
