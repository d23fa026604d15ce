package plan

import (
	"fmt"
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/frontend/plan/libs"
	"github.com/org/pyapp-frontend/frontend/plan/lock"
	"github.com/org/pyapp-frontend/spec"
)

// adviseLibraries warns of packages that need a library of the system, as far as their names tell. An image of the user's own
// may have anything, and what packages of Alpine are called is not known here.
func adviseLibraries(app *spec.App, chosen []lock.Chosen) spec.Diagnostics {
	if app.Base.Kind != spec.BaseSlim && app.Base.Kind != spec.BaseDistroless {
		return nil
	}
	var built []string
	for _, c := range chosen {
		if c.Wheel == nil && c.Directory == nil && !c.Unknown() {
			built = append(built, c.Name)
		}
	}
	var loaded []libs.Finding
	needed := map[string][]libs.Finding{}
	var order []string
	for _, f := range libs.Expected(namesOf(chosen), built, app.SystemLibs.Run, app.Distro) {
		switch {
		case !libs.Linked(f.Package):
			loaded = append(loaded, f)
		case needed[f.Package] == nil:
			order = append(order, f.Package)
			fallthrough
		default:
			needed[f.Package] = append(needed[f.Package], f)
		}
	}
	out := libraries(&Plan{Spec: app}, loaded) // in the words of the check that follows the installation
	for _, name := range order {
		out = append(out, unlinked(app, needed[name]))
	}
	return out
}

// unlinked is what a package lacks that cannot be imported without.
func unlinked(app *spec.App, findings []libs.Finding) spec.Diagnostic {
	var names []string
	for _, f := range findings {
		names = append(names, f.Library)
	}
	d := lacking(app, findings[0].Package+" needs "+strings.Join(names, " and ")+", which the image lacks"+libs.Instead(findings[0].Package), findings...)
	d.Rule, d.Severity = ruleMissingLibrary, spec.Warning
	return d
}

// adviseGPU warns of gigabytes of libraries for GPUs, where nothing says that there will be one.
func adviseGPU(app *spec.App, chosen []lock.Chosen) spec.Diagnostics {
	if app.Base.Kind == spec.BaseImage || meansGPU(app) {
		return nil
	}
	var count int
	var size int64
	torch := false
	for _, c := range chosen {
		torch = torch || c.Name == "torch"
		if c.Wheel != nil && (strings.HasPrefix(c.Name, "nvidia-") || c.Name == "triton") {
			count, size = count+1, size+sizeOf(c)
		}
	}
	if !torch || count < 2 {
		return nil
	}
	return warning(app, ruleGPUBuild, "base", fmt.Sprintf("torch is locked as a build for NVIDIA's GPUs: %d packages of libraries for them weigh %s to download",
		count, gigabytes(size)), "take torch from the index https://download.pytorch.org/whl/cpu, or say that there is a GPU: write "+
		pastedVariable(app, "NVIDIA_VISIBLE_DEVICES", "all"))
}

// meansGPU says whether the file has one of the variables that NVIDIA's runtime for containers goes by.
func meansGPU(app *spec.App) bool {
	return slices.ContainsFunc(app.Env, func(v spec.EnvVar) bool {
		return strings.HasPrefix(v.Name, "NVIDIA_") || strings.HasPrefix(v.Name, "CUDA_")
	})
}

// gigabytes is a number of bytes in units of 1,000,000,000.
func gigabytes(bytes int64) string { return fmt.Sprintf("%.1f GB", float64(bytes)/1e9) }

// developmentTools are packages that serve whoever writes the application, and not the application.
var developmentTools = []string{
	"autoflake", "autopep8", "bandit", "basedpyright", "black", "bpython", "bump2version", "bumpversion", "commitizen", "coverage", "debugpy", "django-stubs",
	"flake8", "invoke", "ipdb", "ipython", "isort", "jupyter", "jupyterlab", "mypy", "nox", "pdbpp", "pip-tools", "poethepoet", "pre-commit", "pudb",
	"py-spy", "pycodestyle", "pydocstyle", "pyflakes", "pylint", "pyright", "pytest", "pytest-asyncio", "pytest-cov", "pytest-django", "pytest-mock",
	"pytest-xdist", "pyupgrade", "ruff", "safety", "semgrep", "tox", "twine", "ty", "vulture", "yapf",
}

// adviseDevelopment names tools of development that the image would have.
func adviseDevelopment(app *spec.App, chosen []lock.Chosen) spec.Diagnostics {
	var found []string
	for _, name := range namesOf(chosen) {
		if slices.Contains(developmentTools, name) && !runs(app, name) {
			found = append(found, name)
		}
	}
	if len(found) == 0 {
		return nil
	}
	key, remedy := "lock", "move "+plural(len(found), "it", "them")+" into a dependency group such as dev, which no image gets unless the file says so"
	switch {
	case len(app.Groups.Include) > 0:
		key, remedy = "include-groups", "leave out the group that has "+plural(len(found), "it", "them")
	case !app.Groups.ExcludeAll:
		key, remedy = "exclude-groups", "exclude the group that has "+plural(len(found), "it", "them")
	}
	return warning(app, ruleDevelopmentTools, key, "the image gets "+plural(len(found), "a tool", "tools")+" of development: "+strings.Join(found, ", "), remedy)
}

// runs says whether a command of the image is a tool's, as of an image that is made to run it.
func runs(app *spec.App, tool string) bool {
	names := []string{program(argv(app))}
	if h := app.Health.Command; len(h) > 0 {
		names = append(names, program(h))
	}
	return slices.Contains(names, tool)
}
