package lock

import (
	"regexp"
	"slices"
	"strings"
)

// Requirements is a requirements file in pip's format with all that it includes.
type Requirements struct {
	Files         []string      // files read, in order, relative to the project's folder; the first is the one asked for
	Lines         []Requirement // in the order in which pip reads them
	Constraints   []Requirement // those of files that -c names
	Indexes       []Index       // of --index-url (Default: true) and --extra-index-url; none with --no-index
	FindLinks     []string      // of --find-links: URLs without credentials, or paths relative to the project's folder
	NoIndex       bool          // --no-index: nothing but FindLinks and direct references may be used
	Prerelease    bool          // --pre
	RequireHashes bool          // --require-hashes
	NoBinary      []string      // of --no-binary: normalised names, or ":all:"
	OnlyBinary    []string      // of --only-binary: normalised names, or ":all:"
	Warnings      []Note        // what has no effect here, or should not be in the file
}

// Requirement is one line that asks for a distribution. It has one kind of source: a Name with a Specifier, a URL, a VCS,
// or a Path.
type Requirement struct {
	File      string   // relative to the project's folder
	Line      int      // where it begins, counted from 1
	Name      string   // normalised (PEP 503); empty: a path or URL that does not tell it
	Extras    []string // normalised
	Specifier string   // version specifiers (PEP 440) as in ">=1.0,<2"; empty: any version
	Marker    string   // environment marker (PEP 508) with today's variable names; empty: always
	URL       string   // of an archive, without credentials; its fragment has a subdirectory and a hash, if any
	VCS       *VCS     // Commit is what follows @: it may be a branch or a tag, or empty
	Path      string   // of a folder, wheel or source distribution, relative to the project's folder; "." is that folder
	Editable  bool     // -e; only for a Path
	Hashes    []string // of --hash, as in "sha256:…", in lower case
}

// Note is something that the author of a requirements file should know.
type Note struct {
	File    string // relative to the project's folder
	Line    int    // counted from 1
	Message string
}

var reqCommit = regexp.MustCompile(`^[0-9a-fA-F]{40}$`)

// Archive says whether the line names a file of the context, and not a folder.
func (r Requirement) Archive() bool { return r.Path != "" && toolArchive.MatchString(r.Path) }

// Pinned says whether the line can only ever mean one thing: it has one == without a wildcard or one ===, a direct URL
// with a hash, a full git commit, or a path of the context.
func (r Requirement) Pinned() bool {
	switch {
	case r.Path != "":
		return true
	case r.VCS != nil:
		return reqCommit.MatchString(r.VCS.Commit)
	case r.URL != "":
		return len(r.hashes()) > 0
	}
	return r.version() != ""
}

// version is the only version that the specifier allows, as it is written; empty: there are others.
func (r Requirement) version() string {
	version, found := strings.CutPrefix(r.Specifier, "==")
	if !found || strings.Contains(version, ",") || strings.HasSuffix(version, ".*") {
		return ""
	}
	return strings.TrimPrefix(version, "=")
}

// hashes are those of --hash, and the one of the URL.
func (r Requirement) hashes() []string {
	_, fragment, _ := strings.Cut(r.URL, "#")
	for part := range strings.SplitSeq(fragment, "&") {
		algorithm, digest, _ := strings.Cut(part, "=")
		if digestLength[algorithm] > 0 && !slices.Contains(r.Hashes, algorithm+":"+digest) {
			return append(slices.Clone(r.Hashes), algorithm+":"+digest)
		}
	}
	return r.Hashes
}

// Open are the lines that are not pinned.
func (r *Requirements) Open() []Requirement {
	return slices.DeleteFunc(slices.Clone(r.Lines), Requirement.Pinned)
}

// Hashed says whether pip would install nothing without a hash: the file says --require-hashes, or its lines have
// hashes. It is then the whole closure, and nothing is left to resolve. Paths and full git commits have no hashes.
func (r *Requirements) Hashed() bool {
	return r.RequireHashes || slices.ContainsFunc(r.Lines, func(l Requirement) bool { return len(l.Hashes) > 0 })
}
