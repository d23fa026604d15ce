package llbgen

import (
	"github.com/moby/buildkit/client/llb"
	"github.com/org/pyapp-frontend/frontend/plan"
)

// Filter copies what a plan's patterns let through. The daemon must have [Capabilities.CopyPatterns]: one that has not
// copies everything without a word.
func Filter(files llb.State, s plan.Selection) llb.State {
	return llb.Scratch().File(llb.Copy(files, "/", "/", &llb.CopyInfo{
		IncludePatterns: s.Include, ExcludePatterns: s.Exclude, CopyDirContentsOnly: true,
	}), llb.WithCustomName("[internal] leave out what no image should hold"))
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
	return files.File(action, llb.WithCustomName("[internal] leave out what no image should hold"))
}
