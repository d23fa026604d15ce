package lock

import (
	"strings"

	"github.com/org/pyapp-frontend/spec/pyproject"
)

// poetryEntry is one [[package]] of a poetry.lock.
type poetryEntry struct {
	Name    string       `toml:"name"`
	Version string       `toml:"version"`
	Groups  []string     `toml:"groups"`  // nil: the format does not have it
	Markers any          `toml:"markers"` // one for all groups, or a table of them by group; a group without one is always
	Files   []toolHash   `toml:"files"`
	Develop bool         `toml:"develop"`
	Source  poetrySource `toml:"source"`
}

type poetrySource struct {
	Type         string `toml:"type"` // "legacy" is an index (PEP 503); empty: the default index
	URL          string `toml:"url"`
	Reference    string `toml:"reference"`          // an index's name, or what of a repository was asked for
	Resolved     string `toml:"resolved_reference"` // commit
	Subdirectory string `toml:"subdirectory"`
}

// pkg is the package of an entry; false: it was not chosen.
func (r *poetryReader) pkg(e poetryEntry, line int) (Package, bool, error) {
	p, err := r.newPackage(e.Name, e.Version, line)
	if err != nil {
		return p, false, err
	}
	markers, err := r.markers(e, p)
	if err != nil || len(markers) == 0 {
		return p, false, err
	}
	marker, ever, err := r.marker(p, markers, r.extras)
	if err != nil || !ever {
		return p, false, err
	}
	p.Marker = marker
	return p, true, r.source(e, &p)
}

// markers are those of the entry's groups that were chosen.
func (r *poetryReader) markers(e poetryEntry, p Package) ([]string, error) {
	var out []string
	for _, group := range r.groups {
		for _, own := range e.Groups {
			if pyproject.NormalizeName(own) != group {
				continue
			}
			marker, ok := e.markerOf(own)
			if !ok {
				return nil, r.fail(p.Line, "has for %s markers that are neither a text nor texts by group", p.Name)
			}
			out = append(out, poetryMarker(marker)...)
		}
	}
	return out, nil
}

// poetryMarker is a marker as PEP 508 has it; none: it is never true. Poetry has words for that, and for always, which are
// not in the grammar.
func poetryMarker(text string) []string {
	switch strings.TrimSpace(text) {
	case "<empty>":
		return nil
	case "*":
		return []string{""}
	}
	return []string{text}
}

// markerOf is the marker in a group; false: it has a wrong type.
func (e poetryEntry) markerOf(group string) (string, bool) {
	value := e.Markers
	if byGroup, ok := value.(map[string]any); ok {
		value = byGroup[group]
	}
	if value == nil {
		return "", true
	}
	marker, ok := value.(string)
	return marker, ok
}

// source gives the package its source.
func (r *poetryReader) source(e poetryEntry, p *Package) error {
	s := toolSource{editable: e.Develop, subdirectory: e.Source.Subdirectory, hashes: toolHashesOf(e.Files)}
	switch e.Source.Type {
	case "":
		return r.fromIndex(p, e.Files)
	case "legacy":
		if e.Source.URL == "" {
			return r.fail(p.Line, "has %s from an index without a URL", p.Name)
		}
		r.used = append(r.used, Index{Name: e.Source.Reference, URL: withoutCredentials(e.Source.URL)})
		return r.fromIndex(p, e.Files)
	case "git":
		s.vcs, s.url, s.commit = "git", e.Source.URL, e.Source.Resolved
	case "url", "file", "directory":
		s.reference = e.Source.URL
	default:
		return r.fail(p.Line, "has %s from a source of the unknown type %q", p.Name, e.Source.Type)
	}
	return s.apply(r.toolFile, p)
}
