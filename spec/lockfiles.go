package spec

import (
	"path"

	"gopkg.in/yaml.v3"
)

// rawLock is the `lock` key in its three forms.
type rawLock struct {
	none  *text // the word none
	files *list // a path is a list of one
}

// LockPaths are the lock files that the spec names, relative to the project's folder and cleaned, in the file's order;
// empty: it names none, and they are found by name unless [WithoutLock]. They are needed before [Resolve], to find the
// project's files.
func LockPaths(f *File) []string { return cleaned(f.lock.files) }

// WithoutLock says whether the spec has `lock: none`: the build resolves by itself, and no lock file is looked for.
func WithoutLock(f *File) bool { return f.lock.none != nil }

func (r *reader) lock(n node) rawLock {
	const want = "the path of a lock file, a list of paths, or none"
	if n.yaml.Kind == yaml.SequenceNode {
		return rawLock{files: r.list(n, want)}
	}
	t := r.text(n, want)
	switch {
	case t == nil:
		return rawLock{}
	case t.value == "none":
		return rawLock{none: t}
	}
	return rawLock{files: &list{place: t.place, items: []text{*t}}}
}

func (v *validator) lock() {
	files := v.file.lock.files
	if files != nil && len(files.items) == 0 {
		v.fail(ruleLockList, files.place, "the list is empty", `leave the key out to have the lock file found by name, or write "lock: none"`)
	}
	for _, item := range items(files) {
		v.lockFile(item)
	}
	v.unique(files, func(s string) string {
		if relativeProblem(s) != "" {
			return ""
		}
		return path.Clean(s)
	})
}

func (v *validator) lockFile(t text) {
	v.relative(t, "the project's folder")
	switch {
	case t.value == "none":
		v.fail(ruleLockList, t.place, `"none" stands alone, not in a list`, `write "lock: none", or "./none" for a file of that name`)
	case t.value != "" && path.Clean(t.value) == ".":
		v.failf(ruleRelativePath, t.place, "%q is a folder, not a lock file", t.value)
	}
}
