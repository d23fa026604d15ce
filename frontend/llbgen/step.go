package llbgen

import (
	"embed"
	"path"
	"time"

	"github.com/moby/buildkit/client/llb"
	"github.com/moby/buildkit/solver/pb"
)

//go:embed steps
var steps embed.FS

// Places inside a step. /dev is a file system of its own in every container, so that a step whose root becomes a layer
// leaves no mount points behind in it.
const (
	stepDir    = "/dev/pyapp/step"
	secretsDir = "/dev/pyapp/secrets"
	uvBinary   = "/dev/pyapp/uv"
)

// interpreter is where the official images have their Python.
const interpreter = "/usr/local/bin/python3"

// python is the base image's own Python, which every step runs.
func (g *Generator) python() string {
	if g.Interpreter != "" {
		return g.Interpreter
	}
	return interpreter
}

// step runs one of the programs in the folder steps. It has no network unless an option gives it one. Its name is what
// the user sees, key the path of what in the spec file causes it.
func (g *Generator) step(root llb.State, program, name, key string, args []string, opts ...llb.RunOption) llb.ExecState {
	all := []llb.RunOption{
		// -I: nothing of the environment or of the user; -B: leave no bytecode behind.
		llb.Args(append([]string{g.python(), "-I", "-B", stepDir}, args...)),
		llb.AddMount(stepDir, files(program), llb.Readonly),
		named(name),
		llb.Platform(g.Build),
		llb.Network(pb.NetMode_NONE),
	}
	if where := g.Where(key); where != nil {
		all = append(all, where)
	}
	if g.NoCache {
		all = append(all, llb.IgnoreCache)
	}
	return root.Dir("/").Run(append(all, opts...)...)
}

// shared are the files that programs read besides their own and common.py.
func shared(program string) []string {
	switch program {
	case "app":
		return []string{"appfiles.py"}
	case "copyfrom":
		return []string{"appfiles.py"}
	case "run":
		return []string{"appfiles.py", "command.py", "outputs.py"}
	case "test":
		return []string{"command.py"}
	case "packages":
		return []string{"layer.py", "apt.conf"}
	case "distroless":
		return []string{"selection.py", "needed.py", "records.py", "states.py", "libcache.py", "rootfs.py", "elf.py"}
	case "debs":
		return []string{"apt.conf", "archive.py", "deb.py", "elf.py", "handlers.py", "layer.py", "ldcache.py", "libcache.py", "names.py",
			"rootfs.py", "scripts.py", "scripts.txt", "states.py", "triggers.py", "unpack.py"}
	case "user":
		return []string{"layer.py", "rootfs.py", "elf.py"}
	case "lock", "resolve", "install", "build", "project":
		return []string{"trust.py", "uv.py"}
	case "apk":
		return []string{"layer.py"}
	case "base":
		return []string{"rootfs.py", "elf.py"}
	case "look":
		return []string{"facts.py", "elf.py", "modules.py", "rootfs.py"}
	}
	return nil
}

// files is a folder that Python can run: the program as __main__ beside what it shares with others.
func files(program string) llb.State {
	action := llb.Mkfile("__main__.py", 0o444, read(program+".py"), created)
	for _, name := range append([]string{"common.py"}, shared(program)...) {
		action = action.Mkfile(name, 0o444, read(name), created)
	}
	return llb.Scratch().File(action, internal("load step "+program)...)
}

// created keeps the clock of the builder out of files that are made by name.
var created = llb.WithCreatedTime(time.Unix(0, 0))

func read(name string) []byte {
	data, err := steps.ReadFile(path.Join("steps", name))
	if err != nil {
		panic("llbgen: no step file " + name) // the folder is compiled in, so this is a slip of the programmer
	}
	return data
}

// uv mounts uv's binary, and nothing else of its image.
func uv(src Sources) llb.RunOption {
	return llb.AddMount(uvBinary, src.UV, llb.SourcePath("/uv"), llb.Readonly)
}

// options joins several options into one.
func options(opts ...llb.RunOption) llb.RunOption { return runOptions(opts) }

type runOptions []llb.RunOption

// SetRunOption implements llb.RunOption.
func (os runOptions) SetRunOption(info *llb.ExecInfo) {
	for _, o := range os {
		o.SetRunOption(info)
	}
}
