package spec

import "slices"

// BuildArg is a build argument that a build of a file may be given.
type BuildArg struct {
	Name        string
	Description string // empty for one that the file names
	Default     string // what stands for one that is not given, where the file names it
	Range       Range  // where the file first names it; zero for those that mean something in themselves
}

// BuildArgs are the arguments that mean something in themselves, then those that the file names by ${NAME}, in its order.
func BuildArgs(f *File) []BuildArg {
	out := slices.Clone(ownBuildArgs)
	for _, t := range validated(f).templates {
		pieces, err := parseTemplate(t.value)
		if err != nil {
			continue // which Validate reports
		}
		for _, p := range pieces {
			known := slices.ContainsFunc(out, func(a BuildArg) bool { return a.Name == p.name })
			if p.name != "" && !known {
				out = append(out, BuildArg{Name: p.name, Default: p.fallback, Range: t.at})
			}
		}
	}
	return out
}

// ownBuildArgs are the build arguments that mean something in themselves.
var ownBuildArgs = []BuildArg{
	{Name: "PYAPP_BASE", Description: "base image, in place of the file's"},
	{Name: "PYAPP_PYTHON", Description: "version of Python, in place of the file's"},
	{Name: "PYAPP_UV_IMAGE", Description: "image that uv is taken from, in place of the published one"},
}

// ownArgs are their names.
func ownArgs() []string {
	var names []string
	for _, a := range ownBuildArgs {
		names = append(names, a.Name)
	}
	return names
}
