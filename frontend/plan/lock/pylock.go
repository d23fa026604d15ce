package lock

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	version "github.com/aquasecurity/go-pep440-version"
	"github.com/org/pyapp-frontend/spec/pyproject"
	"github.com/pelletier/go-toml/v2"
)

// ParsePylock reads a pylock.toml (PEP 751), whichever tool has written it. Paths in it are relative to its own folder;
// credentials in URLs are left out. An error is always an *Error.
func ParsePylock(text string) (*Lock, error) {
	doc, err := decodePylock(text)
	if err != nil {
		return nil, err
	}
	lock, lines := &Lock{}, tableLines(text, "packages")
	for i, raw := range doc.Packages {
		p := Package{Version: raw.Version, Line: toolLine(lines, i)}
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
	if _, line := conflictMark(text); line > 0 {
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
	out, key := tomlError(err)
	if strings.HasPrefix(out.Message, "cannot decode") && len(key) > 0 {
		out.Message = strings.Join(key, ".") + " has a value of another type than PEP 751 says"
	}
	return out
}

// pylockAt gives an error of one entry the position of that entry.
func pylockAt(err error, line int) error {
	var e *Error
	if errors.As(err, &e) && e.Line == 0 && line > 0 {
		e.Line, e.Column = line, 1
	}
	return err
}

func (l *Lock) addIndex(url string) {
	index := Index{URL: withoutCredentials(url)}
	if url != "" && !toolHasIndex(l.Indexes, index) {
		l.Indexes = append(l.Indexes, index)
	}
}

// read checks an entry and fills in the package.
func (raw *pylockPackage) read(p *Package) error {
	if raw.Name == "" {
		return &Error{Message: "a package has no name"}
	}
	if !packageName.MatchString(raw.Name) {
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
