package lock

import (
	"slices"

	"github.com/org/pyapp-frontend/frontend/plan/marker"
	"github.com/org/pyapp-frontend/spec"
	"github.com/org/pyapp-frontend/spec/pyproject"
)

// poetryDocument is a poetry.lock of format 2.1.
type poetryDocument struct {
	Packages []poetryEntry  `toml:"package"`
	Metadata poetryMetadata `toml:"metadata"`
}

type poetryMetadata struct {
	LockVersion string `toml:"lock-version"`
	ContentHash string `toml:"content-hash"`
}

// ParsePoetry reads a poetry.lock for a choice of groups and extras of the pyproject.toml beside it. What was not chosen is
// left out. A lock of Poetry before 2.0 does not tell the markers of its packages; of it come the packages that one of the
// environments needs, which are those of one Python on several machines, with markers that are right for these alone. An
// error of the lock is an *Error.
func ParsePoetry(text, pyprojectText string, groups spec.Groups, environments []marker.Environment) (*Lock, error) {
	f := toolFile{name: "poetry.lock", text: text, manifest: "pyproject.toml", relock: "poetry lock"}
	project, err := f.project(pyprojectText, pyproject.ToolPoetry)
	if err != nil {
		return nil, err
	}
	choice, err := f.choose(project, groups)
	if err != nil {
		return nil, err
	}
	document, err := f.poetry()
	if err != nil {
		return nil, err
	}
	manifest := toolManifest(pyprojectText)
	if document == nil {
		return parseOldPoetry(f, project, choice, manifest, environments)
	}
	if !poetryFresh(text, document.Metadata.ContentHash, manifest) {
		return nil, f.stale()
	}
	r := poetryReader{toolFile: f, groups: append([]string{"main"}, choice.groups...), extras: choice.extras}
	return r.lock(document, manifest)
}

// poetry decodes the lock; nil: it is one of Poetry before 2.0. Its format comes first, because entries of other formats may
// have other types.
func (f toolFile) poetry() (*poetryDocument, error) {
	var head struct {
		Metadata poetryMetadata `toml:"metadata"`
	}
	if err := f.conflict(); err != nil {
		return nil, err
	}
	if err := f.decode(&head); err != nil {
		return nil, err
	}
	if old, err := f.poetryFormat(head.Metadata.LockVersion); err != nil || old {
		return nil, err
	}
	var out poetryDocument
	if err := f.decode(&out); err != nil {
		return nil, err
	}
	if slices.ContainsFunc(out.Packages, func(e poetryEntry) bool { return e.Groups == nil }) {
		return nil, nil
	}
	return &out, nil
}

// poetryFormat says whether the version of a format is one of Poetry before 2.0.
func (f toolFile) poetryFormat(version string) (old bool, err error) {
	major, minor, ok := toolFormat(version)
	switch {
	case !ok:
		return false, f.fail(0, "has no lock-version; it may have been cut off")
	case major > 2:
		return false, f.newer(version, "Poetry 2")
	}
	return major < 2 || minor < 1, nil
}

// poetryReader turns the entries of the groups and extras that were chosen into packages.
type poetryReader struct {
	toolFile
	groups, extras []string // normalised; the first group is main
	used           []Index  // those that packages name
}

func (r *poetryReader) lock(document *poetryDocument, manifest map[string]any) (*Lock, error) {
	lines := toolEntries(r.text)
	out := &Lock{}
	for i, entry := range document.Packages {
		p, chosen, err := r.pkg(entry, toolLine(lines, i))
		if err != nil {
			return nil, err
		}
		if chosen {
			out.Packages = append(out.Packages, p)
		}
	}
	out.Indexes = poetryIndexes(manifest, r.used)
	return out, nil
}
