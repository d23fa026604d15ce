package plan

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/spec"
)

// skipAll is the word that stands for all rules in a check directive.
const skipAll = "all"

// CheckSkipped warns of names that are no rule among those that are to be skipped. Origin says who names them, as in "build
// argument X: "; empty: the line of the file.
func CheckSkipped(names []string, origin string, line int) spec.Diagnostics {
	known := []string{skipAll}
	for _, r := range LintRules() {
		known = append(known, r.ID)
	}
	var out spec.Diagnostics
	for _, name := range names {
		if !slices.Contains(known, name) {
			out = append(out, ofLine(line, spec.Warning, fmt.Sprintf("%s%q is no rule that can be skipped", origin, name), meantRule(name, known)))
		}
	}
	return out
}

func meantRule(name string, known []string) string {
	if name == skipAll {
		return "`skip=all` stands alone"
	}
	if meant := spec.DidYouMean(strings.ToLower(name), known); meant != "" {
		return meant
	}
	return "docs/reference/lint.md lists them"
}

// CheckOptions is the error for a check directive that is malformed.
func CheckOptions(line int, err error) spec.Diagnostics {
	return spec.Diagnostics{ofLine(line, spec.Error, err.Error(), "write one such as `# check=skip=floating-base,no-healthcheck;error=true`, without spaces")}
}

// directive is a line that looks like a check directive.
var directive = regexp.MustCompile(`(?i)^#\s*check\s*=`)

// CheckPlacement warns of a check directive in a file that has none where directives are looked for.
func CheckPlacement(text string) spec.Diagnostics {
	number := 0
	for line := range strings.Lines(text) {
		if number++; directive.MatchString(line) {
			return spec.Diagnostics{ofLine(number, spec.Warning, "the directive has no effect here", "move it to the first line, or behind the line `# syntax=`")}
		}
	}
	return nil
}

func ofLine(line int, severity spec.Severity, summary, suggestion string) spec.Diagnostic {
	at := spec.Position{Line: line, Column: 1}
	return spec.Diagnostic{Rule: ruleCheckDirective, Severity: severity, Path: "check", Range: spec.Range{Start: at, End: at}, Summary: summary, Suggestion: suggestion}
}
