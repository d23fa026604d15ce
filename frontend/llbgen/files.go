package llbgen

import (
	"path"

	"github.com/moby/buildkit/client/llb"
	"github.com/org/pyapp-frontend/frontend/plan"
)

// Filter copies what a plan's patterns let through. The daemon must have [Capabilities.CopyPatterns]: one that has not
// copies everything without a word.
func Filter(files llb.State, s plan.Selection) llb.State {
	return llb.Scratch().File(llb.Copy(files, "/", "/", &llb.CopyInfo{
		IncludePatterns: s.Include, ExcludePatterns: s.Exclude, CopyDirContentsOnly: true,
	}), internal("leave out what no image should hold")...)
}

// Pick copies single files of a folder, so that nothing else that is beside them counts for a step that reads them.
func Pick(files llb.State, folder string, names []string) llb.State {
	if len(names) == 0 {
		return llb.Scratch()
	}
	action := llb.Copy(files, path.Join("/", folder, names[0]), "/", &llb.CopyInfo{FollowSymlinks: true})
	for _, name := range names[1:] {
		action = action.Copy(files, path.Join("/", folder, name), "/", &llb.CopyInfo{FollowSymlinks: true})
	}
	return llb.Scratch().File(action, internal("pick what the lock step reads")...)
}

// Remove takes single paths out of a tree.
func Remove(files llb.State, paths []string) llb.State {
	if len(paths) == 0 {
		return files
	}
	action := llb.Rm(paths[0], llb.WithAllowNotFound(true))
	for _, p := range paths[1:] {
		action = action.Rm(p, llb.WithAllowNotFound(true))
	}
	return files.File(action, internal("leave out what no image should hold")...)
}
