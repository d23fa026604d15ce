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
	base := g.installed(p, src)
	if p.Distroless() {
		base = g.distroless(p, src, base, environment)
	}
	return g.user(p, base, src)
}

// user is a base with the user and the folders that are his.
func (g *Generator) user(p *plan.Plan, base llb.State, src Sources) llb.State {
	s := p.System
	args := []string{"/target", s.User.Name, strconv.Itoa(s.User.UID), strconv.Itoa(s.User.GID)}
	return g.step(src.Python, "user", s.UserName(), "user", append(args, s.Writable...)).AddMount("/target", base)
}

// installed is the image's base with the packages that the image has.
func (g *Generator) installed(p *plan.Plan, src Sources) llb.State {
	return g.with(src, src.Base, p.Target, p.Spec.Distro, p.System.PackagesName(), "system-libs", p.System.Packages)
}

// with is the root of a platform with packages of its distribution. Alpine's are unpacked by the build platform's apk; apt runs
// in the root itself, and so on its platform.
func (g *Generator) with(src Sources, root llb.State, on plan.Platform, distro, name, key string, packages []string) llb.State {
	switch {
	case len(packages) == 0:
		return root
	case plan.AlpineRelease(distro):
		return g.apk(src, root, on, name, key, packages)
	}
	return g.packages(root, on, distro, name, key, packages)
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
