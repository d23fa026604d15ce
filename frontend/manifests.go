package frontend

import (
	"bytes"
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/moby/buildkit/client/llb"
	"github.com/moby/buildkit/frontend/dockerui"
	gwclient "github.com/moby/buildkit/frontend/gateway/client"
	digest "github.com/opencontainers/go-digest"
	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/spec"
	fstypes "github.com/tonistiigi/fsutil/types"
)

// readManifests fetches the few files that say what is to be installed; the client sends no others for it.
func (b *build) readManifests(ctx context.Context, file *spec.File) error {
	folder := spec.ProjectFolder(file)
	names := slices.Concat(plan.ProjectFileNames(), spec.LockPaths(file), plan.LocksAbove(folder))
	if script := plan.Script(file, b.Target); script != "" {
		names = append(names, script, script+".lock")
	}
	specs := slices.Compact([]string{b.source.Filename, path.Join(folder, b.source.Filename)})
	ref, err := b.loadManifests(ctx, folder, names, specs...)
	if err != nil {
		return err
	}
	for _, name := range specs {
		if b.facts.specs, err = b.appendSpec(ctx, ref, b.facts.specs, name); err != nil {
			return err
		}
	}
	b.facts.Files, err = readFiles(ctx, ref, folder, names)
	return err
}

// loadManifests loads single files of the project, and others of the context, and adds them to those that are there.
func (b *build) loadManifests(ctx context.Context, folder string, names []string, others ...string) (gwclient.Reference, error) {
	selection := plan.Selection{Folder: folder, Include: slices.Clone(others)}
	for _, name := range names {
		selection.Include = append(selection.Include, path.Join(folder, name))
	}
	state, err := b.manifests(ctx, selection, "load pyproject.toml and locks")
	if err != nil {
		return nil, err
	}
	b.facts.manifests = state
	return b.solve(ctx, state)
}

// manifests follows links, so that a manifest may be shared. What .dockerignore keeps out of the image may still say what
// is to be installed.
func (b *build) manifests(ctx context.Context, s plan.Selection, name string) (llb.State, error) {
	hint := "context-manifests-" + digest.FromString(fmt.Sprint(s)).Encoded()[:8]
	state, err := b.MainContext(ctx,
		llb.FollowPaths(s.Include),
		llb.ExcludePatterns(nil),
		llb.SharedKeyHint(hint),
		dockerui.WithInternalName(name),
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

// readFiles reads those of some files that are there, by their paths relative to a folder.
func readFiles(ctx context.Context, ref gwclient.Reference, folder string, names []string) (plan.ProjectFiles, error) {
	files := plan.ProjectFiles{}
	entries, err := ref.ReadDir(ctx, gwclient.ReadDirRequest{Path: folder})
	if err != nil && !isMissing(err) {
		return nil, err
	}
	for _, name := range names {
		there := slices.ContainsFunc(entries, func(e *fstypes.Stat) bool { return e.Path == name })
		if !there && !strings.Contains(name, "/") {
			continue // most are not there, and asking for each would take longer
		}
		data, err := ref.ReadFile(ctx, gwclient.ReadRequest{Filename: path.Join(folder, name)})
		switch {
		case err == nil:
			files[name] = string(data)
		case !isMissing(err):
			return nil, reworded(err, fmt.Sprintf("reading %s: %s", path.Join(folder, name), err))
		}
	}
	return files, nil
}
