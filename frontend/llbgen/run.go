package llbgen

import (
	"slices"
	"strconv"

	"github.com/moby/buildkit/client/llb"
	"github.com/org/pyapp-frontend/frontend/plan"
)

// OwnerKey is the key of a step's description that holds what in the spec file it belongs to, as in "steps[0]" and "copy[0]".
const OwnerKey = "pyapp.owner"

// finished is all of an image but what steps of the spec make: where they run.
type finished struct {
	plan   *plan.Plan
	src    Sources     // with Python for the build platform
	layers []llb.State // the system at the bottom, with a package manager
}

// outputs are the layers that the steps of a plan make, in their order. layers are those of the image below them.
//
// A step that runs once sees what the steps before it make on the builder's platform, and nothing of it depends on the image's.
// So its node is the same for every platform, and its layer as well.
func (g *Generator) outputs(p *plan.Plan, src Sources, layers []llb.State, img *Image) []llb.State {
	if len(p.Steps) == 0 {
		return nil
	}
	builder := g.onBuilder(p, *src.Builder, img)
	var once, out []llb.State
	for _, s := range p.Steps {
		made := g.run(s, s.StepName(), builder, once)
		once = append(once, made)
		switch {
		case p.Foreign(s):
			made = g.run(s, s.StepName()+" (under emulation, for "+p.Target.String()+")", g.onTarget(p, src, layers), out)
		case !p.Target.Same(p.Build):
			img.Made = append(img.Made, Made{s, g.look(src, "made", "[internal] look at what a step made", made, "/")})
		}
		out = append(out, made)
	}
	return out
}

// onBuilder is where steps run once for all platforms. Where that is not the image's platform, nobody else looks at the
// packages that are built for it.
func (g *Generator) onBuilder(p *plan.Plan, src Sources, img *Image) finished {
	var found Image
	layers := g.layers(p.Builder, src, &found)
	for _, f := range found.Environment {
		if f.Build != nil && !p.Target.Same(p.Build) {
			img.Builder = append(img.Builder, f)
		}
	}
	return finished{p.Builder, src, slices.Insert(layers, 0, g.builderSystem(p.Builder, src))}
}

// onTarget is where steps run under emulation: the layers of the image, on the base that an assembled one is taken from.
func (g *Generator) onTarget(p *plan.Plan, src Sources, layers []llb.State) finished {
	layers = slices.Clone(layers)
	if p.Distroless() {
		layers[0] = g.user(p, g.installed(p, src, src.Base), src)
	}
	return finished{p, src, layers}
}

// builderSystem has what an image's has, on the base that steps run in. Nobody looks at it, so a package manager of its own
// installs all of it or fails.
func (g *Generator) builderSystem(p *plan.Plan, src Sources) llb.State {
	s := p.System
	return g.user(p, g.with(src, src.Python, p.Target, p.Spec.Distro, s.ForStepsName(), "system-libs", s.Packages), src)
}

// OutDir is where steps of the user's and the command of the target test have their output, which is nobody's layer when they fail.
// SaidFile is what a failed one leaves there of what its program said; command.py writes it.
const (
	OutDir   = "/out"
	SaidFile = "/.pyapp-said"
)

// run is the layer that one step makes over what is there and what steps before it made.
func (g *Generator) run(s plan.Step, name string, in finished, before []llb.State) llb.State {
	p, layers := in.plan, slices.Concat(in.layers, before)
	layers[0] = g.with(in.src, layers[0], p.Target, p.Spec.Distro, s.PackagesName(), s.Key+".system-libs", s.Packages)
	network := options()
	if s.Network {
		network = g.network()
	}
	return g.step(g.stack(layers), "run", name, s.Key+".run", runArgs(p, s),
		runsOn(p.Target), network, env(s.Env), llb.WithDescription(map[string]string{OwnerKey: s.Key}),
	).AddMount(OutDir, llb.Scratch())
}

func runArgs(p *plan.Plan, s plan.Step) []string {
	args := []string{OutDir, p.App.Workdir, "--owner=" + strconv.Itoa(p.App.Owner), "--watch=" + p.App.Workdir, "--watch=" + plan.Venv}
	if p.App.Compile {
		args = append(args, "--compile")
	}
	if !s.Network {
		args = append(args, "--offline")
	}
	args = append(args, writableArgs(p)...)
	for _, output := range s.Outputs {
		args = append(args, "--output="+output)
	}
	return append(append(args, "--"), s.Run...)
}
