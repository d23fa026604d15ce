package llbgen

import (
	"path"
	"strconv"

	"github.com/moby/buildkit/client/llb"
	"github.com/org/pyapp-frontend/frontend/plan"
)

// copied is the layer of one copy. Of the tree that it is from it depends on the source alone, and nothing of it depends on the
// image's platform but that tree.
func (g *Generator) copied(p *plan.Plan, c plan.Copy, from llb.State, src Sources) llb.State {
	return g.step(src.Python, "copyfrom", c.StepName(), c.Key, copyArgs(p, c),
		llb.AddMount("/from", from, llb.SourcePath(c.Source), llb.Readonly), llb.WithDescription(map[string]string{OwnerKey: c.Key}),
	).AddMount("/out", llb.Scratch())
}

func copyArgs(p *plan.Plan, c plan.Copy) []string {
	user := p.System.User
	args := []string{"/from", "/out", c.To, path.Base(c.Source), p.App.Workdir, "--owner=" + strconv.Itoa(p.App.Owner),
		"--home=/home/" + user.Name, "--group=" + strconv.Itoa(user.GID)}
	if c.Into {
		args = append(args, "--into")
	}
	if p.App.Compile {
		args = append(args, "--compile")
	}
	return append(args, writableArgs(p)...)
}

func writableArgs(p *plan.Plan) []string {
	var args []string
	for _, folder := range p.WritableFolders() {
		args = append(args, "--writable="+folder)
	}
	return args
}

// Copies are the layers of the copies of a plan, in their order.
func (g *Generator) Copies(p *plan.Plan, src Sources) []Copied {
	var out []Copied
	for i, c := range p.Copies {
		made := Copied{Layer: g.copied(p, c, src.Copies[i], src)}
		if !p.Target.Same(p.Build) {
			look := g.look(src, "made", "[internal] look at what was copied", made.Layer, "/")
			made.Look = &look
		}
		out = append(out, made)
	}
	return out
}

// Folder is a folder of a tree as a tree of its own.
func Folder(st llb.State, folder, name string) llb.State {
	if folder == "." {
		return st
	}
	return llb.Scratch().File(llb.Copy(st, path.Join("/", folder), "/", &llb.CopyInfo{CopyDirContentsOnly: true}), llb.WithCustomName(name))
}
