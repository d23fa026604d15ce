package lock

import (
	"encoding/json"
	"strings"
)

// pipfileEntry is one package of a category.
type pipfileEntry struct {
	name string
	line int

	Version      string   `json:"version"` // as in "==1.17.0"; "*": Pipenv did not look for one
	Hashes       []string `json:"hashes"`  // of all files of the version
	Markers      string   `json:"markers"`
	OSMarkers    string   `json:"os_markers"` // of early releases
	Path         string   `json:"path"`
	File         string   `json:"file"` // a URL or a path
	Editable     bool     `json:"editable"`
	Git          string   `json:"git"`
	Hg           string   `json:"hg"`
	Svn          string   `json:"svn"`
	Bzr          string   `json:"bzr"`
	Ref          string   `json:"ref"` // commit
	Subdirectory string   `json:"subdirectory"`
}

// entry reads a package whose value begins at the offset. A text is a version.
func (w *pipfileWalk) entry(name string, raw json.RawMessage, start int) (pipfileEntry, error) {
	out := pipfileEntry{name: name}
	out.line, _ = toolPosition(w.text, start)
	if raw[0] == '"' {
		return out, json.Unmarshal(raw, &out.Version)
	}
	if raw[0] != '{' {
		return out, w.fail(out.line, "has for %s neither a version nor a table", name)
	}
	if err := json.Unmarshal(raw, &out); err != nil {
		return out, w.badJSON(err, start)
	}
	return out, nil
}

// pkg is the package of an entry; false: it is not installed on Linux.
func (r *pipfileReader) pkg(category string, e pipfileEntry) (Package, bool, error) {
	version := strings.TrimSpace(strings.TrimLeft(e.Version, "= "))
	if version == "*" {
		version = ""
	}
	p, err := r.newPackage(e.name, version, e.line)
	if err != nil {
		return p, false, err
	}
	text := r.markers(category, e, p)
	marker, ever, err := r.marker(p, []string{text}, nil)
	if err != nil || !ever {
		return p, false, err
	}
	p.Marker = marker
	if err := r.source(e, &p); err != nil {
		return p, false, err
	}
	return p, len(p.Hashes) > 0 || hasSource(p) || possible(marker), nil
}

// source gives the package its source.
func (r *pipfileReader) source(e pipfileEntry, p *Package) error {
	s := toolSource{editable: e.Editable, subdirectory: e.Subdirectory, commit: e.Ref, hashes: toolHashes(e.Hashes)}
	if s = s.from(e.Git, e.Hg, e.Svn, e.Bzr, e.File, e.Path); s.known() {
		return s.apply(r.toolFile, p)
	}
	return r.fromHashes(s.hashes, p)
}

// fromHashes is a package of an index.
func (r *pipfileReader) fromHashes(hashes []string, p *Package) error {
	switch {
	case p.Version == "" && p.Marker == "":
		err := &Error{Line: p.Line, Message: r.name + " has no version of " + p.Name + ", because it was locked on another system"}
		err.Remedy = "lock on Linux with the image's Python version: " + r.remedy(r.relock)
		return err
	case p.Version == "":
		return nil
	case len(hashes) == 0:
		return r.fail(p.Line, "has no hashes of %s", p.Name)
	}
	p.Hashes = hashes
	return nil
}

// hasSource says whether the package does not come from an index.
func hasSource(p Package) bool { return p.Archive != nil || p.VCS != nil || p.Directory != nil }
