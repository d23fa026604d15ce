package plan

import (
	"cmp"
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
	a, err := p.Target.architecture()
	if err != nil {
		return one(p.Spec, "", err.Error(), "")
	}
	if len(system.Refused) > 0 {
		return refusedPackages(p, system.Refused) // what they would have brought is missing everywhere
	}
	if out := checkBuilt(p, environments); len(out) > 0 {
		return out
	}
	out := libraries(p, libs.Check(environments, system, a.machine, p.Spec.Distro))
	out = append(out, libraries(p, libs.Loaded(p.names(), system, p.Spec.Distro))...)
	for _, c := range wanted {
		out = append(out, c.runInstalled(p.Spec, environments, system)...)
	}
	if shells := checkShells(p, system); len(shells) > 0 {
		return append(out, shells...)
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

// libraries turns findings into diagnostics: each error by itself, and the warnings of a package as one.
func libraries(p *Plan, findings []libs.Finding) spec.Diagnostics {
	var out spec.Diagnostics
	var warned []string
	for _, f := range findings {
		switch {
		case !f.Warn:
			out = append(out, lacking(p.Spec, f.Message, f))
		case !slices.Contains(warned, f.Package):
			warned = append(warned, f.Package)
			out = append(out, partly(p.Spec, f.Package, findings))
		}
	}
	return out
}

func lacking(app *spec.App, message string, findings ...libs.Finding) spec.Diagnostic {
	var debian, build []string
	for _, f := range findings {
		debian, build = append(debian, strings.Fields(f.Debian)...), append(build, strings.Fields(f.Build)...)
	}
	remedy := ""
	if len(debian) > 0 {
		remedy = "write `" + systemLibs(app, build, debian...) + "`"
	}
	return problem(app, "system-libs", message, remedy)
}

// partly is what parts of a package lack that need not be used.
func partly(app *spec.App, name string, findings []libs.Finding) spec.Diagnostic {
	own := slices.DeleteFunc(slices.Clone(findings), func(f libs.Finding) bool { return !f.Warn || f.Package != name })
	message := own[0].Message
	if len(own) > 1 {
		message = fmt.Sprintf("parts of %s need %d libraries that the image lacks, as %s does; leave it so if they are not used",
			name, len(own), own[0].Library)
	}
	d := lacking(app, message, own...)
	d.Rule, d.Severity = ruleMissingLibrary, spec.Warning
	return d
}

// systemLibs is the key of the spec with some packages more, to be pasted.
func systemLibs(app *spec.App, build []string, run ...string) string {
	build, run = slices.Concat(app.SystemLibs.Build, build), slices.Concat(app.SystemLibs.Run, run)
	if len(build) == 0 {
		return "system-libs: " + yamlList(run)
	}
	return "system-libs: {build: " + yamlList(build) + ", run: " + yamlList(run) + "}"
}

func yamlList(names []string) string { return "[" + strings.Join(unique(names), ", ") + "]" }

// runInstalled looks for a module among those that were installed, or for the program that runs a script.
func (c EntryCheck) runInstalled(app *spec.App, environments []libs.Environment, system libs.System) spec.Diagnostics {
	if c.Interpreter != "" {
		return c.runInterpreter(app, system)
	}
	first := topModule(c.Module)
	found := slices.ContainsFunc(environments, func(e libs.Environment) bool { return e.HasModule(c.Module) })
	switch {
	case !found && !slices.Contains(system.Modules, first):
		return one(app, c.Key, c.missingModule()+", and no package brings it", cmp.Or(c.Meant, "add the package that has it"))
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
	if isPython(name) || slices.Contains(scripts, name) || slices.Contains(system.Programs, name) || copiedProgram(app, name) {
		return nil
	}
	return one(app, entryKey(app), fmt.Sprintf("there is no command %s in the image", name),
		cmp.Or(spec.DidYouMean(name, slices.Concat(scripts, system.Programs)), "some package has to bring it"))
}

// ExplainBuild says why a package could not be built, from the end of the build's log.
func ExplainBuild(app *spec.App, b Build, log string) spec.Diagnostics {
	what := b.label()
	missing, debian := libs.ExplainBuild(log, app.Distro)
	if onAlpine(app) || !hasPackages(app) {
		debian = "" // what Debian calls it is of no use there
	}
	switch {
	case debian != "":
		return one(app, "system-libs.build", fmt.Sprintf("%s could not be built, because %s is missing", what, missing),
			"write `"+systemLibs(app, strings.Fields(debian))+"`")
	case missing != "":
		return one(app, "system-libs.build", fmt.Sprintf("%s could not be built, because %s is missing", what, missing),
			"find the package that has it, and add it to system-libs.build")
	}
	return one(app, "system-libs.build", what+" could not be built: "+lastError(log), "name what it needs in system-libs.build")
}

// lastError is the last line of a log that tells of an error, or the last line at all. The step itself may come from the
// cache, without its log.
func lastError(log string) string {
	last := ""
	for line := range strings.Lines(log) {
		line = strings.TrimSpace(line)
		if line != "" && (strings.Contains(strings.ToLower(line), "error") || !strings.Contains(strings.ToLower(last), "error")) {
			last = line
		}
	}
	return last
}
