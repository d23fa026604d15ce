package frontend

import (
	"slices"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/linter"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/spec"
)

// readChecks finds out which warnings are silenced, and whether they are errors: by the build argument
// BUILDKIT_DOCKERFILE_CHECK, which BuildKit has for every kind of spec file, or else by the directive `# check=` before or after
// `# syntax=`.
func (b *build) readChecks() spec.Diagnostics {
	if b.LinterConfig != nil {
		b.checks = *b.LinterConfig
		return plan.CheckSkipped(withoutDockerfiles(b.checks.SkipRules), "build argument BUILDKIT_DOCKERFILE_CHECK: ", 1)
	}
	options, _, at, found := parser.ParseDirective("check", b.source.Data)
	if !found {
		return plan.CheckPlacement(string(b.source.Data))
	}
	config, err := linter.ParseLintOptions(options)
	if err != nil {
		return plan.CheckOptions(at[0].Start.Line, err)
	}
	b.checks = *config
	return plan.CheckSkipped(config.SkipRules, "", at[0].Start.Line)
}

// withoutDockerfiles leaves out rules of Dockerfiles, for which the same build argument may be meant: they begin with a capital.
func withoutDockerfiles(rules []string) []string {
	return slices.DeleteFunc(slices.Clone(rules), func(name string) bool { return name != "" && name != strings.ToLower(name[:1])+name[1:] })
}

// silenced says whether the user wants to hear nothing of a rule.
func (b *build) silenced(rule string) bool {
	return b.checks.SkipAll || slices.Contains(b.checks.SkipRules, rule)
}
