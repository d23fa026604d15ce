package llbgen

import (
	"path"
	"strconv"

	"github.com/moby/buildkit/client/llb"
	"github.com/org/pyapp-frontend/frontend/plan"
)

// distroless is a base of files of the official image: first what Python needs, which is the same for every application on
// that image, and over it what this one's packages and system libraries need. Installed is the image with the latter.
func (g *Generator) distroless(p *plan.Plan, src Sources, installed llb.State, environment []Found) llb.State {
	core := g.step(src.Python, "distroless", p.CoreName(), "base", []string{"/base", "/out"},
		llb.AddMount("/base", src.Base, llb.Readonly),
	).AddMount("/out", llb.Scratch())

	before := "/base"
	opts := []llb.RunOption{llb.AddMount("/base", installed, llb.Readonly)}
	if len(p.System.Packages) > 0 {
		before = "/before"
		opts = append(opts, llb.AddMount(before, src.Base, llb.Readonly))
	}
	for i, found := range environment {
		// What is known is keyed by its content, so that another version of the project alone changes nothing here.
		opts = append(opts, llb.AddMount(path.Join("/facts", strconv.Itoa(i)), found.State, llb.Readonly))
	}
	args := append([]string{"/base", "/out", "/facts", before}, p.System.Packages...)
	return g.step(src.Python, "distroless", p.CompletedName(), "base", args, opts...).AddMount("/out", core)
}
