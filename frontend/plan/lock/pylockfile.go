package lock

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// readFiles reads the wheels and the sdist, or the archive.
func (raw *pylockPackage) readFiles(p *Package) error {
	for _, w := range raw.Wheels {
		f, err := w.file()
		if err == nil {
			err = pylockCheckWheel(p, f.Name)
		}
		if err != nil {
			return pylockIn(p, err)
		}
		p.Wheels = append(p.Wheels, f)
	}
	if raw.Sdist != nil {
		f, err := raw.Sdist.file()
		if err == nil {
			err = pylockCheckSdist(p, f.Name)
		}
		if err != nil {
			return pylockIn(p, err)
		}
		p.Sdist = &f
	}
	return raw.readArchive(p)
}

func (raw *pylockPackage) readArchive(p *Package) error {
	if raw.Archive == nil {
		return nil
	}
	f, err := raw.Archive.file()
	if err == nil && strings.HasSuffix(f.Name, ".whl") {
		err = pylockCheckWheel(p, f.Name)
	}
	if err != nil {
		return pylockIn(p, err)
	}
	p.Archive = &f
	return nil
}

// pylockIn puts the name of the package before an error.
func pylockIn(p *Package, err error) error {
	var e *Error
	if !errors.As(err, &e) {
		e = &Error{Message: err.Error()}
	}
	e.Message = strings.TrimSpace(p.Name+" "+p.Version) + ": " + e.Message
	return e
}

// file reads what wheels, sdists and archives have in common.
func (raw *pylockFile) file() (File, error) {
	f := File{Name: raw.Name, Size: max(raw.Size, 0), Subdirectory: pylockSubdirectory(raw.Subdirectory)}
	var err error
	if raw.URL != "" || raw.Path == "" { // where both are given, the URL is there for every machine
		f.URL, err = pylockURL(raw.URL)
	} else {
		f.Path, err = pylockPath(raw.Path)
	}
	if err != nil {
		return File{}, err
	}
	if f.Name == "" {
		f.Name = f.lastPart()
	}
	if f.Name == "" || strings.ContainsAny(f.Name, "/\\\r\n") {
		return File{}, fmt.Errorf("%q is not the name of a file", f.Name)
	}
	if f.Hashes = pylockHashes(raw.Hashes); len(f.Hashes) == 0 {
		return File{}, &Error{Message: f.Name + " has no hash that can be trusted: one of " + strings.Join(toolKeys(digestLength), ", "),
			Remedy: "make the lock with hashes, as PEP 751 requires"}
	}
	return f, nil
}

// pylockHashes are the hashes that no one can make a second file for, as in "sha256:…".
func pylockHashes(hashes map[string]string) []string {
	var out []string
	for algorithm, digest := range hashes {
		algorithm, digest = strings.ToLower(algorithm), strings.ToLower(digest)
		if digestLength[algorithm] > 0 && isHex(digest) {
			out = append(out, algorithm+":"+digest)
		}
	}
	slices.Sort(out)
	return out
}
