package llbgen

import (
	"strings"

	"github.com/moby/buildkit/client/llb"
)

const internalPrefix = "[internal] "

// internal names a node that no user asked for. Clients show it nowhere but in raw progress: they leave out a row that has
// none but weak members.
func internal(name string) []llb.ConstraintsOpt {
	return []llb.ConstraintsOpt{llb.WithCustomName(internalPrefix + name), llb.ProgressGroup("pyapp.internal", "prepare", true)}
}

// named names a step as clients show it.
func named(name string) llb.RunOption {
	if internalName, ok := strings.CutPrefix(name, internalPrefix); ok {
		return options(runOptionsOf(internal(internalName))...)
	}
	return llb.WithCustomName(name)
}

func runOptionsOf(opts []llb.ConstraintsOpt) []llb.RunOption {
	var out []llb.RunOption
	for _, o := range opts {
		out = append(out, o)
	}
	return out
}

// row has clients show several steps as one, under a name of its own.
func row(name string) llb.RunOption { return llb.ProgressGroup("pyapp."+name, name, false) }
