package libs

import (
	"slices"
	"strings"
)

// deepest is how many names a module may have that the facts list; see steps/modules.py.
const deepest = 3

// HasModule says whether a module can be imported from an environment. One that lies deeper than the facts go is taken to be
// there where the package is that should hold it.
func (e Environment) HasModule(name string) bool {
	parts := strings.Split(name, ".")
	return slices.Contains(e.Modules, strings.Join(parts[:min(len(parts), deepest)], "."))
}

// Runs says whether `python -m` can run a module: a file can always be, a package by its __main__.
func (e Environment) Runs(name string) bool {
	isPackage := slices.ContainsFunc(e.Modules, func(m string) bool { return strings.HasPrefix(m, name+".") })
	return e.HasModule(name) && (!isPackage || slices.Contains(e.Mains, name) || strings.Count(name, ".") >= deepest-1)
}
