package llbgen

import (
	"github.com/moby/buildkit/client/llb"
	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/spec"
)

// Files that steps leave whose failure their inputs decide: what they were to make, or what is wrong with the inputs. Such
// a step ends well in either case, so that what it found can be read back.
const (
	LockFile        = "/pylock.toml"
	LockProblemFile = "/problem.txt"
	AppProblemFile  = "/problem.json"
)

// Lock is the graph of the step that turns uv.lock into a canonical lock, or says why it cannot. It reads the manifests,
// which lie at the root of theirs, and has no network: what it finds is decided by its inputs alone.
func (g *Generator) Lock(groups spec.Groups, manifests llb.State, src Sources) llb.State {
	run := g.step(src.Python, "lock", "check uv.lock against pyproject.toml", "lock",
		append([]string{uvBinary, "/out"}, plan.ExportArgs(groups)...),
		llb.AddMount("/src", manifests, llb.Readonly),
		llb.Dir("/src"),
		llb.AddEnv("UV_CACHE_DIR", "/tmp/uv"),
		uvEnv(), uv(src),
	)
	return run.AddMount("/out", llb.Scratch())
}
