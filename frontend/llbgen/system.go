package llbgen

import (
	"strconv"

	"github.com/moby/buildkit/client/llb"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"
	"github.com/org/pyapp-frontend/frontend/plan"
)

// system is what the image starts from, with the user and the folders that are his. What is known of the environment decides
// what an assembled base has to have.
func (g *Generator) system(p *plan.Plan, src Sources, environment []Found) llb.State {
	s, base := p.System, g.installed(p, src)
	if p.Distroless() {
		base = g.distroless(p, src, base, environment)
	}
	args := []string{"/target", s.User.Name, strconv.Itoa(s.User.UID), strconv.Itoa(s.User.GID)}
	return g.step(src.Python, "user", s.UserName(), "user", append(args, s.Writable...)).AddMount("/target", base)
}

// installed is the base image with packages of its distribution.
func (g *Generator) installed(p *plan.Plan, src Sources) llb.State {
	switch {
	case len(p.System.Packages) == 0:
		return src.Base
	case plan.AlpineRelease(p.Spec.Distro):
		return g.apk(src, src.Base, p.Target, p.System.PackagesName(), "system-libs", p.System.Packages)
	}
	// The one step that runs programs of the target: apt needs the base as its own root.
	return g.packages(src.Base, p.Target, p.Spec.Distro, p.System.PackagesName(), "system-libs", p.System.Packages)
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
