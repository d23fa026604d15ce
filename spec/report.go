package spec

import "fmt"

// place is where in the file a problem stands.
type place struct {
	path string
	at   Range
}

// report collects the problems of one phase.
type report struct{ found Diagnostics }

// fail adds an error. An empty suggestion is none.
func (r *report) fail(rule string, p place, summary, suggestion string) {
	r.found = append(r.found, Diagnostic{Rule: rule, Path: p.path, Range: p.at, Summary: summary, Suggestion: suggestion})
}

// failf adds an error without a suggestion.
func (r *report) failf(rule string, p place, format string, args ...any) {
	r.fail(rule, p, fmt.Sprintf(format, args...), "")
}

// warn adds a warning. An empty suggestion is none.
func (r *report) warn(rule string, p place, summary, suggestion string) {
	r.found = append(r.found,
		Diagnostic{Rule: rule, Severity: Warning, Path: p.path, Range: p.at, Summary: summary, Suggestion: suggestion})
}

// firstLine is where problems stand that belong to no key.
func firstLine() Range {
	return Range{Start: Position{Line: 1, Column: 1}, End: Position{Line: 1, Column: 1}}
}
