package llbgen

import (
	"slices"

	"github.com/moby/buildkit/client/llb"
	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/spec"
)

// Image is the graph of a whole image, and of what is looked at while it is made.
type Image struct {
	State       llb.State
	Environment []Found     // for each step that installs something
	Base        llb.State   // holds BaseFile
	Builder     []Found     // builds for the platform that steps of the spec run on, where that is another
	Tests       []llb.State // holds nothing: to solve it is to run the command of the target test
	Made        []Made      // what those steps made, where they ran on another platform than the image's
	Copied      []Copied    // what the plan's Copies bring, in their order
}

// Copied is what one copy brings.
type Copied struct {
	Layer llb.State
	Look  *llb.State // holds EnvironmentFile, with nothing but objects; nil: the image is for the builder's own platform
}

// Made is what one step of the spec made.
type Made struct {
	Step  plan.Step
	State llb.State // holds EnvironmentFile, with nothing but objects
}

// Found is what is known of what one step installed: EnvironmentFile, or BuildLogFile of a build that cannot work.
type Found struct {
	State llb.State
	Build *plan.Build // nil: it was no build of a dependency
	Built string      // the package that was built for this image alone; empty: none was
}

// Files that steps/look.py leaves.
const (
	EnvironmentFile = "/environment.json"
	BaseFile        = "/base.json"
	BuildLogFile    = "/log.txt"
)

// look is a step that looks at what another made, at the path that it has in the image. More are the other
// arguments of steps/look.py.
func (g *Generator) look(src Sources, what, name string, st llb.State, folder string, more ...string) llb.State {
	at := folder
	if at == "/" {
		at = "/base"
	}
	mount := []llb.MountOption{llb.SourcePath(folder), llb.Readonly}
	if g.Caps.NoHash {
		// To hash all that was installed takes longer than to look at it.
		mount = append(mount, llb.ContentCache(llb.MountContentCacheOff))
	}
	return g.step(src.Python, "look", name, "", append([]string{what, at, "/out"}, more...), llb.AddMount(at, st, mount...)).
		AddMount("/out", llb.Scratch())
}

// searchPath is where an image that the spec names has its programs; empty: the usual places, as in official images.
func searchPath(p *plan.Plan) []string {
	var out []string
	for _, v := range p.Image.Env {
		if v.Name == "PATH" && p.Spec.Base.Kind == spec.BaseImage {
			out = []string{v.Value}
		}
	}
	return out
}

// remembered makes what was looked at a part of the image's graph without adding anything to the image: the difference between
// a state and itself. So it goes into exported caches, and who imports one has no layer to fetch to look at it again.
func (i Image) remembered() []llb.State {
	var out []llb.State
	looked := slices.Concat([]llb.State{i.Base}, states(i.Environment), i.Tests)
	for _, m := range i.Made {
		looked = append(looked, m.State)
	}
	for _, c := range i.Copied {
		if c.Look != nil {
			looked = append(looked, *c.Look)
		}
	}
	for _, st := range looked {
		out = append(out, llb.Diff(st, st, internal("remember what was looked at")...))
	}
	return out
}

func states(found []Found) []llb.State {
	var out []llb.State
	for _, f := range found {
		out = append(out, f.State)
	}
	return out
}
