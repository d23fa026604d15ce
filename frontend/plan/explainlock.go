package plan

import (
	"errors"
	"fmt"
	"strings"

	"github.com/org/pyapp-frontend/frontend/plan/lock"
	"github.com/org/pyapp-frontend/spec"
)

// ExplainLockError turns what is wrong with a lock file into a diagnostic with the place in that file, or in one that it
// includes; name may be empty.
func ExplainLockError(app *spec.App, name string, err error) spec.Diagnostics {
	var e *lock.Error
	if !errors.As(err, &e) {
		return one(app, "lock", strings.TrimPrefix(name+": "+err.Error(), ": "), "")
	}
	if e.File != "" {
		name = e.File
	}
	message, named := strings.CutPrefix(e.Message, name+" ")
	switch {
	case name == "":
		return one(app, "lock", e.Message, e.Remedy)
	case e.Line > 0 && e.Column > 0:
		return one(app, "lock", fmt.Sprintf("%s:%d:%d: %s", name, e.Line, e.Column, message), e.Remedy)
	case e.Line > 0:
		return one(app, "lock", fmt.Sprintf("%s:%d: %s", name, e.Line, message), e.Remedy)
	case named:
		return one(app, "lock", e.Message, e.Remedy)
	}
	return one(app, "lock", name+": "+e.Message, e.Remedy)
}

// WarnUnlocked warns where the build resolves what nothing has locked.
func WarnUnlocked(app *spec.App, s Source) spec.Diagnostics {
	if s.Format != FormatNone {
		return nil
	}
	format := FormatUV
	if s.Path != "" {
		format = FormatScript
	}
	return warning(app, ruleUnlocked, "lock", "nothing is locked, so two builds may give two different images",
		create(format, s.Path)+", and leave `lock: none` out")
}

// WarnRequirements warns of what a requirements file leaves open, and of what has no effect here.
func WarnRequirements(app *spec.App, s Source, r *lock.Requirements) spec.Diagnostics {
	var out spec.Diagnostics
	for _, n := range r.Warnings {
		out = append(out, warning(app, ruleRequirementsNote, "lock", fmt.Sprintf("%s:%d: %s", n.File, n.Line, n.Message), "")...)
	}
	const remedy = "run `uv pip compile --generate-hashes` over it and commit the result"
	open := r.Open()
	switch {
	case len(open) > 0:
		out = append(out, warning(app, ruleUnpinned, "lock", fmt.Sprintf("%s does not pin %s, so two builds may give two different images",
			s.Path, openLines(open)), remedy)...)
	case !r.Hashed():
		out = append(out, warning(app, ruleUnhashed, "lock", s.Path+" has no hashes, so an index could serve other files than those that were tested, and newer versions of what it does not name", remedy)...)
	}
	return out
}

// openLines names the first few lines that leave a version open.
func openLines(open []lock.Requirement) string {
	const most = 5
	var names []string
	for _, r := range open[:min(most, len(open))] {
		name := r.Name
		if name == "" {
			name = r.URL
		}
		names = append(names, fmt.Sprintf("%s (%s:%d)", name, r.File, r.Line))
	}
	if len(open) > most {
		names = append(names, fmt.Sprintf("%d more", len(open)-most))
	}
	return strings.Join(names, ", ")
}
