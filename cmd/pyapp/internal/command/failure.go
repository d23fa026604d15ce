package command

import (
	"context"
	"errors"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/moby/buildkit/solver/errdefs"
	"github.com/org/pyapp-frontend/cmd/pyapp/internal/engine"
	"github.com/org/pyapp-frontend/spec"
)

// failed shows why a build failed, with the lines of the spec that it is about.
func (c *cli) failed(err error, p place) error {
	var failed *engine.FailedError
	switch {
	case errors.Is(err, context.Canceled):
		return err
	case !errors.As(err, &failed):
		return &exit{Failed, err}
	case failed.Shown:
		return &exit{code: Failed}
	}
	problems := diagnostics(err, filepath.Base(p.file))
	if len(problems) == 0 {
		return &exit{Failed, errors.New(strings.TrimPrefix(err.Error(), "failed to solve: "))}
	}
	printer, err := c.printer(c.stderr, p.file, p.data)
	if err != nil {
		return err
	}
	printer.Print(problems)
	return &exit{code: Failed}
}

// placed is a line of an error that says where in the spec something is wrong: "pyapp.yaml:7:11: python: …".
var placed = regexp.MustCompile(`^\s*(.+?):(\d+):(\d+): (.*)$`)

// diagnostics are the problems that an error of the frontend is about. Its text has their places, its sources how far each goes.
func diagnostics(err error, filename string) spec.Diagnostics {
	var out spec.Diagnostics
	for line := range strings.Lines(err.Error()) {
		m := placed.FindStringSubmatch(strings.TrimRight(strings.TrimPrefix(line, "failed to solve: "), "\n"))
		if m == nil || m[1] != filename {
			if len(out) > 0 && strings.TrimSpace(line) != "" { // a message of several lines
				out[len(out)-1].Summary += "\n" + strings.TrimRight(line, "\n")
			}
			continue
		}
		at, _ := strconv.Atoi(m[2])
		column, _ := strconv.Atoi(m[3])
		start := spec.Position{Line: at, Column: column}
		out = append(out, spec.Diagnostic{Range: spec.Range{Start: start, End: endOf(err, start)}, Summary: m[4]})
	}
	return out
}

// endOf is where the range of an error ends that begins at a place; the place itself where that is not known.
func endOf(err error, start spec.Position) spec.Position {
	for _, source := range errdefs.Sources(err) {
		for _, r := range source.Ranges {
			if int(r.GetStart().GetLine()) == start.Line && int(r.GetStart().GetCharacter()) == start.Column {
				return spec.Position{Line: int(r.GetEnd().GetLine()), Column: int(r.GetEnd().GetCharacter())}
			}
		}
	}
	return start
}

// warn shows a warning of a build as `pyapp check` does.
func (c *cli) warn(w engine.Warning, p place) {
	printer, err := c.printer(c.stderr, p.file, p.data)
	if err != nil {
		return // said when the build ends
	}
	if w.Filename != filepath.Base(p.file) {
		printer.Source = nil
	}
	text := w.Text
	if m := placed.FindStringSubmatch(text); m != nil && m[1] == w.Filename {
		text = m[4]
	}
	printer.Print(spec.Diagnostics{{
		Severity: spec.Warning, Summary: text, Suggestion: strings.Join(w.Details, " "),
		Range: spec.Range{Start: spec.Position{Line: w.Line, Column: w.Column}, End: spec.Position{Line: w.EndLine, Column: w.EndColumn}},
	}})
}
