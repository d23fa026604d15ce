package llbgen

import (
	"strconv"

	"github.com/moby/buildkit/client/llb"
	"github.com/org/pyapp-frontend/frontend/plan"
)

// system is what the image starts from, with the user and the folders that are his. What is known of the environment decides
// what an assembled base has to have.
func (g *Generator) system(p *plan.Plan, src Sources, environment []Found) llb.State {
	base := g.installed(p, src, src.Base)
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

// installed is a base with the packages that the image has.
func (g *Generator) installed(p *plan.Plan, src Sources, base llb.State) llb.State {
	s := p.System
	if len(s.Packages) == 0 || s.Scripts || plan.AlpineRelease(p.Spec.Distro) {
		return g.with(src, base, p.Target, p.Spec.Distro, s.PackagesName(), "system-libs", s.Packages)
	}
	var again []llb.RunOption
	if s.Anew {
		// As another node, because what stands on the first one is known to this build already.
		again = append(again, llb.IgnoreCache, llb.AddEnv("PYAPP_AGAIN", "1"))
	}
	return g.debs(src, base, p.Target, p.Spec.Distro, s.PackagesName(), "system-libs", s.Packages, again...)
}

// debs unpacks Debian packages into the root of a platform, none of whose programs run.
func (g *Generator) debs(src Sources, root llb.State, on plan.Platform, distro, name, key string, packages []string, opts ...llb.RunOption) llb.State {
	return g.step(src.Python, "debs", name, key, append([]string{"/target"}, packages...),
		append(opts, g.network(), g.aptCaches(on, distro))...,
	).AddMount("/target", root)
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

// packages installs Debian packages into a root of a platform, with the root's own apt.
func (g *Generator) packages(root llb.State, on plan.Platform, distro, name, key string, packages []string) llb.State {
	return g.step(root, "packages", name, key, packages,
		runsOn(on), g.network(), g.aptCaches(on, distro),
	).Root()
}

// aptCaches keep what apt downloads, for each release and architecture.
func (g *Generator) aptCaches(on plan.Platform, distro string) llb.RunOption {
	release := distro + "-" + on.Architecture
	return options(
		g.cache("/var/cache/apt", "apt-cache-"+release, llb.CacheMountLocked),
		g.cache("/var/lib/apt/lists", "apt-lists-"+release, llb.CacheMountLocked),
	)
}

// Stdlib is the bytecode of the standard library, which no platform changes.
func (g *Generator) Stdlib(p *plan.Plan, src Sources) llb.State {
	return g.step(src.Python, "stdlib", p.Python.StdlibName(), "bytecode.stdlib", []string{"/out"}).
		AddMount("/out", llb.Scratch())
}
