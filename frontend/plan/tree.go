package plan

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/spec"
	"github.com/org/pyapp-frontend/spec/pyproject"
)

// Tree is what the checks look at.
type Tree struct {
	Look    func(name string) Found  // what is known of a path relative to the project
	Modules []string                 // top-level modules that the project's files could be
	Locked  bool                     // whether anything is installed that could bring others
	Others  func(module string) bool // whether a top-level module may come from elsewhere than the project's files
}

// Run answers with what is missing.
func (c EntryCheck) Run(app *spec.App, tree Tree) spec.Diagnostics {
	if c.Module != "" {
		return c.runModule(app, tree)
	}
	found := tree.Look(c.File)
	switch {
	case !found.Exists:
		return one(app, c.Key, fmt.Sprintf("there is no file %s in the application", c.File), kept(c.File))
	case c.Exec && !found.Executable:
		return one(app, c.Key, c.File+" is not executable", "run `chmod +x "+c.File+"`")
	}
	return nil
}

func kept(name string) string {
	return "create it, or see whether .dockerignore or files.exclude keeps " + name + " out"
}

// runModule looks for a module where Python would: in the working directory and, for packages installed from source,
// under src. One that the project does not seem to own may come with a dependency whose name says nothing of it.
func (c EntryCheck) runModule(app *spec.App, tree Tree) spec.Diagnostics {
	first, _, _ := strings.Cut(c.Module, ".")
	file := strings.ReplaceAll(c.Module, ".", "/")
	if moduleExists(file, tree.Look) || moduleExists(path.Join("src", file), tree.Look) {
		return nil
	}
	if moduleExists(path.Join("src", first), tree.Look) {
		file = path.Join("src", file)
	}
	missing := fmt.Sprintf("there is no module %s in the application (no %s.py)", c.Module, file)
	if slices.Contains(tree.Modules, first) || !tree.Locked {
		return one(app, c.Key, missing, kept("it"))
	}
	if meant := spec.Nearest(first, tree.Modules); meant != "" {
		return one(app, c.Key, missing, fmt.Sprintf("did you mean %q?", meant+c.Module[len(first):]))
	}
	if tree.Others(first) {
		return nil
	}
	return warning(app, c.Key, missing, "it has to come with a dependency, or the image will not start")
}

// OtherModules answers, for [Tree], from what the project installs: PYTHONPATH may name any folder, a package whose
// modules are not where its name says may have them anywhere, and a locked distribution may bring a module of its name.
func OtherModules(app *spec.App, p *pyproject.Project, uvLock string, look func(string) Found) func(string) bool {
	anywhere := slices.ContainsFunc(app.Env, func(v spec.EnvVar) bool { return v.Name == "PYTHONPATH" }) ||
		p != nil && p.IsPackage() && !usualLayout(p, look)
	return func(module string) bool {
		return anywhere || strings.Contains(uvLock, "\nname = \""+pyproject.NormalizeName(module)+"\"\n")
	}
}

// usualLayout says whether a package has the module of its own name where build tools look for it by default.
func usualLayout(p *pyproject.Project, look func(string) Found) bool {
	module := strings.ReplaceAll(pyproject.NormalizeName(p.Name), "-", "_")
	return moduleExists(module, look) || moduleExists("src/"+module, look)
}

func moduleExists(base string, look func(string) Found) bool {
	return look(base+".py").Exists || look(base).Folder
}
