package spec

import "path"

// File is what a pyapp.yaml says, as it is written: nothing is defaulted, and scalars are kept as their text. It comes from
// [Parse]. A field that is nil is a key that the file leaves out.
type File struct {
	name   string
	ranges map[string]Range // see App.Ranges

	python, distro, project, pkg         *text
	base                                 rawBase
	install, workdir, init               *text
	uv                                   *text
	lock                                 rawLock
	packages                             *list
	noWheel                              rawNoWheel
	indexes                              []rawIndex
	mirrors                              []pair
	includeGroups, excludeGroups, extras *list // excludeGroups is nil for the word all too
	libs                                 rawSystemLibs
	include, exclude                     *list // of `files`
	labels                               []pair
	volumes, writable                    *list
	user                                 rawUser
	program                              // of the default target
	steps                                []rawStep
	stages                               []rawStage
	copies                               []rawCopy
	bytecode                             rawBytecode
	processes                            []rawTarget
	test, dev                            *rawTarget
}

// text is a scalar as it is written, without its quotes.
type text struct {
	place
	value string
}

// list is a list of scalars.
type list struct {
	place
	items []text
}

// pair is one entry of a mapping with free keys.
type pair struct{ key, value text }

// ProjectFolder is the folder of pyproject.toml, slash-separated, relative to the context and cleaned; "." by default. It is
// needed before [Resolve], to find the project's files.
func ProjectFolder(f *File) string {
	if f.project == nil {
		return "."
	}
	return path.Clean(f.project.value)
}

// where is the place of the key at path if the file has it, else the file's first line. The path is kept in either case.
func (f *File) where(path string) place {
	if r, ok := f.ranges[path]; ok {
		return place{path, r}
	}
	return place{path, firstLine()}
}

// valueOr is the text's value, or the default where the file leaves the key out.
func valueOr(t *text, otherwise string) string {
	if t == nil {
		return otherwise
	}
	return t.value
}

// values are the texts of a list's items; nil where there are none.
func values(l *list) []string {
	if l == nil {
		return nil
	}
	var out []string
	for _, item := range l.items {
		out = append(out, item.value)
	}
	return out
}
