package llbgen

import (
	"github.com/moby/buildkit/client/llb"
	"github.com/org/pyapp-frontend/frontend/plan"
)

// apk installs Alpine packages into the root of a platform. It is a step of the build platform, whose own apk unpacks them:
// nothing of the root is run, and so are no scripts of packages.
func (g *Generator) apk(src Sources, root llb.State, on plan.Platform, name, key string, packages []string) llb.State {
	return g.step(src.Python, "apk", name, key, append([]string{"/target", on.Alpine()}, packages...),
		g.network(),
	).AddMount("/target", root)
}
