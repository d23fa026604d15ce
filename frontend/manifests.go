package frontend

import (
	"bytes"
	"context"
	"fmt"
	"path"
	"slices"

	"github.com/moby/buildkit/client/llb"
	"github.com/moby/buildkit/frontend/dockerui"
	gwclient "github.com/moby/buildkit/frontend/gateway/client"
	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/spec"
)

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
