package llbgen

import (
	"path"

	"github.com/moby/buildkit/client/llb"
	"github.com/org/pyapp-frontend/frontend/plan"
)

// Files that steps leave whose failure their inputs decide: what they were to make, or what is wrong with the inputs. Such
// a step ends well in either case, so that what it found can be read back.
const (
	LockFile        = "/pylock.toml"
	LockProblemFile = "/problem.txt"
	AppProblemFile  = "/problem.json"
)

// LockStep turns what uv has locked into a canonical lock, or says why it cannot.
type LockStep struct {
	Name      string
	Args      []string  // of `uv export`
	Manifests llb.State // what it reads
	Project   string    // folder of the project among them; where they were picked for it, they lie at the root
	Offline   bool      // without a network, so that what it finds is decided by its inputs alone

	// Where it has a network, it may have to clone repositories, and to build metadata.
	Git    bool          // from repositories
	Tools  []string      // packages of the distribution that it takes
	Distro string        // release of the base
	On     plan.Platform // the build platform
}

// Lock is the graph of a LockStep.
func (g *Generator) Lock(s LockStep, src Sources) llb.State {
	root, args, network := src.Python, s.Args, options()
	if s.Offline {
		args = append([]string{"--offline"}, args...)
	} else {
		root, network = g.builder(src, s.Tools, s.On, s.Distro), g.indexNetwork()
	}
	if !s.Offline && s.Git {
		network = options(network, g.git(true))
	}
	run := g.step(root, "lock", s.Name, "lock",
		append([]string{uvBinary, "/out", "/src", s.Project}, args...),
		llb.AddMount("/src", s.Manifests, llb.Readonly),
		network, g.privateCache(s.Offline),
		uvEnv(), uv(src),
	)
	return run.AddMount("/out", llb.Scratch())
}

// privateCache is uv's cache. A step whose inputs alone may decide gets one that has nothing but what uv knows of the interpreter, by
// its file: to ask that anew takes longer than all else that the step does.
func (g *Generator) privateCache(offline bool) llb.RunOption {
	if offline {
		return options(
			g.cache("/tmp/uv/interpreter-v5", "uv-interpreter", llb.CacheMountShared),
			llb.AddEnv("UV_CACHE_DIR", "/tmp/uv"),
		)
	}
	return g.uvCache()
}

// Modes of a ResolveStep.
const (
	LookUp  = "look-up" // all that is wanted is listed, and only its files are to be found
	Resolve = "resolve" // versions and dependencies are to be chosen
)

// ResolveStep asks the indexes for what requirements want.
type ResolveStep struct {
	Name, Key                 string // Key defaults to "lock"
	Requirements, Constraints string // in pip's format
	Mode                      string
	Options                   []string  // more options of `uv pip compile`
	Source                    llb.State // what of the context requirements name
	Project                   string    // folder of the project in it; empty: nothing of the context is named
	Tools                     []string  // packages of the distribution that building metadata takes; empty: the base as it is
	Hosts                     []string  // of repositories that requirements name; empty: they name none

	Distro string        // release of the base
	On     plan.Platform // the build platform
}

// Resolve is the graph of a ResolveStep.
func (g *Generator) Resolve(s ResolveStep, src Sources) llb.State {
	root, key := g.builder(src, s.Tools, s.On, s.Distro), s.Key
	if key == "" {
		key = "lock"
	}
	input := llb.Mkfile("requirements.txt", 0o444, []byte(s.Requirements), created)
	if s.Constraints != "" {
		input = input.Mkfile("constraints.txt", 0o444, []byte(s.Constraints), created)
	}
	source := s.Source
	if s.Project == "" {
		source = llb.Scratch().File(llb.Mkdir("/empty", 0o755, created), internal("load requirements")...)
	}
	network := g.indexNetwork()
	if len(s.Hosts) > 0 {
		network = options(network, g.git(true, s.Hosts...))
	}
	return g.step(root, "resolve", s.Name, key,
		append([]string{uvBinary, "/out", "/src", path.Clean(s.Project), s.Mode}, s.Options...),
		llb.AddMount("/dev/pyapp/input", llb.Scratch().File(input, internal("load requirements")...), llb.Readonly),
		llb.AddMount("/src", source, llb.Readonly),
		network, g.uvCache(), uvEnv(), uv(src),
	).AddMount("/out", llb.Scratch())
}
