package plan

import (
	"fmt"
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/spec"
	"github.com/org/pyapp-frontend/spec/pyproject"
)

// CheckProgram finds out whether a command that a package is known to bring comes with a package that is locked, and
// whether one that the project itself declares gets installed.
func CheckProgram(app *spec.App, lock *Lock, p *pyproject.Project) spec.Diagnostics {
	name := program(argv(app))
	if hasScript(p, name) {
		return checkScript(app, p, name)
	}
	dists := slices.Concat(servers[name], tools[name])
	if len(dists) == 0 {
		return checkUnknown(app, lock, name)
	}
	if slices.ContainsFunc(dists, lock.Has) || slices.Contains(app.SystemLibs.Run, name) {
		return nil
	}
	return one(app, entryKey(app), fmt.Sprintf("%s comes with the package %s, which is not among the %s", name, dists[0], count(lock)),
		addOrFind(p, lock, dists[0]))
}

// plain are commands that every Debian image has and that images are started with.
var plain = []string{"bash", "dash", "env", "exec", "nice", "sh", "sleep", "tini", "timeout", "true"}

// checkUnknown warns of a command that nothing seems to bring. A package may bring commands of other names than its own, and
// so may the base, so it can be no error.
func checkUnknown(app *spec.App, lock *Lock, name string) spec.Diagnostics {
	args := argv(app)
	if name == "" || isPython(args[0]) || strings.Contains(args[0], "/") || slices.Contains(plain, name) ||
		lock.Has(name) || len(app.SystemLibs.Run) > 0 {
		return nil
	}
	return warning(app, entryKey(app), name+" is neither a script of the project nor a package that is locked",
		"some package has to bring it, or the image will not start")
}

func addOrFind(p *pyproject.Project, lock *Lock, dist string) string {
	if p == nil && lock == nil {
		return "there is no pyproject.toml either: does `project` name its folder?"
	}
	return fmt.Sprintf("run `uv add %s`", dist)
}

func checkScript(app *spec.App, p *pyproject.Project, name string) spec.Diagnostics {
	if p.IsPackage() {
		return nil
	}
	return one(app, entryKey(app), fmt.Sprintf("%s is one of [project.scripts], and nothing installs them, because the project is"+
		" no package", name), "add a [build-system] to pyproject.toml, as `uv init --package` writes it")
}

func count(lock *Lock) string {
	if lock == nil || len(lock.Packages) == 0 {
		return "locked packages: there are none"
	}
	return fmt.Sprintf("%d locked packages", len(lock.Packages))
}

func hasScript(p *pyproject.Project, name string) bool {
	return p != nil && slices.ContainsFunc(p.Scripts, func(s pyproject.Script) bool { return s.Name == name })
}
