package lock

import (
	"cmp"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/frontend/plan/marker"
	"github.com/org/pyapp-frontend/frontend/plan/wheel"
)

// Target is what packages are installed for.
type Target struct {
	Wheel wheel.Target
	Env   marker.Environment
}

// Chosen is a package that a target installs, and how.
type Chosen struct {
	Package
	Wheel *File  // what is installed; nil: it has to be built, or its files are not known
	Why   string // of a nil Wheel: the reason in a user's words, as in "it has no wheel, only a source distribution"
}

// Unknown says whether nothing but the name and version, and perhaps hashes, is known: an index has to be asked for files.
func (c Chosen) Unknown() bool {
	return len(c.Wheels) == 0 && c.Sdist == nil && c.Archive == nil && c.VCS == nil && c.Directory == nil
}

// For are the packages whose marker is true for a target, sorted by name, each with the one wheel that fits best.
// Directories are among them. It is an *Error if a marker cannot be read, if two entries of one name with different
// versions or sources apply, or if a package has neither a wheel that fits nor a source to build one from.
func (l *Lock) For(t Target) ([]Chosen, error) {
	entries, err := l.applying(t.Env)
	if err != nil {
		return nil, err
	}
	wheels := t.Wheel.Chooser()
	var out []Chosen
	for i, p := range entries {
		if i > 0 && entries[i-1].Name == p.Name {
			if !sameSource(entries[i-1], p) {
				return nil, ambiguous(entries[i-1], p)
			}
			continue
		}
		c, err := choose(p, wheels)
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, nil
}

// applying are the entries with a true marker in an order that does not depend on that of the lock.
func (l *Lock) applying(env marker.Environment) ([]Package, error) {
	sorted := slices.SortedFunc(slices.Values(l.Packages), byName)
	var out []Package
	for _, p := range sorted {
		m, err := marker.Parse(p.Marker)
		if err != nil {
			return nil, badMarker(p, err)
		}
		if m.Eval(env) {
			out = append(out, p)
		}
	}
	return out, nil
}

func byName(a, b Package) int {
	return cmp.Or(strings.Compare(a.Name, b.Name), cmp.Compare(a.Line, b.Line),
		strings.Compare(a.Version, b.Version), strings.Compare(a.Marker, b.Marker))
}

func badMarker(p Package, err error) *Error {
	e := failed(p, "the marker %q cannot be read: %s", p.Marker, err)
	var at *marker.SyntaxError
	if errors.As(err, &at) {
		e.Message += fmt.Sprintf(" (at character %d)", at.Offset+1)
	}
	return e
}

// sameSource says whether two entries mean the same files.
func sameSource(a, b Package) bool {
	a.Marker, b.Marker, a.Line, b.Line, a.File, b.File = "", "", 0, 0, "", ""
	return reflect.DeepEqual(a, b)
}

func ambiguous(a, b Package) *Error {
	what := "two sources of " + a.label()
	if a.Version != b.Version {
		what = fmt.Sprintf("%s and %s", a.label(), b.label())
	}
	return &Error{File: b.File, Line: b.Line, Message: "the lock wants " + what + " at once",
		Remedy: "make the lock again; if it has extras or groups that exclude each other, choose one of them"}
}

// failed is an error about one package.
func failed(p Package, format string, args ...any) *Error {
	return &Error{File: p.File, Line: p.Line, Message: p.label() + ": " + fmt.Sprintf(format, args...)}
}

// label is the name, with the version where it is known.
func (p Package) label() string { return strings.TrimSpace(p.Name + " " + p.Version) }
