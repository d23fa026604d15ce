package render

import (
	"encoding/json"
	"io"

	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/spec"
)

// Report is what `--json` gives of one file.
type Report struct {
	File        string       `json:"file"`
	Errors      int          `json:"errors"`
	Warnings    int          `json:"warnings"`
	Diagnostics []Diagnostic `json:"diagnostics"`
	Unchecked   []string     `json:"unchecked,omitempty"` // what only a build can check
}

// Diagnostic is one problem. Lines and columns are counted from 1, columns in code points; the end is exclusive.
type Diagnostic struct {
	Severity string   `json:"severity"`
	Rule     string   `json:"rule,omitempty"`
	Key      string   `json:"key,omitempty"`
	Message  string   `json:"message"`
	Help     string   `json:"help,omitempty"`
	Page     string   `json:"page,omitempty"` // address of the page about the rule
	Start    Position `json:"start"`
	End      Position `json:"end"`
}

// Position is a place in the file.
type Position struct {
	Line   int `json:"line"`
	Column int `json:"column"`
}

// NewReport puts diagnostics, in order of position, into the form of `--json`.
func NewReport(file string, ds spec.Diagnostics, unchecked []string) Report {
	r := Report{File: file, Errors: len(ds.Errors()), Warnings: len(ds.Warnings()), Diagnostics: []Diagnostic{}, Unchecked: unchecked}
	for _, d := range ds.Sorted() {
		r.Diagnostics = append(r.Diagnostics, Diagnostic{
			Severity: severity(d), Rule: d.Rule, Key: d.Path, Message: d.Summary, Help: d.Suggestion, Page: plan.LintPage(d.Rule),
			Start: Position{d.Range.Start.Line, d.Range.Start.Column}, End: Position{d.Range.End.Line, d.Range.End.Column},
		})
	}
	return r
}

// JSON writes a value as indented JSON.
func JSON(out io.Writer, value any) error {
	encoder := json.NewEncoder(out)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(value)
}
