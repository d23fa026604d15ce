package plan

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/frontend/plan/libs"
	"github.com/org/pyapp-frontend/spec"
)

// CheckInstalled looks at what was installed for an image, for what would only come to light when it runs: libraries that
// are missing or for another machine, and a command, or modules that the command needs, that nothing brought.
func CheckInstalled(p *Plan, wanted []EntryCheck, environments []libs.Environment, system libs.System) spec.Diagnostics {
	m, err := machine(p.Target)
	if err != nil {
		return one(p.Spec, "", err.Error(), "")
	}
	out := libraries(p, libs.Check(environments, system, m, p.Spec.Distro))
	out = append(out, libraries(p, libs.Loaded(p.names(), system, p.Spec.Distro))...)
	for _, c := range wanted {
		out = append(out, c.runInstalled(p.Spec, environments, system)...)
	}
	return append(out, checkCommand(p.Spec, environments, system)...)
}

// names are the packages that are installed.
func (p *Plan) names() []string {
	var out []string
	for _, g := range p.Deps {
		out = append(out, g.Names...)
	}
	for _, b := range p.Builds {
		out = append(out, b.Name)
	}
	return unique(out)
}

// libraries turns findings into diagnostics, those that one Debian package mends into one.
func libraries(p *Plan, findings []libs.Finding) spec.Diagnostics {
	var out spec.Diagnostics
	for _, f := range findings {
		remedy := ""
		switch {
		case f.Debian != "":
			remedy = "add it to system-libs: " + yamlList(append(slices.Clone(p.Spec.SystemLibs.Run), f.Debian))
		case f.Library != "":
			remedy = "find the Debian package that has it, and add it to system-libs"
		}
		d := problem(p.Spec, "system-libs", f.Message, remedy)
		if f.Warn {
			d.Severity = spec.Warning
		}
		out = append(out, d)
	}
	return out
}

func yamlList(names []string) string { return "[" + strings.Join(unique(names), ", ") + "]" }

// runInstalled looks for a module among those that were installed.
func (c EntryCheck) runInstalled(app *spec.App, environments []libs.Environment, system libs.System) spec.Diagnostics {
	first, _, _ := strings.Cut(c.Module, ".")
	found := slices.ContainsFunc(environments, func(e libs.Environment) bool { return e.HasModule(c.Module) })
	switch {
	case !found && !slices.Contains(system.Modules, first):
		return one(app, c.Key, missingModule(c.Module)+", and no package brings it", "add the package that has it")
	case found && c.Program && !slices.ContainsFunc(environments, func(e libs.Environment) bool { return e.Runs(c.Module) }):
		return one(app, c.Key, fmt.Sprintf("%s is a package without __main__, so python -m cannot run it", c.Module), "name one of its modules")
	}
	return nil
}

// checkCommand looks for the program that a container starts.
func checkCommand(app *spec.App, environments []libs.Environment, system libs.System) spec.Diagnostics {
	args := argv(app)
	if len(args) == 0 {
		return nil
	}
	name := args[0]
	if folder, base := path.Split(name); path.Clean(folder) == Venv+"/bin" {
		name = base
	} else if folder != "" {
		return nil // a file of the application has been looked at, one of the base is its own business
	}
	var scripts []string
	for _, e := range environments {
		scripts = append(scripts, e.Scripts...)
	}
	if isPython(name) || slices.Contains(scripts, name) || slices.Contains(system.Programs, name) {
		return nil
	}
	remedy := "some package has to bring it"
	if meant := spec.Nearest(name, slices.Concat(scripts, system.Programs)); meant != "" {
		remedy = fmt.Sprintf("did you mean %q?", meant)
	}
	return one(app, entryKey(app), fmt.Sprintf("there is no command %s in the image", name), remedy)
}

// ExplainBuild says why a package could not be built, from the end of the build's log.
func ExplainBuild(app *spec.App, b Build, log string) spec.Diagnostics {
	what := strings.TrimSpace(b.Name + " " + b.Version)
	missing, debian := libs.ExplainBuild(log, app.Distro)
	if debian == "" {
		return one(app, "system-libs.build", fmt.Sprintf("%s could not be built: %s", what, orElse(missing, "see the log of its step")),
			"name what it needs in system-libs.build")
	}
	return one(app, "system-libs.build", fmt.Sprintf("%s could not be built, because %s is missing", what, missing),
		"add it to system-libs: {build: "+yamlList(append(slices.Clone(app.SystemLibs.Build), debian))+", run: "+yamlList(app.SystemLibs.Run)+"}")
}

func orElse(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}
