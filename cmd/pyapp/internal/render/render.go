// Package render shows diagnostics to people and to programs: the line of the file with carets under what is wrong, or JSON.
package render

import (
	"cmp"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/spec"
)

// Printer writes diagnostics of one file as compilers do: what is wrong, where, the line itself, and the remedy.
type Printer struct {
	Out      io.Writer
	Filename string // as the user would call the file
	Source   []byte // its text; nil: no lines are shown
	Color    bool   // whether to use the colours of a terminal
}

// Print writes all diagnostics in order of position, each with an empty line after it.
func (p Printer) Print(ds spec.Diagnostics) {
	lines := split(p.Source)
	for _, d := range ds.Sorted() {
		p.one(d, lines)
	}
}

func (p Printer) one(d spec.Diagnostic, lines []string) {
	start := d.Range.Start
	gutter := strings.Repeat(" ", len(strconv.Itoa(max(start.Line, 1))))
	fmt.Fprintf(p.Out, "%s%s\n", p.paint(d, label(d)), p.style(bold, ": "+summary(d)))
	if start.Line > 0 {
		fmt.Fprintf(p.Out, "%s%s %s:%d:%d\n", gutter, p.style(blue, "-->"), p.Filename, start.Line, max(start.Column, 1))
	}
	bar := p.style(blue, "|")
	if start.Line > 0 && start.Line <= len(lines) {
		text, before, carets := excerpt(lines[start.Line-1], d.Range)
		fmt.Fprintf(p.Out, "%s %s\n", gutter, bar)
		fmt.Fprintf(p.Out, "%s %s %s\n", p.style(blue, strconv.Itoa(start.Line)), bar, text)
		fmt.Fprintf(p.Out, "%s %s %s%s\n", gutter, bar, strings.Repeat(" ", before), p.paint(d, strings.Repeat("^", carets)))
	}
	p.notes(d, gutter, bar)
	fmt.Fprintln(p.Out)
}

// notes are what is to be done, and where to read more.
func (p Printer) notes(d spec.Diagnostic, gutter, bar string) {
	notes := []struct{ word, text string }{{"help", d.Suggestion}, {"see", plan.LintPage(d.Rule)}}
	for _, n := range notes {
		if n.text == "" {
			continue
		}
		if bar != "" && d.Range.Start.Line > 0 {
			fmt.Fprintf(p.Out, "%s %s\n", gutter, bar)
			bar = "" // one for all
		}
		fmt.Fprintf(p.Out, "%s %s %s: %s\n", gutter, p.style(blue, "="), p.style(bold, n.word), clean(n.text))
	}
}

// summary is the line of a diagnostic, with the key that it is about before it.
func summary(d spec.Diagnostic) string {
	if d.Path == "" {
		return clean(d.Summary)
	}
	return clean(d.Path) + ": " + clean(d.Summary)
}

// label is the severity with the rule, as in "error[unknown-key]".
func label(d spec.Diagnostic) string {
	if d.Rule == "" {
		return severity(d)
	}
	return severity(d) + "[" + d.Rule + "]"
}

func severity(d spec.Diagnostic) string {
	if d.Severity == spec.Warning {
		return "warning"
	}
	return "error"
}

// Count is how many errors and warnings there are, as in "2 errors, 1 warning"; "no problems" of none.
func Count(ds spec.Diagnostics) string {
	var parts []string
	for _, n := range []struct {
		count int
		word  string
	}{{len(ds.Errors()), "error"}, {len(ds.Warnings()), "warning"}} {
		switch n.count {
		case 0:
		case 1:
			parts = append(parts, "1 "+n.word)
		default:
			parts = append(parts, fmt.Sprintf("%d %ss", n.count, n.word))
		}
	}
	return cmp.Or(strings.Join(parts, ", "), "no problems")
}
