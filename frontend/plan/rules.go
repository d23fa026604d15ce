package plan

import (
	"slices"

	"github.com/org/pyapp-frontend/spec"
)

// Names of the rules that warn of what a spec and its project make together, in the order of [LintRules].
const (
	ruleCheckDirective = "check-directive"

	ruleMissingLibrary   = "missing-library"
	ruleGPUBuild         = "gpu-build"
	ruleDevelopmentTools = "development-tools"
	ruleUnlocked         = "unlocked"
	ruleUnpinned         = "unpinned-requirements"
	ruleUnhashed         = "unhashed-requirements"
	ruleRequirementsNote = "requirements-option"

	ruleShellWithoutExec = "shell-without-exec"
	ruleGunicornTemp     = "gunicorn-worker-tmp"
	ruleNoHealthcheck    = "no-healthcheck"
	rulePrivilegedPort   = "privileged-port"
	ruleLegacyTimeZone   = "legacy-time-zone"
	ruleNoInit           = "no-init"
	ruleDeniedFiles      = "denied-files"

	ruleStageShadows     = "stage-shadows-context"
	ruleUnusedBuildLibs  = "unused-build-libs"
	ruleEmulatedBuild    = "emulated-build"
	ruleEmulatedPackages = "emulated-packages"
)

// LintRules lists every rule that warns: those of the language, and those of what it makes together with its project. Whatever
// a build warns of is one of them.
func LintRules() []spec.Rule {
	return slices.Concat(spec.LintRules(), []spec.Rule{
		{ID: ruleCheckDirective, Description: "a check directive that has no effect"},

		{ID: ruleMissingLibrary, Description: "a package needs a library that the image lacks"},
		{ID: ruleGPUBuild, Description: "builds for a GPU in an image that nothing says is for one"},
		{ID: ruleDevelopmentTools, Description: "tools of development in the image"},
		{ID: ruleUnlocked, Description: "nothing is locked"},
		{ID: ruleUnpinned, Description: "requirements that leave versions open"},
		{ID: ruleUnhashed, Description: "requirements without hashes"},
		{ID: ruleRequirementsNote, Description: "a line of a requirements file that has no effect here"},

		{ID: ruleShellWithoutExec, Description: "a shell stays between the container and its program"},
		{ID: ruleGunicornTemp, Description: "gunicorn writes to /tmp all the time"},
		{ID: ruleNoHealthcheck, Description: "ports without a health check"},
		{ID: rulePrivilegedPort, Description: "a port that the user may not be allowed to open"},
		{ID: ruleLegacyTimeZone, Description: "a name of a time zone that the base does not have"},
		{ID: ruleNoInit, Description: "the image gets no init, though its command may need one"},
		{ID: ruleDeniedFiles, Description: "files are kept out of the image"},

		{ID: ruleStageShadows, Description: "a context of the build has the name of a stage"},
		{ID: ruleUnusedBuildLibs, Description: "packages for building, in a build that builds nothing"},
		{ID: ruleEmulatedBuild, Description: "a package is compiled under emulation"},
		{ID: ruleEmulatedPackages, Description: "packages of the distribution are installed under emulation"},
	})
}

// LintPage is the address of the page that explains a rule; empty: it has none, because it is about errors.
func LintPage(rule string) string {
	if !slices.ContainsFunc(LintRules(), func(r spec.Rule) bool { return r.ID == rule }) {
		return ""
	}
	return "https://github.com/org/pyapp-frontend/blob/main/docs/reference/lint/" + rule + ".md"
}
