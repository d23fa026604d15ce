// Package folder reads a project's folder on this machine as a build reads its context: the same files by the same names,
// with the same patterns kept out.
package folder

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"syscall"

	"github.com/moby/patternmatcher/ignorefile"
	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/spec"
)

// Folder is a build context on this machine.
type Folder struct{ fs.FS }

// Stat says what a path is without opening it: to open a named pipe waits for somebody to write to it.
func (f Folder) Stat(name string) (fs.FileInfo, error) { return fs.Stat(f.FS, name) }

// Files reads those of some files that are there. Names are relative to a folder of the context, as they are in the result.
func (f Folder) Files(folder string, names []string) (plan.ProjectFiles, error) {
	out := plan.ProjectFiles{}
	for _, name := range names {
		text, ok, err := f.File(path.Join(folder, name))
		if err != nil {
			return nil, err
		}
		if ok {
			out[name] = text
		}
	}
	return out, nil
}

// File is the text of one file; false: it is not there, outside of the context, or neither a file nor a link to one, as a named
// pipe is, whose reader would wait forever.
func (f Folder) File(name string) (string, bool, error) {
	if !fs.ValidPath(name) {
		return "", false, nil
	}
	if info, err := f.Stat(name); err == nil && !info.Mode().IsRegular() {
		return "", false, nil
	}
	data, err := fs.ReadFile(f.FS, name)
	switch {
	case err == nil:
		return string(data), true, nil
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR):
		return "", false, nil
	}
	return "", false, fmt.Errorf("reading %s: %w", name, err)
}

// Manifests are the files that say what is to be installed, as the frontend loads them: those that have a known name, those
// that the spec names, and a script with dependencies of its own. They are relative to the project's folder.
func (f Folder) Manifests(file *spec.File, target string) (plan.ProjectFiles, error) {
	folder := spec.ProjectFolder(file)
	names := append(plan.ProjectFileNames(), spec.LockPaths(file)...)
	names = append(names, plan.LocksAbove(folder)...)
	if script := plan.Script(file, target); script != "" {
		names = append(names, script, script+".lock")
	}
	return f.Files(folder, names)
}

// Ignored are the patterns of the context's ignore file. The one that is named after the spec file comes before the general
// one, as with Docker: https://docs.docker.com/build/concepts/context/#filename-and-location.
func (f Folder) Ignored(specFile string) ([]string, error) {
	for _, name := range []string{specFile + ".dockerignore", ".dockerignore"} {
		text, ok, err := f.File(name)
		if err != nil {
			return nil, err
		}
		if ok {
			return ignorefile.ReadAll(strings.NewReader(text))
		}
	}
	return nil, nil
}
