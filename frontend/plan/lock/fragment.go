package lock

import (
	"path"
	"slices"
	"strings"
)

// FragmentOptions say how a fragment is going to be used.
type FragmentOptions struct {
	// Context is the folder of the project as the fragment's reader sees it: absolute, or relative to the fragment. Paths
	// of files are joined to it. Empty: the fragment's own folder.
	Context string
	// AnyTags calls each wheel one for any platform, for installers that have no word for the platform that it is for. What it
	// is called by says which file it is, so that a cache by name does not mix the platforms up.
	AnyTags bool
}

// Fragment is a lock (PEP 751) of nothing but the chosen wheels: the text that an installer is given, the same for the
// same wheels in any order. Packages without a wheel, or whose wheel is not Located, are left out.
func Fragment(packages []Chosen, o FragmentOptions) string {
	t := newFragment()
	for _, c := range sortedChosen(packages) {
		if c.Wheel != nil && c.Located() {
			t.start(c.Package)
			key, f := o.wheel(c)
			t.file(key, f, o)
		}
	}
	return t.String()
}

// SourceFragment is a lock (PEP 751) of the source of one package that has to be built: its source distribution, archive
// or repository. It is empty where there is none, or where it is not Located; folders of the project are not built from a
// lock.
func SourceFragment(c Chosen, o FragmentOptions) string {
	t := newFragment()
	t.start(c.Package)
	switch file := c.file(); {
	case c.VCS != nil:
		t.vcs(*c.VCS)
	case file == nil || !c.Located():
		return ""
	default:
		t.file(c.fileKey(), *file, o)
	}
	return t.String()
}

// file is what is installed or built; nil: no file.
func (c Chosen) file() *File {
	switch {
	case c.Wheel != nil:
		return c.Wheel
	case c.Archive != nil:
		return c.Archive
	}
	return c.Sdist
}

// Located says whether it is known where the file that is installed or built is. If not, an index has to be asked, with
// HashedRequirements.
func (c Chosen) Located() bool {
	f := c.file()
	return c.VCS != nil || c.Directory != nil || f != nil && (f.URL != "" || f.Path != "")
}

// fileKey is the key of the file in a lock.
func (c Chosen) fileKey() string {
	switch {
	case c.Archive != nil:
		return "archive"
	case c.Wheel != nil:
		return "wheels"
	}
	return "sdist"
}

// sortedChosen are the packages in an order that does not depend on the given one.
func sortedChosen(packages []Chosen) []Chosen {
	return slices.SortedFunc(slices.Values(packages), func(a, b Chosen) int { return byName(a.Package, b.Package) })
}

// HashedRequirements are the packages as requirements (pip's format), each with the hashes of the one file that is
// installed or built, so that an index can offer no other. Packages without such a file are left out. What cannot stand
// in a requirement is left out of names, versions and hashes.
func HashedRequirements(packages []Chosen) string {
	var out strings.Builder
	for _, c := range sortedChosen(packages) {
		f := c.file()
		if f == nil || len(f.Hashes) == 0 || c.Version == "" {
			continue
		}
		out.WriteString(oneWord(c.Name) + "==" + oneWord(c.Version))
		for _, h := range preferred(f.Hashes) {
			out.WriteString(" --hash=" + oneWord(h))
		}
		out.WriteString("\n")
	}
	return out.String()
}

// preferred is the sha256, which every index and installer knows, or all hashes where there is none.
func preferred(hashes []string) []string {
	for _, h := range hashes {
		if strings.HasPrefix(h, "sha256:") {
			return []string{h}
		}
	}
	return hashes
}

// oneWord keeps the characters that names, versions and hashes are made of.
func oneWord(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("._-+!:", r) {
			return r
		}
		return -1
	}, text)
}

// place is a file's path as the reader of a fragment sees it.
func (o FragmentOptions) place(file string) string { return path.Join(o.Context, file) }
