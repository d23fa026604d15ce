package lock

import (
	"fmt"
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/spec"
	"github.com/org/pyapp-frontend/spec/pyproject"
)

// ParsePipfile reads a Pipfile.lock for a choice of groups of the Pipfile beside it. Its category default is always
// installed; develop is the group "dev" and goes by its own names too, and other categories are groups of their own names.
// Where two categories have a package in different versions, the first counts, as in Pipenv's own export: default, develop,
// the others by name.
//
// Pipenv locks a package that its own system does not need without version and hashes. Where such a package has a marker,
// here or in the Pipfile, it is left out if that is never true on Linux; else it is in the Lock with neither version, hashes
// nor source, and cannot be installed where the marker is true. Without any marker it is an error. Errors are *Error where
// they are ones of the lock.
func ParsePipfile(text, pipfileText string, groups spec.Groups) (*Lock, error) {
	f := toolFile{name: "Pipfile.lock", text: text, manifest: "Pipfile", relock: "pipenv lock"}
	project, err := pyproject.ParsePipfile([]byte(pipfileText))
	if err != nil {
		return nil, fmt.Errorf("reading Pipfile: %w", err)
	}
	groups.Include, groups.Exclude = pipfileGroups(groups.Include), pipfileGroups(groups.Exclude)
	choice, err := f.choose(project, groups)
	if err != nil {
		return nil, err
	}
	document, err := f.pipfile()
	if err != nil {
		return nil, err
	}
	manifest := toolManifest(pipfileText)
	if !pipfileFresh(document.meta, manifest) {
		return nil, f.stale()
	}
	r := pipfileReader{toolFile: f, document: document, manifest: manifest}
	packages, err := r.packages(append([]string{"default"}, choice.groups...))
	if err != nil {
		return nil, err
	}
	return &Lock{Packages: packages, Indexes: pipfileIndexes(document.meta.Sources)}, nil
}

// pipfileGroups calls Pipenv's names of the development category by the group's name.
func pipfileGroups(names []string) []string {
	out := slices.Clone(names)
	for i, name := range out {
		if slices.Contains([]string{"develop", "dev-packages"}, pyproject.NormalizeName(name)) {
			out[i] = "dev"
		}
	}
	return out
}

// pipfileIndexes are the sources, of which the first takes the place of the default index.
func pipfileIndexes(sources []pipfileSource) []Index {
	var out []Index
	for _, source := range sources {
		if source.URL != "" {
			out = append(out, Index{Name: source.Name, URL: withoutCredentials(source.URL), Default: len(out) == 0})
		}
	}
	return toolIndexes(out)
}

// pipfileReader turns the entries of the categories that were chosen into packages.
type pipfileReader struct {
	toolFile
	document *pipfileDocument
	manifest map[string]any
}

// packages are those of the groups, the first of which is default.
func (r *pipfileReader) packages(groups []string) ([]Package, error) {
	var out []Package
	for _, category := range r.categories(groups) {
		for _, entry := range category.entries {
			p, ever, err := r.pkg(category.name, entry)
			if err != nil {
				return nil, err
			}
			same := func(other Package) bool { return other.Name == p.Name && toolIdentityOf(other) != toolIdentityOf(p) }
			if !ever || slices.ContainsFunc(out, same) {
				continue
			}
			if out, err = r.merged(out, p); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

// categories are those of the groups in the order in which they count.
func (r *pipfileReader) categories(groups []string) []pipfileCategory {
	rank := func(c pipfileCategory) int { return slices.Index([]string{"develop", "default"}, c.name) }
	chosen := slices.DeleteFunc(slices.Clone(r.document.categories), func(c pipfileCategory) bool {
		name := c.name
		if name == "develop" {
			name = "dev"
		}
		return !slices.Contains(groups, pyproject.NormalizeName(name))
	})
	slices.SortStableFunc(chosen, func(a, b pipfileCategory) int {
		if rank(a) != rank(b) {
			return rank(b) - rank(a)
		}
		return strings.Compare(a.name, b.name)
	})
	return chosen
}
