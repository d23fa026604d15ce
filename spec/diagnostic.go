package spec

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Position is a place in the text of a file.
type Position struct {
	Line   int // counted from 1
	Column int // counted from 1, in Unicode code points; 0 means the whole line
}

// Range is the stretch of text between two positions.
type Range struct {
	Start Position
	End   Position // exclusive; equal to Start where only a point is known
}

// Severity says whether a diagnostic stops the build.
type Severity int

const (
	// Error stops the build. It is the zero value, so that a forgotten severity is never silent.
	Error Severity = iota
	// Warning is shown, and the build goes on.
	Warning
)

// Diagnostic is one problem that the author of the file can mend.
type Diagnostic struct {
	Rule       string // short kebab-case name of the rule, stable, as in "unknown-key"
	Severity   Severity
	Path       string // key it is about, as in "healthcheck.http.port" or "ports[0]"; empty: the file as a whole
	Range      Range
	Summary    string // what is wrong and what is allowed, without the path
	Suggestion string // the remedy, as in `did you mean "python"?`; empty when there is none to give
}

// Text renders the diagnostic as one line: file:line:column: path: summary; suggestion.
func (d Diagnostic) Text(filename string) string {
	return fmt.Sprintf("%s:%d:%d: %s", filename, d.Range.Start.Line, d.Range.Start.Column, d.Message())
}

// Message renders the diagnostic without its place: path: summary; suggestion.
func (d Diagnostic) Message() string {
	var b strings.Builder
	if d.Path != "" {
		b.WriteString(d.Path + ": ")
	}
	b.WriteString(d.Summary)
	if d.Suggestion != "" {
		b.WriteString("; " + d.Suggestion)
	}
	return b.String()
}

// Diagnostics are the problems of one file. The nil value means that none was found.
type Diagnostics []Diagnostic

// Errors are those diagnostics that stop the build.
func (ds Diagnostics) Errors() Diagnostics { return ds.of(Error) }

// Warnings are those diagnostics that do not stop the build.
func (ds Diagnostics) Warnings() Diagnostics { return ds.of(Warning) }

// Sorted returns a copy ordered by position, then path, then summary.
func (ds Diagnostics) Sorted() Diagnostics {
	out := slices.Clone(ds)
	slices.SortStableFunc(out, func(a, b Diagnostic) int {
		return cmp.Or(
			cmp.Compare(a.Range.Start.Line, b.Range.Start.Line),
			cmp.Compare(a.Range.Start.Column, b.Range.Start.Column),
			cmp.Compare(a.Path, b.Path),
			cmp.Compare(a.Summary, b.Summary),
		)
	})
	return out
}

// Text renders one line per diagnostic, in order of position.
func (ds Diagnostics) Text(filename string) string {
	lines := make([]string, 0, len(ds))
	for _, d := range ds.Sorted() {
		lines = append(lines, d.Text(filename))
	}
	return strings.Join(lines, "\n")
}

func (ds Diagnostics) of(s Severity) Diagnostics {
	var out Diagnostics
	for _, d := range ds {
		if d.Severity == s {
			out = append(out, d)
		}
	}
	return out
}
