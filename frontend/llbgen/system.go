package llbgen

import (
	"strconv"

	"github.com/moby/buildkit/client/llb"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"
	"github.com/org/pyapp-frontend/frontend/plan"
)

// system is the base image with accounts, folders and Debian packages. Without packages no program of the base runs:
// it is mounted into a step of the build platform. apt needs the base as its own root.
func (g *Generator) system(p *plan.Plan, src Sources) llb.State {
	s := p.System
	args := []string{s.User.Name, strconv.Itoa(s.User.UID), strconv.Itoa(s.User.GID)}
	args = appendList(args, "--writable", s.Writable)
	if len(s.Packages) == 0 {
		return g.step(src.Python, "system", s.SystemName(), "user", append([]string{"/target"}, args...)).
			AddMount("/target", src.Base)
	}
	release := p.Spec.Distro + "-" + p.Target.Architecture
	return g.step(src.Base, "system", s.SystemName(), "system-libs",
		appendList(append([]string{"/"}, args...), "--packages", s.Packages),
		llb.Platform(ocispecs.Platform{OS: p.Target.OS, Architecture: p.Target.Architecture, Variant: p.Target.Variant}), // the one step that runs programs of the target
		g.network(),
		g.cache("/var/cache/apt", "apt-cache-"+release, llb.CacheMountLocked),
		g.cache("/var/lib/apt/lists", "apt-lists-"+release, llb.CacheMountLocked),
	).Root()
}

// stdlib is the bytecode of the standard library, which no platform changes.
func (g *Generator) stdlib(p *plan.Plan, src Sources) llb.State {
	return g.step(src.Python, "stdlib", p.Python.StdlibName(), "bytecode.stdlib", []string{"/out"}).
		AddMount("/out", llb.Scratch())
}

func appendList(args []string, flag string, values []string) []string {
	if len(values) == 0 {
		return args
	}
	return append(append(args, flag), values...)
}
