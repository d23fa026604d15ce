package lock

import (
	"slices"
)

// pdmEntry is one [[package]] of a pdm.lock. A package of which extras are wanted has one entry without and one with them.
type pdmEntry struct {
	Name         string     `toml:"name"`
	Version      string     `toml:"version"`
	Groups       []string   `toml:"groups"`
	Marker       string     `toml:"marker"`
	Files        []toolHash `toml:"files"`
	Editable     bool       `toml:"editable"`
	Subdirectory string     `toml:"subdirectory"`
	Path         string     `toml:"path"`
	URL          string     `toml:"url"`
	Git          string     `toml:"git"`
	Hg           string     `toml:"hg"`
	Svn          string     `toml:"svn"`
	Bzr          string     `toml:"bzr"`
	Revision     string     `toml:"revision"` // commit; empty for an editable one
}

// pdmPackages are the packages of the groups that were chosen.
func (f toolFile) pdmPackages(entries []pdmEntry, chosen []string) ([]Package, error) {
	lines := toolEntries(f.text)
	var out []Package
	for i, e := range entries {
		if len(e.Groups) > 0 && !slices.ContainsFunc(toolNormal(e.Groups), func(g string) bool { return slices.Contains(chosen, g) }) {
			continue
		}
		p, err := f.newPackage(e.Name, e.Version, toolLine(lines, i))
		if err != nil {
			return nil, err
		}
		marker, ever, err := f.marker(p, []string{e.Marker}, nil)
		if err != nil {
			return nil, err
		}
		if !ever {
			continue
		}
		p.Marker = marker
		if err := f.pdmSource(e, &p); err != nil {
			return nil, err
		}
		if out, err = f.merged(out, p); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// pdmSource gives the package its source.
func (f toolFile) pdmSource(e pdmEntry, p *Package) error {
	s := toolSource{editable: e.Editable, subdirectory: e.Subdirectory, commit: e.Revision, hashes: toolHashesOf(e.Files)}
	if s = s.from(e.Git, e.Hg, e.Svn, e.Bzr, e.Path, e.URL); s.known() {
		return s.apply(f, p)
	}
	return f.fromIndex(p, e.Files)
}
