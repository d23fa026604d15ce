// Package lock reads what a project has locked, in every format that the field uses, into one canonical form, and picks
// from it what one target installs. It is pure: texts go in, data come out.
package lock

// Lock is a canonical lock: every distribution that any target may need, with what is known of its files. A name may
// stand in it several times, with markers that exclude each other.
type Lock struct {
	Packages []Package
	// Indexes are the package indexes that the lock or its project names besides the default one, in the order in which
	// they are asked. A lock whose files have URLs needs none.
	Indexes []Index
}

// Index is a package index (PEP 503) as a lock or its project names it.
type Index struct {
	Name    string // empty: it has none
	URL     string // without credentials
	Default bool   // takes the place of the default index
}

// Package is one locked distribution. It has exactly one kind of source: files of an index (Wheels, Sdist), an Archive,
// a VCS, or a Directory.
type Package struct {
	Name    string // normalised (PEP 503)
	Version string // empty: only a build of the source can tell
	Marker  string // environment marker (PEP 508, and PEP 751 for extras and dependency_groups); empty: always
	Line    int    // where the entry begins in the lock file, counted from 1; 0: unknown
	File    string // that the entry is in, if the lock file includes it, relative to the project's folder; empty: the lock file

	Wheels    []File     // built distributions
	Sdist     *File      // source distribution; nil: none
	Archive   *File      // a wheel or source distribution that the project itself names, by URL or path
	VCS       *VCS       // a commit of a repository
	Directory *Directory // a source tree of the context

	// Hashes are those that a lock allows without saying which file each is of, as in "sha256:…"; the files are then to be
	// found in the index.
	Hashes []string
}

// File is one file of a distribution.
type File struct {
	Name         string   // as in "six-1.17.0-py2.py3-none-any.whl"
	URL          string   // empty: to be found in the index, or at Path
	Path         string   // slash-separated, relative to the project's folder; empty: not in the context
	Hashes       []string // as in "sha256:…", sorted
	Size         int64    // in bytes; 0: unknown
	Subdirectory string   // of an archive: where in it the package lies; empty: at its root
}

// VCS is a commit of a repository.
type VCS struct {
	Type         string // "git"; others are not installed
	URL          string // without credentials
	Commit       string // full hash
	Subdirectory string // slash-separated; empty: the root
}

// Directory is a source tree of the context.
type Directory struct {
	Path     string // slash-separated, relative to the project's folder; "." is that folder
	Editable bool   // the lock asks for an editable install
}

// Error is something wrong with a lock that its reader can tell from the text.
type Error struct {
	Line, Column int    // in the lock file, counted from 1; 0: unknown
	File         string // that they are in, if the lock file includes it, relative to the project's folder; empty: the lock file
	Message      string // as in "the lock does not match pyproject.toml"
	Remedy       string // as in "run `poetry lock` and commit poetry.lock"; empty: none is known
}

// Error is the message without the position.
func (e *Error) Error() string { return e.Message }
