package lock

import (
	"slices"
	"strings"

	pep440 "github.com/aquasecurity/go-pep440-version"
)

// Lock is what a hashed file locks. It says something only if Hashed does. A package that several lines ask for, as with
// different extras, is in it once.
func (r *Requirements) Lock() *Lock {
	out := &Lock{Indexes: slices.Clone(r.Indexes)}
	seen := map[reqPackage]bool{}
	for _, l := range r.Lines {
		if l.Name == "" || !seen[l.locks()] {
			p := l.locked()
			p.File = r.included(l.File)
			out.Packages = append(out.Packages, p)
		}
		seen[l.locks()] = true
	}
	return out
}

// locked is the package that a pinned line means.
func (r Requirement) locked() Package {
	p := Package{Name: r.Name, Version: reqCanonical(r.version()), Marker: r.Marker, Line: r.Line}
	switch {
	case r.VCS != nil:
		vcs := *r.VCS
		p.VCS = &vcs
	case r.URL != "", toolArchive.MatchString(r.Path):
		p.Archive = r.file()
		_, version := reqWheel(p.Archive.Name)
		p.Version = reqCanonical(version)
	case r.Path != "":
		p.Directory = &Directory{Path: r.Path, Editable: r.Editable}
	default:
		p.Hashes = slices.Sorted(slices.Values(r.Hashes))
	}
	return p
}

// reqCanonical is the normal form of a version (PEP 440).
func reqCanonical(version string) string {
	if v, err := pep440.Parse(version); err == nil {
		return v.String()
	}
	return version
}

// file is the archive of a direct reference.
func (r Requirement) file() *File {
	base, fragment, _ := strings.Cut(r.URL, "#")
	f := &File{URL: base, Path: r.Path, Hashes: slices.Sorted(slices.Values(r.hashes()))}
	f.Name = f.lastPart()
	if part, found := strings.CutPrefix(fragment, "subdirectory="); found {
		f.Subdirectory, _, _ = strings.Cut(part, "&")
	}
	return f
}
