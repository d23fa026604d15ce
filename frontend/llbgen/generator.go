// Package llbgen prints a plan as LLB, the graph that BuildKit solves. It decides nothing about the image: what is
// built, and from what, stands in the plan; here stands only how a step is put into nodes so that each node depends on
// nothing but what can change its result.
//
// Every node that runs a program runs it on the build platform, from the base image's own Python. On the target run only the
// scripts of system libraries and build tools that are not known, the builds of packages that compile, and those steps of the
// spec that ask for it. The programs are in the folder steps; they get their input as arguments, never through a shell.
package llbgen

import (
	"slices"

	"github.com/moby/buildkit/client/llb"
	"github.com/moby/buildkit/solver/pb"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"
	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/spec"
)

// Generator turns plans into LLB for one call of a client.
type Generator struct {
	Caps      Capabilities
	Network   Network
	NoCache   bool   // run every step anew
	TestAgain bool   // run the command of the target test anew, whatever else comes from the cache
	CacheNS   string // namespace of the cache mounts, from the client; empty: none
	// Interpreter is the path of Python in the base; empty: where the official images have it.
	Interpreter string
	// Base tells the base that steps run in from others, for caches of what is built in it; empty: its name does.
	Base string
	// Build is the platform that steps run on.
	Build ocispecs.Platform
	// Where is the place in the spec file of the key that causes a step; may return nil.
	Where func(path string) llb.ConstraintsOpt
}

// Sources are the states that a graph starts from.
type Sources struct {
	Python llb.State // the Python base image for the build platform
	Base   llb.State // the image that the application runs on, for the target platform
	UV     llb.State // the image that holds uv, for the build platform
	// The images that steps run in and that holds uv, for the target platform, where something is built there.
	TargetPython, TargetUV llb.State
	// Parts of the context, as the plan selects them: the application; the metadata of the packages that are installed from
	// source; for each that is installed as a wheel the whole of it, by folder; wheels and archives that a lock names.
	App, Metadata llb.State
	Added         llb.State // of the context: what the plan's Added selects
	Projects      map[string]llb.State
	Archives      llb.State
	Copies        []llb.State   // where the plan's Copies are from, in their order
	Env           []spec.EnvVar // the whole environment of the image, where the plan has a Test
	Builder       *Sources      // of the plan's Builder, where Base is unused; nil: the plan has none
}

// Network is how steps that need a network reach it.
type Network struct {
	Mode    pb.NetMode
	Hosts   []llb.HostIP
	Proxy   *llb.ProxyEnv // nil: none
	Indexes []spec.Index  // package indexes besides the default one
}

// Capabilities are those features of a daemon that decide how a graph is put together. Some daemons ignore what they
// do not know instead of refusing it, so none of these may be used without asking.
type Capabilities struct {
	MergeDiff    bool // layers can be merged and taken apart; else files are copied
	CopyPatterns bool // copies can be limited by patterns
	NoOutput     bool // a writable mount can be marked as not wanted afterwards
	NoHash       bool // a step can do without a look at the content of what it mounts, to be told from others
}

// Image is the graph of a plan.
func (g *Generator) Image(p *plan.Plan, src Sources) Image {
	var out Image
	layers := g.layers(p, src, &out)
	system := g.system(p, src, out.Environment)
	out.Base = g.look(src, "base", "[internal] look at the base", system, "/", searchPath(p)...)
	layers = slices.Insert(layers, 0, system)
	layers = append(layers, g.outputs(p, src, layers, &out)...)
	if p.Added != nil {
		layers = append(layers, g.Added(p, src))
	}
	if p.Test != nil {
		out.Tests = append(out.Tests, g.test(p, src, layers))
	}
	out.State = g.stack(layers, out.remembered()...)
	return out
}

// layers are those of an image over its system, up to what is copied over the application.
func (g *Generator) layers(p *plan.Plan, src Sources, out *Image) []llb.State {
	venv := g.venv(p, src)
	app := g.App(p, src)
	var layers []llb.State
	if p.Stdlib {
		layers = append(layers, g.Stdlib(p, src))
	}
	layers = append(layers, venv)
	add := func(installed llb.State, found Found) {
		layer := g.layer(venv, installed)
		layers = append(layers, layer)
		// At the layer and not at the whole environment, because that is what a cache of the image has.
		found.State = g.look(src, "environment", "[internal] look at what was installed", layer, plan.Venv)
		out.Environment = append(out.Environment, found)
	}
	for _, group := range p.Deps {
		add(g.install(p, group, venv, src), Found{})
	}
	for _, b := range p.Builds {
		add(g.build(p, b, venv, src), Found{Build: &b, Built: b.Name})
	}
	for _, project := range p.Projects {
		add(g.project(p, project, venv, app.Outline, src), Found{Built: project.Name})
	}
	layers = append(layers, app.Files)
	out.Copied = g.Copies(p, src)
	for _, c := range out.Copied {
		layers = append(layers, c.Layer)
	}
	return layers
}

// layer is what a step added to the empty environment. Without Diff it is the environment as a whole: copying the
// links and folders of the empty one a second time changes nothing.
func (g *Generator) layer(venv, out llb.State) llb.State {
	if g.Caps.MergeDiff {
		return llb.Diff(venv, out, internal("take out what was added")...)
	}
	return out
}

var assembled = internal("put the layers together")

// stack puts layers over each other, the first at the bottom. What is to be remembered adds nothing to them.
func (g *Generator) stack(layers []llb.State, remembered ...llb.State) llb.State {
	if g.Caps.MergeDiff {
		return llb.Merge(slices.Concat(layers, remembered), assembled...)
	}
	st := layers[0]
	for _, l := range layers[1:] {
		st = st.File(llb.Copy(l, "/", "/", &llb.CopyInfo{CopyDirContentsOnly: true}), assembled...)
	}
	return st
}
