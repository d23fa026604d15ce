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
	switch {
	case len(s.Packages) > 0 && s.Scripts:
		// The one step that runs programs of the target: their scripts need the base as their own root.
		base = g.packages(base, p.Target, p.Spec.Distro, s.PackagesName(), "system-libs", s.Packages)
	case len(s.Packages) > 0:
		base = g.unpacked(p, src.Python, base)
	}
	args := []string{"/target", s.User.Name, strconv.Itoa(s.User.UID), strconv.Itoa(s.User.GID)}
	return g.step(src.Python, "user", s.UserName(), "user", append(args, s.Writable...)).AddMount("/target", base)
}

// unpacked is a base with Debian packages, none of whose programs run.
func (g *Generator) unpacked(p *plan.Plan, python, base llb.State) llb.State {
	return g.step(python, "debs", p.System.PackagesName(), "system-libs", append([]string{"/target"}, p.System.Packages...),
		g.network(), g.aptCaches(p.Target, p.Spec.Distro),
	).AddMount("/target", base)
}

// packages installs Debian packages into a root of a platform, with the root's own apt.
func (g *Generator) packages(root llb.State, on plan.Platform, distro, name, key string, packages []string) llb.State {
	return g.step(root, "packages", name, key, packages,
		llb.Platform(ocispecs.Platform{OS: on.OS, Architecture: on.Architecture, Variant: on.Variant}),
		g.network(), g.aptCaches(on, distro),
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

// stdlib is the bytecode of the standard library, which no platform changes.
func (g *Generator) stdlib(p *plan.Plan, src Sources) llb.State {
	return g.step(src.Python, "stdlib", p.Python.StdlibName(), "bytecode.stdlib", []string{"/out"}).
		AddMount("/out", llb.Scratch())
}
