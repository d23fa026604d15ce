// Package directive reads which warnings the author of a spec wants to hear, and whether they are errors.
package directive

import (
	"fmt"
	"slices"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/linter"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/spec"
)

// BuildArg is the build argument that takes the place of the directive `# check=`. BuildKit has it for every kind of spec file.
const BuildArg = "BUILDKIT_DOCKERFILE_CHECK"

// Checks are the wishes of the author. The zero value is to hear every warning, and no error of it.
type Checks linter.Config

// Read reads the directive `# check=` before or after `# syntax=` in the text of a spec. Given is what BuildArg says instead; nil:
// nothing.
func Read(text []byte, given *linter.Config) (Checks, spec.Diagnostics) {
	if given != nil {
		return Checks(*given), plan.CheckSkipped(withoutDockerfiles(given.SkipRules), "build argument "+BuildArg+": ", 1)
	}
	options, _, at, found := parser.ParseDirective("check", text)
	if !found {
		return Checks{}, plan.CheckPlacement(string(text))
	}
	config, err := linter.ParseLintOptions(options)
	if err != nil {
		return Checks{}, plan.CheckOptions(at[0].Start.Line, err)
	}
	return Checks(*config), plan.CheckSkipped(config.SkipRules, "", at[0].Start.Line)
}

// Given is what BuildArg says among some build arguments; nil: nothing.
func Given(buildArgs map[string]string) (*linter.Config, spec.Diagnostics) {
	options, given := buildArgs[BuildArg]
	if !given {
		return nil, nil
	}
	config, err := linter.ParseLintOptions(options)
	if err != nil {
		return nil, plan.CheckOptions(1, fmt.Errorf("build argument %s: %w", BuildArg, err))
	}
	return config, nil
}

// withoutDockerfiles leaves out rules of Dockerfiles, for which the same build argument may be meant: they begin with a capital.
func withoutDockerfiles(rules []string) []string {
	return slices.DeleteFunc(slices.Clone(rules), func(name string) bool { return name != "" && name != strings.ToLower(name[:1])+name[1:] })
}

// Silences says whether nobody wants to hear of a rule.
func (c Checks) Silences(rule string) bool { return c.SkipAll || slices.Contains(c.SkipRules, rule) }

// Apply leaves out the warnings that nobody wants to hear of, and makes errors of the others where that is wanted.
func (c Checks) Apply(ds spec.Diagnostics) spec.Diagnostics {
	var out spec.Diagnostics
	for _, d := range ds {
		if d.Severity == spec.Warning && c.Silences(d.Rule) {
			continue
		}
		if c.ReturnAsError {
			d.Severity = spec.Error
		}
		out = append(out, d)
	}
	return out
}
