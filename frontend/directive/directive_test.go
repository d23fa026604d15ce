package directive

import (
	"slices"
	"testing"

	"github.com/org/pyapp-frontend/spec"
)

// TestRead takes the build argument in the place of the directive, and finds what is wrong with either.
func TestRead(t *testing.T) {
	t.Parallel()
	warnings := spec.Diagnostics{{Rule: "no-init", Severity: spec.Warning}, {Rule: "no-healthcheck", Severity: spec.Warning}, {Rule: "port"}}
	for name, tc := range map[string]struct {
		text     string
		args     map[string]string
		want     []string // rules that are left of the warnings and the error
		errors   int
		problems string
	}{
		"nothing":            {"python: '3.13'\n", nil, []string{"no-init", "no-healthcheck", "port"}, 1, ""},
		"skip":               {"# check=skip=no-init\n", nil, []string{"no-healthcheck", "port"}, 1, ""},
		"errors are there":   {"# check=skip=all\n", nil, []string{"port"}, 1, ""},
		"warnings as errors": {"# syntax=a\n# check=skip=no-init;error=true\n", nil, []string{"no-healthcheck", "port"}, 2, ""},
		"argument":           {"# check=skip=all\n", map[string]string{BuildArg: "skip=no-init,JSONArgsRecommended"}, []string{"no-healthcheck", "port"}, 1, ""},
		"unknown rule": {"# check=skip=no-inti\n", nil, []string{"no-init", "no-healthcheck", "port"}, 1,
			`pyapp.yaml:1:1: check: "no-inti" is no rule that can be skipped; did you mean "no-init"?`},
		"misplaced": {"python: '3.13'\n# check=skip=all\n", nil, []string{"no-init", "no-healthcheck", "port"}, 1,
			"pyapp.yaml:2:1: check: the directive has no effect here; move it to the first line, or behind the line `# syntax=`"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			given, problems := Given(tc.args)
			checks, more := Read([]byte(tc.text), given)
			if got := append(problems, more...).Text("pyapp.yaml"); got != tc.problems {
				t.Errorf("it is wrong that %q, want %q", got, tc.problems)
			}
			left := checks.Apply(warnings)
			var rules []string
			for _, d := range left {
				rules = append(rules, d.Rule)
			}
			if !slices.Equal(rules, tc.want) || len(left.Errors()) != tc.errors {
				t.Errorf("left are %q, %d of them errors; want %q, %d", rules, len(left.Errors()), tc.want, tc.errors)
			}
		})
	}
}
