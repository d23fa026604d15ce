package lock

import (
	"fmt"
	"slices"
	"strings"
)

// Merge is one lock of several. What two of them list alike counts once. Nil entries are left out; nil: there is none.
// Two versions of one package under the same marker are an *Error.
func Merge(locks []*Lock) (*Lock, error) {
	var out *Lock
	for _, l := range locks {
		switch {
		case l == nil:
		case out == nil:
			out = l
		default:
			var err error
			if out, err = merged(out, l); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

func merged(a, b *Lock) (*Lock, error) {
	out := &Lock{Packages: slices.Clone(a.Packages), Indexes: slices.Clone(a.Indexes)}
	for _, p := range b.Packages {
		i := slices.IndexFunc(a.Packages, func(q Package) bool { return q.Name == p.Name && q.Marker == p.Marker })
		switch {
		case i < 0:
			out.Packages = append(out.Packages, p)
		case a.Packages[i].Version != p.Version:
			return nil, &Error{
				Message: fmt.Sprintf("the locks disagree: %s is %s in one and %s in another", p.Name, a.Packages[i].Version, p.Version),
				Remedy:  "lock them together, or name only one of them",
			}
		}
	}
	for _, index := range b.Indexes {
		if !slices.Contains(out.Indexes, index) {
			out.Indexes = append(out.Indexes, index)
		}
	}
	return out, nil
}

// Plus is a lock with those packages of another that it does not have. It may be nil.
func (l *Lock) Plus(other *Lock) *Lock {
	switch {
	case l == nil:
		return other
	case other == nil:
		return l
	}
	out := &Lock{Packages: slices.Clone(l.Packages), Indexes: l.Indexes}
	for _, p := range other.Packages {
		if !l.Has(p.Name) {
			out.Packages = append(out.Packages, p)
		}
	}
	return out
}

// Has says whether a lock, which may be nil, lists a package by its normalised name.
func (l *Lock) Has(name string) bool {
	return l != nil && slices.ContainsFunc(l.Packages, func(p Package) bool { return p.Name == name })
}

// LookUpText are those packages of which only hashes are known, as requirements (pip's format) whose files an index can be
// asked for; empty: there are none. The hashes stand in comments: an index that has been asked is asked again when the lock
// allows other files.
func (l *Lock) LookUpText() string {
	return l.lines(func(p Package) bool { return len(p.Hashes) > 0 && p.Version != "" })
}

// Constraints are all packages with a version, as requirements (pip's format): what may be added must fit them.
func (l *Lock) Constraints() string {
	if l == nil {
		return ""
	}
	return l.lines(func(p Package) bool { return p.Version != "" && p.Directory == nil })
}

func (l *Lock) lines(want func(Package) bool) string {
	var lines []string
	for _, p := range l.Packages {
		if !want(p) {
			continue
		}
		line := p.Name + "==" + p.Version
		if p.Marker != "" {
			line += " ; " + p.Marker
		}
		if len(p.Hashes) > 0 {
			line += " # " + strings.Join(p.Hashes, " ")
		}
		lines = append(lines, line+"\n")
	}
	slices.Sort(lines)
	return strings.Join(slices.Compact(lines), "")
}
