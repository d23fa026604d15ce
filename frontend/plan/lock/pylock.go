package lock

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	version "github.com/aquasecurity/go-pep440-version"
	"github.com/org/pyapp-frontend/spec/pyproject"
	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"
)

// ParsePylock reads a pylock.toml (PEP 751), whichever tool has written it. Paths in it are relative to its own folder;
// credentials in URLs are left out. An error is always an *Error.
func ParsePylock(text string) (*Lock, error) {
	doc, err := decodePylock(text)
	if err != nil {
		return nil, err
	}
	lock, lines := &Lock{}, pylockLines(text)
	for i, raw := range doc.Packages {
		p := Package{Version: raw.Version}
		if i < len(lines) {
			p.Line = lines[i]
		}
		if err := raw.read(&p); err != nil {
			return nil, pylockAt(err, p.Line)
		}
		lock.Packages = append(lock.Packages, p)
		lock.addIndex(raw.Index)
	}
	return lock, nil
}

// decodePylock reads the text as TOML and checks that it is a lock that is understood.
func decodePylock(text string) (*pylockDocument, error) {
	if line := pylockConflict(text); line > 0 {
		return nil, &Error{Line: line, Column: 1, Message: "the lock has the marks of a merge conflict",
			Remedy: "make the lock again with the tool that wrote it"}
	}
	var doc pylockDocument
	if err := toml.Unmarshal([]byte(text), &doc); err != nil {
		return nil, pylockSyntax(err)
	}
	major, _, _ := strings.Cut(doc.LockVersion, ".")
	switch {
	case doc.LockVersion == "":
		return nil, &Error{Message: "lock-version is missing", Remedy: "make the lock again with a tool that writes PEP 751"}
	case major != "1":
		return nil, &Error{Message: "lock-version " + doc.LockVersion + " is not supported; 1.x is",
			Remedy: "make the lock with lock-version 1.0, or take a newer version of this frontend"}
	}
	return &doc, nil
}

func pylockSyntax(err error) *Error {
	out := &Error{Message: strings.TrimPrefix(err.Error(), "toml: ")}
	var at *toml.DecodeError
	if errors.As(err, &at) {
		out.Line, out.Column = at.Position()
		if key := at.Key(); strings.HasPrefix(out.Message, "cannot decode") && len(key) > 0 {
			out.Message = strings.Join(key, ".") + " has a value of another type than PEP 751 says"
		}
	}
	return out
}

// pylockConflict is the line of the first mark that git leaves in a file with a conflict; 0: there is none.
func pylockConflict(text string) int {
	for i, line := range strings.Split(text, "\n") {
		if strings.HasPrefix(line, "<<<<<<< ") || strings.HasPrefix(line, ">>>>>>> ") {
			return i + 1
		}
	}
	return 0
}

// pylockAt gives an error of one entry the position of that entry.
func pylockAt(err error, line int) error {
	var e *Error
	if errors.As(err, &e) && e.Line == 0 && line > 0 {
		e.Line, e.Column = line, 1
	}
	return err
}

// pylockLines are the lines of each [[packages]].
func pylockLines(text string) []int {
	var lines []int
	var p unstable.Parser
	p.Reset([]byte(text))
	for p.NextExpression() {
		e := p.Expression()
		key := e.Key()
		if e.Kind == unstable.ArrayTable && key.Next() && string(key.Node().Data) == "packages" && key.IsLast() {
			lines = append(lines, p.Shape(key.Node().Raw).Start.Line)
		}
	}
	return lines
}

func (l *Lock) addIndex(url string) {
	url = pylockWithoutCredentials(url)
	if url != "" && !slices.ContainsFunc(l.Indexes, func(i Index) bool { return i.URL == url }) {
		l.Indexes = append(l.Indexes, Index{URL: url})
	}
}

// pylockName is what a name may look like (PEP 508).
var pylockName = regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$`)

// read checks an entry and fills in the package.
func (raw *pylockPackage) read(p *Package) error {
	if raw.Name == "" {
		return &Error{Message: "a package has no name"}
	}
	if !pylockName.MatchString(raw.Name) {
		return &Error{Message: fmt.Sprintf("%q is not the name of a package", raw.Name)}
	}
	p.Name = pyproject.NormalizeName(raw.Name)
	if _, err := version.Parse(raw.Version); raw.Version != "" && err != nil {
		return &Error{Message: fmt.Sprintf("%s: %q is not a version", p.Name, raw.Version)}
	}
	marker, err := pylockRequires(raw.Marker, raw.RequiresPython)
	if err != nil {
		return &Error{Message: p.Name + ": " + err.Error()}
	}
	p.Marker = marker
	return raw.readSource(p)
}

func (raw *pylockPackage) readSource(p *Package) error {
	indexed := len(raw.Wheels) > 0 || raw.Sdist != nil
	kinds := []bool{indexed, raw.Archive != nil, raw.VCS != nil, raw.Directory != nil}
	kinds = slices.DeleteFunc(kinds, func(has bool) bool { return !has })
	if len(kinds) != 1 {
		what := map[bool]string{true: "no wheels, sdist, archive, vcs or directory", false: "more than one kind of source"}
		return &Error{Message: fmt.Sprintf("%s has %s", p.Name, what[len(kinds) == 0]),
			Remedy: "make the lock again with the tool that wrote it"}
	}
	return cmp.Or(raw.readFiles(p), raw.VCS.read(p), raw.Directory.read(p))
}
