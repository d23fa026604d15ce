package plan

import (
	"fmt"
	"slices"

	"github.com/org/pyapp-frontend/spec"
	"github.com/org/pyapp-frontend/spec/pyproject"
)

// CheckProgram finds out whether a command that a package is known to bring comes with a package that is locked, and
// whether one that the project itself declares gets installed.
func CheckProgram(app *spec.App, locked Names, p *pyproject.Project, sources []Source) spec.Diagnostics {
	name := program(argv(app))
	if hasScript(p, name) {
		return checkScript(app, p, name)
	}
	dists := slices.Concat(servers[name], tools[name])
	if len(dists) == 0 || slices.ContainsFunc(dists, locked.Has) || slices.Contains(app.SystemLibs.Run, name) {
		return nil
	}
	return one(app, entryKey(app), fmt.Sprintf("%s comes with the package %s, which is not among the %s", name, dists[0], count(locked)),
		addOrFind(p, locked, Add(sources, dists[0])))
}

func addOrFind(p *pyproject.Project, locked Names, add string) string {
	if p == nil && locked == nil {
		return "there is no pyproject.toml either: does `project` name its folder?"
	}
	return add
}

func checkScript(app *spec.App, p *pyproject.Project, name string) spec.Diagnostics {
	if p.IsPackage() {
		return nil
	}
	return one(app, entryKey(app), fmt.Sprintf("%s is one of [project.scripts], and nothing installs them, because the project is"+
		" no package", name), "add a [build-system] to pyproject.toml, as `uv init --package` writes it")
}

func count(locked Names) string {
	if len(locked) == 0 {
		return "locked packages: there are none"
	}
	return fmt.Sprintf("%d locked packages", len(locked))
}

func hasScript(p *pyproject.Project, name string) bool {
	return p != nil && slices.ContainsFunc(p.Scripts, func(s pyproject.Script) bool { return s.Name == name })
}
