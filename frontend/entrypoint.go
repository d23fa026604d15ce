package frontend

import (
	"context"
	"path"
	"strings"

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
	ref, err := b.solve(ctx, b.gen.App(pl, *src).Files)
	if err != nil {
		return nil, err
	}
	found, err := ref.ReadFile(ctx, gwclient.ReadRequest{Filename: llbgen.AppProblemFile})
	switch {
	case err == nil:
		return plan.ExplainApp(b.app, found)
	case !isMissing(err):
		return nil, err
	}
	if plan.RunsGunicorn(b.app) {
		if b.facts.gunicorn, err = b.readText(ctx, ref, path.Join(b.app.Workdir, "gunicorn.conf.py")); err != nil {
			return nil, err
		}
	}
	return b.checkEntry(ctx, ref)
}

func (b *build) checkEntry(ctx context.Context, ref gwclient.Reference) (spec.Diagnostics, error) {
	roots := plan.ModuleRoots(b.facts.firstParty)
	modules, err := topModules(ctx, ref, b.app.Workdir, roots)
	if err != nil {
		return nil, err
	}
	var trouble error
	look := func(name string) plan.Found {
		stat, err := ref.StatFile(ctx, gwclient.StatRequest{Path: path.Join(b.app.Workdir, name)})
		if err != nil {
			if !isMissing(err) {
				trouble = err
			}
			return plan.Found{}
		}
		found := plan.Found{Exists: true, Folder: stat.IsDir(), Executable: stat.Mode&0o111 != 0}
		if found.Executable && !found.Folder {
			// As much as the kernel reads of a first line.
			file := gwclient.ReadRequest{Filename: path.Join(b.app.Workdir, name), Range: &gwclient.FileRange{Length: 256}}
			beginning, err := ref.ReadFile(ctx, file)
			if err != nil {
				trouble = err
			}
			found.Interpreter = plan.Interpreter(string(beginning))
		}
		return found
	}
	tree := plan.Tree{
		Look:     look,
		Roots:    roots,
		Modules:  modules,
		Locked:   b.facts.lock != nil,
		Anywhere: plan.ModulesAnywhere(b.app, b.facts.firstParty, look),
	}
	problems, wanted := plan.RunEntryChecks(b.app, tree)
	b.facts.wanted = wanted
	return problems, trouble
}

// topModules are the names that could be imported from some folders of the application.
func topModules(ctx context.Context, ref gwclient.Reference, workdir string, roots []string) ([]string, error) {
	var out []string
	for _, folder := range roots {
		entries, err := ref.ReadDir(ctx, gwclient.ReadDirRequest{Path: path.Join(workdir, folder)})
		if err != nil && !isMissing(err) {
			return nil, err
		}
		for _, e := range entries {
			name, isModule := strings.CutSuffix(e.Path, ".py")
			if isModule || e.IsDir() {
				out = append(out, name)
			}
		}
	}
	return out, nil
}
