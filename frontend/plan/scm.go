package plan

import (
	"maps"
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/spec"
	"github.com/org/pyapp-frontend/spec/pyproject"
)

// scmTools are the build requirements that take a version from the history of the sources, which no build sees.
var scmTools = []string{"hatch-vcs", "setuptools-scm", "setuptools-git-versioning", "versioneer", "poetry-dynamic-versioning"}

// scmArgs are the variables by which those tools are told the version instead. setuptools-scm, on which hatch-vcs rests,
// also knows one for each distribution, with its name at the end.
var scmArgs = []string{"SETUPTOOLS_SCM_PRETEND_VERSION", "PDM_BUILD_SCM_VERSION", "POETRY_DYNAMIC_VERSIONING_BYPASS"}

// scmEnv are those build arguments that tell a version, for the step that builds the project.
func scmEnv(args map[string]string) []spec.EnvVar {
	var out []spec.EnvVar
	for _, name := range slices.Sorted(maps.Keys(args)) {
		if slices.ContainsFunc(scmArgs, func(known string) bool { return strings.HasPrefix(name, known) }) {
			out = append(out, spec.EnvVar{Name: name, Value: args[name]})
		}
	}
	return out
}

// CheckVersion finds out whether the version of a package can be known without the history of its sources.
func CheckVersion(app *spec.App, p *pyproject.Project, args map[string]string) spec.Diagnostics {
	if p == nil || !p.IsPackage() || !slices.Contains(p.Dynamic, "version") || len(scmEnv(args)) > 0 {
		return nil
	}
	for _, requirement := range p.BuildRequires {
		for _, tool := range scmTools {
			if strings.HasPrefix(pyproject.NormalizeName(requirement), tool) {
				return one(app, "install", "the version comes from git by "+tool+", and .git never reaches a build",
					"give it: --build-arg SETUPTOOLS_SCM_PRETEND_VERSION=1.2.3")
			}
		}
	}
	return nil
}
