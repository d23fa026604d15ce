package llbgen

import (
	"github.com/moby/buildkit/client/llb"
)

// RequirementsFile is what a step leaves that exports a lock in pip's format; LockProblemFile stands in its place where the
// lock cannot be exported.
const RequirementsFile = "/requirements.txt"

// PoetryExport is the graph of the step that has Poetry export its own lock. Poetry itself is installed by a step of its own,
// which no project changes.
func (g *Generator) PoetryExport(args []string, manifests llb.State, src Sources) llb.State {
	poetry := g.step(src.Python, "poetry", "install Poetry to read the lock", "lock", []string{"install", uvBinary, "/out"},
		g.indexNetwork(), g.uvCache(), uvEnv(), uv(src),
	).AddMount("/out", llb.Scratch())
	return g.step(src.Python, "poetry", "export poetry.lock", "lock", append([]string{"export", "/out", "/src", "."}, args...),
		llb.AddMount("/src", manifests, llb.Readonly),
		llb.AddMount("/poetry", poetry, llb.Readonly),
	).AddMount("/out", llb.Scratch())
}
