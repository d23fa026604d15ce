package llbgen

import "github.com/moby/buildkit/client/llb"

// Files that steps/base.py leaves.
const (
	OwnFile   = "/own.json"
	OtherFile = "/other.json"
)

// OwnBase is the graph of a step that tells which Python an image of the build platform has, and what else it is. It runs the
// first python3 on the image's own PATH; an image without one fails in a way that whoever solves it has to put into words.
func (g *Generator) OwnBase(root llb.State, key string) llb.State {
	found := *g
	found.Interpreter = "python3"
	return found.step(root, "base", "[internal] look for Python in the base image", key, []string{"own", "/out"}).AddMount("/out", llb.Scratch())
}

// OtherBase is the graph of a step that tells whether an image, of any platform, has the same Python as the one that steps run
// in, at the same place.
func (g *Generator) OtherBase(src Sources, base llb.State, stdlib, key string) llb.State {
	return g.step(src.Python, "base", "[internal] compare the base image with the one that builds", key,
		[]string{"other", "/base", g.python(), stdlib, "/out"},
		llb.AddMount("/base", base, llb.Readonly),
	).AddMount("/out", llb.Scratch())
}
