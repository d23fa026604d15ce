package command

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/org/pyapp-frontend/frontend"
)

// place is a spec file and its context.
type place struct {
	dir  string // of the context
	file string // path of the spec
	data []byte
}

// find reads the spec of a context: the file that is named, else the one of the usual name. A context that is a file is the spec
// itself, and its folder the context.
func find(args []string, named string) (place, error) {
	p := place{dir: "."}
	if len(args) > 0 {
		p.dir = args[0]
	}
	info, err := os.Stat(p.dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return p, usage("there is no %s", p.dir)
	case err != nil:
		return p, usage("%v", err)
	case !info.IsDir() && named != "":
		return p, usage("%s is no folder", p.dir)
	case !info.IsDir():
		p.dir, named = filepath.Dir(p.dir), p.dir
	}
	if p.file = named; named == "" {
		p.file = filepath.Join(p.dir, frontend.DefaultFilename)
	}
	p.data, err = os.ReadFile(p.file)
	switch {
	case errors.Is(err, fs.ErrNotExist) && named == "":
		return p, wrong("there is no %s in %s; `pyapp init%s` writes one", frontend.DefaultFilename, shown(p.dir), argument(p.dir))
	case errors.Is(err, fs.ErrNotExist):
		return p, wrong("there is no %s", p.file)
	case err != nil:
		return p, wrong("%v", err)
	}
	return p, nil
}

// shown is a folder as messages call it.
func shown(dir string) string {
	if dir == "." {
		return "this folder"
	}
	return dir
}

// argument is a folder as an argument of a command; empty: it is the current one.
func argument(dir string) string {
	if dir == "." {
		return ""
	}
	return " " + dir
}

// inContext is the path of the spec in its context, with slashes; its name alone where it lies elsewhere.
func (p place) inContext() string {
	rel, err := filepath.Rel(p.dir, p.file)
	if err != nil || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return filepath.Base(p.file)
	}
	return filepath.ToSlash(rel)
}
