package lock

import (
	"cmp"
	"net/url"
	"path"
	"regexp"
	"strings"
)

// toolProjectRoot is how PDM and hatchling write the project's folder in URLs.
var toolProjectRoot = regexp.MustCompile(`^file://+\$\{PROJECT_ROOT\}/*`)

// toolReference is what a direct reference points to: a URL without userinfo and fragment, or a path relative to the
// project's folder. Both are empty when it is a path elsewhere.
func toolReference(text string) (address, file string) {
	text, _, _ = strings.Cut(text, "#")
	if rest := toolProjectRoot.ReplaceAllString(text, "./"); rest != text {
		text = rest
		if plain, err := url.PathUnescape(rest); err == nil {
			text = plain
		}
	}
	if strings.Contains(text, "://") {
		if strings.HasPrefix(text, "file:") {
			return "", ""
		}
		return withoutCredentials(text), ""
	}
	if file, ok := relativePath(text); ok {
		return "", file
	}
	return "", ""
}

var toolCommit = regexp.MustCompile(`^[0-9a-f]{40}([0-9a-f]{24})?$`)

// toolSource is where a tool says that a package comes from, apart from an index.
type toolSource struct {
	reference    string // a path or a URL; empty: from a repository
	vcs, url     string // kind of repository, as in "git", and its URL
	commit       string
	subdirectory string
	editable     bool
	hashes       []string // of an archive
}

// from is a repository of one of the kinds that tools know, by its URL; the first that is not empty counts. Without any it
// is the first of the references.
func (s toolSource) from(git, hg, svn, bzr string, references ...string) toolSource {
	for _, repository := range []struct{ kind, url string }{{"git", git}, {"hg", hg}, {"svn", svn}, {"bzr", bzr}} {
		if repository.url != "" {
			s.vcs, s.url = repository.kind, repository.url
			return s
		}
	}
	s.reference = cmp.Or(references...)
	return s
}

// known says whether there is such a source.
func (s toolSource) known() bool { return s.url != "" || s.reference != "" }

// apply gives the package its source.
func (s toolSource) apply(f toolFile, p *Package) error {
	if s.reference == "" {
		return s.repository(f, p)
	}
	address, file := toolReference(s.reference)
	switch {
	case address == "" && file == "":
		return f.fail(p.Line, "has %s at a path outside the project", p.Name)
	case address == "" && !toolArchive.MatchString(file):
		p.Directory = &Directory{Path: path.Join(file, s.subdirectory), Editable: s.editable}
		return nil
	case address != "" && len(s.hashes) == 0:
		return f.fail(p.Line, "has no hash of %s", p.Name)
	}
	p.Archive = &File{URL: address, Path: file, Hashes: s.hashes, Subdirectory: s.subdirectory}
	p.Archive.Name = p.Archive.lastPart()
	return nil
}

func (s toolSource) repository(f toolFile, p *Package) error {
	commit := strings.ToLower(s.commit)
	if !toolCommit.MatchString(commit) {
		return f.fail(p.Line, "has no commit of %s", p.Name)
	}
	address := strings.TrimPrefix(withoutCredentials(s.url), s.vcs+"+")
	p.VCS = &VCS{Type: s.vcs, URL: address, Commit: commit, Subdirectory: s.subdirectory}
	return nil
}
