package plan

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/spec"
	"github.com/org/pyapp-frontend/spec/pyproject"
)

// Found is what is known of a path of the application.
type Found struct{ Exists, Folder, Executable bool }

// EntryCheck is something that the command of an image needs the application to have.
type EntryCheck struct {
	Key    string // of the spec file, that names it
	File   string // path relative to the project; empty: it is a module
	Module string // dotted name; empty: it is a file
	Exec   bool   // the file is run itself, so it has to be executable
}

// attribute is an application as servers name it: a module and what to take of it.
var attribute = regexp.MustCompile(`^([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*):[A-Za-z_][\w.]*(\(\))?$`)

// EntryChecks are the checks for a spec's command. What cannot be told for sure is left out, because no good image may
// be refused.
func EntryChecks(app *spec.App) []EntryCheck {
	var out []EntryCheck
	args := argv(app)
	if len(args) == 0 {
		return nil
	}
	switch key := entryKey(app); {
	case isPython(args[0]):
		out = append(out, pythonChecks(app, key, args[1:])...)
	case strings.Contains(args[0], "/"):
		out = append(out, scriptCheck(app, key, args[0], true)...)
	}
	if _, ok := servers[program(args)]; ok && !slices.ContainsFunc(args, movesFolder) {
		out = append(out, serverChecks(app, args)...)
	}
	if p := program(args); p == "celery" || p == "flask" {
		out = append(out, appChecks(app, args)...)
	}
	return out
}

var dotted = regexp.MustCompile(`^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*$`)

// appChecks are for the options by which celery and flask are told of the application. What they name may be an attribute
// of a module, so only the first part has to be there.
func appChecks(app *spec.App, args []string) []EntryCheck {
	for i, a := range args {
		name, value, joined := strings.Cut(a, "=")
		if !slices.Contains([]string{"-A", "--app"}, name) {
			continue
		}
		if !joined && i+1 < len(args) {
			value = args[i+1]
		}
		value, _, _ = strings.Cut(value, ":")
		if first, _, _ := strings.Cut(value, "."); dotted.MatchString(value) && !strings.HasSuffix(value, ".py") {
			return []EntryCheck{{Key: keyOf(app, i), Module: first}}
		}
	}
	return nil
}

// keyOf is the key that an argument of the whole command comes from.
func keyOf(app *spec.App, i int) string {
	if i >= len(app.Entrypoint) {
		return "command"
	}
	return "entrypoint"
}

// entryKey is the key that says what is run.
func entryKey(app *spec.App) string {
	if len(app.Entrypoint) > 0 {
		return "entrypoint"
	}
	return "command"
}

// movesFolder recognises options by which a server looks for modules elsewhere.
func movesFolder(arg string) bool {
	name, _, _ := strings.Cut(arg, "=")
	return slices.Contains([]string{"--app-dir", "--chdir", "--working-dir", "--workdir", "--pythonpath"}, name)
}

func pythonChecks(app *spec.App, key string, args []string) []EntryCheck {
	if moduleOf(args) != "" {
		return nil // it may be of the standard library or of any dependency
	}
	for _, a := range args {
		if strings.HasSuffix(a, ".py") {
			return scriptCheck(app, key, a, false)
		}
		if !strings.HasPrefix(a, "-") || a == "-c" {
			return nil
		}
	}
	return nil
}

func scriptCheck(app *spec.App, key, name string, run bool) []EntryCheck {
	if !path.IsAbs(name) {
		name = path.Join(app.Workdir, name)
	}
	rel, inside := strings.CutPrefix(path.Clean(name), app.Workdir+"/")
	if !inside || strings.HasPrefix(path.Clean(name), Venv+"/") {
		return nil
	}
	return []EntryCheck{{Key: key, File: rel, Exec: run}}
}

func serverChecks(app *spec.App, args []string) []EntryCheck {
	for i, a := range args {
		m := attribute.FindStringSubmatch(a)
		if m == nil || i > 0 && takesValue(args[i-1]) {
			continue
		}
		return []EntryCheck{{Key: keyOf(app, i), Module: m[1]}}
	}
	return nil
}

// flags are the options of servers that take no value.
var flags = []string{"--reload", "--factory", "--preload", "--proxy-headers", "--no-proxy-headers", "--no-access-log", "--access-log"}

// takesValue says whether the argument after this one may be its value.
func takesValue(arg string) bool {
	return strings.HasPrefix(arg, "-") && !strings.Contains(arg, "=") && !slices.Contains(flags, arg)
}

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

// CheckProgram finds out whether a command that a package is known to bring comes with a package that is locked, and
// whether one that the project itself declares gets installed.
func CheckProgram(app *spec.App, lock *Lock, p *pyproject.Project) spec.Diagnostics {
	name := program(argv(app))
	if hasScript(p, name) {
		return checkScript(app, p, name)
	}
	dists := slices.Concat(servers[name], tools[name])
	if len(dists) == 0 || slices.ContainsFunc(dists, lock.Has) || slices.Contains(app.SystemLibs.Run, name) {
		return nil
	}
	return one(app, entryKey(app), fmt.Sprintf("%s comes with the package %s, which is not among the %s", name, dists[0], count(lock)),
		addOrFind(p, lock, dists[0]))
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
