package llbgen

import (
	"github.com/moby/buildkit/client/llb"
	"github.com/moby/buildkit/solver/pb"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"
	"github.com/org/pyapp-frontend/frontend/plan"
)

// site is where something is built: on the build platform, or, under emulation, on the image's.
type site struct {
	on       plan.Platform
	emulated bool
	src      Sources   // with Python and UV for that platform
	python   llb.State // of the build platform
}

// site is where a plan has something built; zero: on the build platform.
func (g *Generator) site(p *plan.Plan, on plan.Platform, src Sources) site {
	if on == (plan.Platform{}) {
		return site{on: p.Build, src: src, python: src.Python}
	}
	python := src.Python
	// Base images come without bytecode. To compile what each start of Python imports takes an emulator many seconds.
	src.Python, src.UV = g.stack([]llb.State{src.TargetPython, g.Stdlib(p, src)}), src.TargetUV
	return site{on, true, src, python}
}

// runs has a step run there.
func (s site) runs() llb.RunOption {
	if !s.emulated {
		return options() // as every step does
	}
	return runsOn(s.on)
}

// runsOn has a step run on a platform that need not be the builder's.
func runsOn(p plan.Platform) llb.RunOption {
	return llb.Platform(ocispecs.Platform{OS: p.OS, Architecture: p.Architecture, Variant: p.Variant})
}

// builderAt is the base image of a site with some packages of its distribution.
func (g *Generator) builderAt(at site, p *plan.Plan, tools []string) llb.State {
	if !at.emulated || len(tools) == 0 {
		return g.builder(at.src, tools, at.on, p.Spec.Distro)
	}
	src, root, distro, name := Sources{Python: at.python}, at.src.Python, p.Spec.Distro, p.EmulatedToolsName(tools)
	if plan.AlpineRelease(distro) {
		return g.apk(src, root, at.on, name, "no-wheel", tools)
	}
	return g.finishTools(g.debs(src, root, at.on, distro, name, "no-wheel", tools), p, at.on, tools)
}

// finishTools is the root that debs made; or, where debs has found scripts that have to run, one in which the root's own apt has
// installed everything. Mostly the step does nothing but look which it is: a graph has no branches.
func (g *Generator) finishTools(root llb.State, p *plan.Plan, on plan.Platform, tools []string) llb.State {
	return g.step(root, "packages", p.FinishToolsName(), "no-wheel", append([]string{"--if-left"}, tools...),
		runsOn(on), g.network(), g.aptCaches(on, p.Spec.Distro)).Root()
}

// Try is a step that does nothing, in an image of a platform: it fails where the builder cannot run programs of it.
func (g *Generator) Try(base llb.State, on plan.Platform) llb.State {
	return base.Run(
		llb.Args([]string{g.python(), "-I", "-S", "-c", ""}), llb.Network(pb.NetMode_NONE), runsOn(on), llb.IgnoreCache,
		named(internalPrefix+"see whether programs of "+on.String()+" run here"),
	).Root()
}
