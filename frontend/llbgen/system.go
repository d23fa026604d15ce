package llbgen

import (
	"strconv"

	"github.com/moby/buildkit/client/llb"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"
	"github.com/org/pyapp-frontend/frontend/plan"
)

// system is the base image with Debian packages, and then with the user and the folders that are his.
func (g *Generator) system(p *plan.Plan, src Sources) llb.State {
	s, base := p.System, src.Base
	if len(s.Packages) > 0 {
		// The one step that runs programs of the target: apt needs the base as its own root.
		base = g.packages(base, p.Target, p.Spec.Distro, s.PackagesName(), "system-libs", s.Packages)
	}
	return g.user(p, base, src)
}

// user is a base with the user and the folders that are his.
func (g *Generator) user(p *plan.Plan, base llb.State, src Sources) llb.State {
	s := p.System
	args := []string{"/target", s.User.Name, strconv.Itoa(s.User.UID), strconv.Itoa(s.User.GID)}
	return g.step(src.Python, "user", s.UserName(), "user", append(args, s.Writable...)).AddMount("/target", base)
}

// packages installs Debian packages into a root of a platform. Downloads are kept for each release and architecture.
func (g *Generator) packages(root llb.State, on plan.Platform, distro, name, key string, packages []string) llb.State {
	release := distro + "-" + on.Architecture
	return g.step(root, "packages", name, key, packages,
		llb.Platform(ocispecs.Platform{OS: on.OS, Architecture: on.Architecture, Variant: on.Variant}),
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
