package lock

import (
	"path"
	"regexp"
	"slices"
	"strings"
)

const (
	reqMaxFiles = 100     // with the first
	reqMaxSize  = 1 << 20 // of one file, in bytes
)

// reqReader reads a file and what it includes.
type reqReader struct {
	read  func(path string) (text string, ok bool)
	out   *Requirements
	open  []string         // files being read, the first one first
	known map[reqFile]bool // files that were read or are being read
}

// reqFile is a file in one of the two roles that it can have.
type reqFile struct {
	path       string
	constraint bool
}

// ParseRequirements reads a requirements file and what it includes. All paths are relative to the project's folder, also
// those that it asks for with read. An error is an *Error: the first problem.
func ParseRequirements(name string, read func(path string) (text string, ok bool)) (*Requirements, error) {
	name = path.Clean(name)
	r := &reqReader{read: read, out: &Requirements{Files: []string{name}}, known: map[reqFile]bool{}}
	text, ok := read(name)
	if !ok {
		return nil, &Error{Message: name + " does not exist"}
	}
	if err := r.file(reqFile{path: name}, text); err != nil {
		return nil, err
	}
	if r.out.NoIndex {
		r.out.Indexes = nil
	}
	if err := r.checkHashes(); err != nil {
		return nil, err
	}
	return r.out, nil
}

func (r *reqReader) file(f reqFile, text string) error {
	r.known[f] = true
	r.open = append(r.open, f.path)
	lines, err := r.lines(f, text)
	if err != nil {
		return err
	}
	for _, l := range lines {
		if err := r.line(l); err != nil {
			return r.at(l.file, l.number, err)
		}
	}
	r.open = r.open[:len(r.open)-1]
	return nil
}

// lines are the logical lines of a file that are not empty.
func (r *reqReader) lines(f reqFile, text string) ([]reqLine, error) {
	if len(text) > reqMaxSize {
		return nil, r.at(f.path, 1, reqError("", "the file is larger than 1 MiB"))
	}
	text, err := reqDecode(text)
	if err != nil {
		return nil, r.at(f.path, 1, err)
	}
	physical := reqPhysical(text)
	for i, line := range physical {
		if err := reqCheckPhysical(line); err != nil {
			return nil, r.at(f.path, i+1, err)
		}
	}
	var out []reqLine
	for _, l := range reqJoin(physical) {
		if l.text = reqStrip(l.text); l.text != "" {
			l.file, l.constraint = f.path, f.constraint
			out = append(out, l)
		}
	}
	return out, nil
}

// line reads a requirement, options, or an include.
func (r *reqReader) line(l reqLine) error {
	if err := reqCheckLogical(l.text); err != nil {
		return err
	}
	args, text := reqSplit(l.text)
	if target, rest, ok := reqEditable(text); ok && args == "" {
		return r.editable(l, target, rest)
	}
	options, err := reqOptions(text)
	if err != nil {
		return err
	}
	if args != "" {
		return r.requirement(l, args, options)
	}
	return r.options(l, options)
}

var reqScheme = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*:`)

// include reads the file that -r or -c names. A file that was read before in the same role adds nothing.
func (r *reqReader) include(l reqLine, value string, constraint bool) error {
	if l.constraint && !constraint {
		return reqError("include it with -c, or from a file of requirements", "a file of constraints includes requirements")
	}
	if reqScheme.MatchString(value) {
		return reqError("copy the file into the project", "%s is not a file of the project", value)
	}
	name, err := reqInside(path.Dir(l.file), value)
	if err != nil {
		return err
	}
	if slices.Contains(r.open, name) {
		cycle := r.open[slices.Index(r.open, name):]
		return reqError("delete one of the includes", "%s includes itself: %s",
			name, strings.Join(slices.Concat(cycle, []string{name}), " → "))
	}
	if f := (reqFile{name, constraint}); !r.known[f] {
		return r.included(f)
	}
	return nil
}

func (r *reqReader) included(f reqFile) error {
	text, ok := r.read(f.path)
	if !ok {
		return reqError("create it, or delete the line", "%s does not exist", f.path)
	}
	if !slices.Contains(r.out.Files, f.path) {
		r.out.Files = append(r.out.Files, f.path)
	}
	if len(r.out.Files) > reqMaxFiles {
		return reqError("", "more than %d files are included", reqMaxFiles)
	}
	return r.file(f, text)
}

// reqInside is a path relative to the project's folder, which it must not leave, from one relative to a folder in it.
func reqInside(folder, value string) (string, error) {
	clean := path.Join(folder, value)
	if path.IsAbs(value) || strings.HasPrefix(value, "~") || clean == ".." || strings.HasPrefix(clean, "../") {
		return "", reqError("move it into the project's folder, or make `project` a folder that has both",
			"%s is outside the project's folder", value)
	}
	return clean, nil
}
