package lock

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/spec/pyproject"
)

// entries are those that are what is needed. There is none if no entry of the name is for the environment, or if it is the
// project's own.
func (w *oldWalk) entries(n oldNeed) ([]oldEntry, error) {
	all, there := w.byName[n.name]
	if !there {
		return nil, w.absent(n)
	}
	all, err := w.installed(all, n)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	if e, ok := w.chosen[n.name]; ok {
		all = []oldEntry{e}
	}
	out, err := w.fitting(all, n)
	if len(out) < 2 {
		return out, err
	}
	if exact := slices.DeleteFunc(slices.Clone(out), func(e oldEntry) bool { return !e.at(n) }); len(exact) > 0 {
		return exact, err
	}
	return out, err
}

// installed are the entries whose own marker is true.
func (w *oldWalk) installed(all []oldEntry, n oldNeed) ([]oldEntry, error) {
	var out []oldEntry
	for _, e := range all {
		holds, err := oldHolds(e.Marker, w.env)
		if err != nil {
			return nil, w.fail(e.line, "has for %s a marker that is none: %s", n.name, e.Marker)
		}
		if holds {
			out = append(out, e)
		}
	}
	return out, nil
}

// fitting are the entries with the right version, source and Python. It is an error if there is none.
func (w *oldWalk) fitting(all []oldEntry, n oldNeed) ([]oldEntry, error) {
	var out []oldEntry
	for _, e := range all {
		fits, ok := e.is(n)
		if !ok {
			return nil, w.fail(n.line, "has for %s, which %s needs, the version %q, which cannot be read", n.name, n.by, n.constraint)
		}
		if fits && e.runsOn(w.env) {
			out = append(out, e)
		}
	}
	if len(out) == 0 {
		return nil, w.fail(n.line, "has no %s that is what %s needs (%s) on Python %s", n.name, n.by, n.wanted(), w.env.PythonFullVersion)
	}
	return out, nil
}

// absent is the problem that the lock has no entry of what is needed.
func (w *oldWalk) absent(n oldNeed) error {
	if n.name == pyproject.NormalizeName(w.own.Name) {
		return nil
	}
	if slices.Contains([]string{"setuptools", "distribute", "pip", "wheel"}, n.name) {
		return &Error{
			Line: n.line, Message: fmt.Sprintf("poetry.lock has no %s, which %s needs: Poetry 1.1 leaves it out", n.name, n.by),
			Remedy: "lock with a newer Poetry: " + w.remedy(w.relock),
		}
	}
	return w.fail(n.line, "has no %s, which %s needs; it was edited, or made for other systems", n.name, n.by)
}

// wanted is what is needed in the user's words.
func (n oldNeed) wanted() string {
	switch {
	case n.kind != "":
		return "from a " + n.kind
	case n.constraint == "":
		return "any version"
	}
	return n.constraint
}

var oldRequirementName = regexp.MustCompile(`^\s*[A-Za-z0-9][A-Za-z0-9._-]*`)

// oldRequired is the name at the beginning of a requirement (PEP 508), normalised.
func oldRequired(requirement string) string {
	return pyproject.NormalizeName(strings.TrimSpace(oldRequirementName.FindString(requirement)))
}
