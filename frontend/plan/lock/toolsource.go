package lock

import (
	"net/url"
	"path"
	"regexp"
	"strings"
)

var (
	toolUserinfo    = regexp.MustCompile(`^([A-Za-z][A-Za-z0-9+.-]*://)([^/?#]*)@`)
	toolLoginScheme = regexp.MustCompile(`^(?:git\+)?ssh://$`)
)

// toolURL is a URL without user and password, whether they are written out or as ${VARIABLE}. Of ssh the user
// stays, because it is no secret there and nothing works without it.
func toolURL(text string) string {
	m := toolUserinfo.FindStringSubmatch(text)
	if m == nil {
		return text
	}
	scheme, rest := m[1], text[len(m[0]):]
	if user, _, _ := strings.Cut(m[2], ":"); toolLoginScheme.MatchString(scheme) {
		return scheme + user + "@" + rest
	}
	return scheme + rest
}

// toolProjectRoot is how PDM and hatchling write the project's folder in URLs.
var toolProjectRoot = regexp.MustCompile(`^file://+\$\{PROJECT_ROOT\}/*`)

// toolReference is what a direct reference points to: a URL without userinfo and fragment, or a path relative to the
// project's folder. Both are empty when it is a path elsewhere.
func toolReference(text string) (address, file string) {
	text, _, _ = strings.Cut(text, "#")
	if rest := toolProjectRoot.ReplaceAllString(text, "./"); rest != text {
		text = rest
	}
	if strings.Contains(text, "://") {
		if strings.HasPrefix(text, "file:") {
			return "", ""
		}
		return toolURL(text), ""
	}
	file = path.Clean(strings.ReplaceAll(text, `\`, "/"))
	if path.IsAbs(file) || toolDrive.MatchString(file) {
		return "", ""
	}
	return "", file
}

var (
	toolDrive   = regexp.MustCompile(`^[A-Za-z]:`)
	toolArchive = regexp.MustCompile(`(?i)\.(whl|zip|tar|tgz|tbz|txz|tar\.(gz|bz2|xz|z|lzma))$`)
)

// toolFileName is the last part of a URL's path, or of a path.
func toolFileName(text string) string {
	text, _, _ = strings.Cut(text, "#")
	text, _, _ = strings.Cut(text, "?")
	name := path.Base(text)
	if plain, err := url.PathUnescape(name); err == nil {
		return plain
	}
	return name
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
	p.Archive = &File{Name: toolFileName(address + file), URL: address, Path: file, Hashes: s.hashes, Subdirectory: s.subdirectory}
	return nil
}

func (s toolSource) repository(f toolFile, p *Package) error {
	commit := strings.ToLower(s.commit)
	if !toolCommit.MatchString(commit) {
		return f.fail(p.Line, "has no commit of %s", p.Name)
	}
	address := strings.TrimPrefix(toolURL(s.url), s.vcs+"+")
	p.VCS = &VCS{Type: s.vcs, URL: address, Commit: commit, Subdirectory: s.subdirectory}
	return nil
}
