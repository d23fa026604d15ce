package lock

import (
	"path"
	"slices"
	"strings"

	pep440 "github.com/aquasecurity/go-pep440-version"
	"github.com/org/pyapp-frontend/spec/pyproject"
)

// oldDocument is a poetry.lock of the formats 1.0 to 2.0.
type oldDocument struct {
	Packages []oldEntry  `toml:"package"`
	Metadata oldMetadata `toml:"metadata"`
}

type oldMetadata struct {
	ContentHash string                `toml:"content-hash"`
	Files       map[string][]toolHash `toml:"files"` // of formats before 2.0: by package, of all its versions
}

// oldEntry is one [[package]].
type oldEntry struct {
	poetryEntry
	Python       string              `toml:"python-versions"` // a version constraint
	Marker       string              `toml:"marker"`          // of the format 1.0
	Dependencies map[string]any      `toml:"dependencies"`
	Extras       map[string][]string `toml:"extras"` // requirements (PEP 508) by extra

	place int // in the list, from 0
	line  int
}

// index sorts the entries by name.
func (l *oldPoetry) index() {
	lines := toolEntries(l.text)
	l.byName = map[string][]oldEntry{}
	for i := range l.document.Packages {
		e := &l.document.Packages[i]
		e.place, e.line = i, toolLine(lines, i)
		name := pyproject.NormalizeName(e.Name)
		l.byName[name] = append(l.byName[name], *e)
	}
	for _, entries := range l.byName {
		slices.SortStableFunc(entries, func(a, b oldEntry) int { return oldCompare(b.Version, a.Version) })
	}
}

// oldCompare orders versions. What is none is before all that are.
func oldCompare(a, b string) int {
	left, errLeft := pep440.Parse(a)
	right, errRight := pep440.Parse(b)
	switch {
	case errLeft == nil && errRight == nil:
		return left.Compare(right)
	case errLeft == nil:
		return 1
	case errRight == nil:
		return -1
	}
	return 0
}

// files are those of an entry. Before the format 2.0 they stand elsewhere, with those of other entries of the name.
func (l *oldPoetry) files(e oldEntry) []toolHash {
	if e.Files != nil {
		return e.Files
	}
	name := pyproject.NormalizeName(e.Name)
	var all []toolHash
	for _, key := range toolKeys(l.document.Metadata.Files) {
		if pyproject.NormalizeName(key) == name {
			all = append(all, l.document.Metadata.Files[key]...)
		}
	}
	if len(l.byName[name]) == 1 {
		return all
	}
	return slices.DeleteFunc(all, func(file toolHash) bool { return !e.owns(file.File) })
}

// owns says whether a file is of the entry's version.
func (e oldEntry) owns(file string) bool {
	if e.Source.Type == "url" || e.Source.Type == "file" {
		return file == path.Base(e.Source.URL)
	}
	parts := strings.Split(toolArchive.ReplaceAllString(file, ""), "-")
	if strings.HasSuffix(file, ".whl") && len(parts) > 1 {
		return oldCompare(parts[1], e.Version) == 0
	}
	return oldCompare(parts[len(parts)-1], e.Version) == 0
}

// listed are the names of the packages that an extra of the entry has, normalised.
func (e oldEntry) listed(extra string) []string {
	var out []string
	for _, name := range toolKeys(e.Extras) {
		if pyproject.NormalizeName(name) != extra {
			continue
		}
		for _, requirement := range e.Extras[name] {
			out = append(out, oldRequired(requirement))
		}
	}
	return out
}
