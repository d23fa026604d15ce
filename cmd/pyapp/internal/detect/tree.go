package detect

import (
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/moby/patternmatcher"
	"github.com/org/pyapp-frontend/cmd/pyapp/internal/folder"
	"github.com/org/pyapp-frontend/cmd/pyapp/internal/pysource"
	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/spec/pyproject"
)

// module is a Python file that may be part of the application.
type module struct {
	path string // relative to the project's folder
	src  pysource.Source
}

// tree is the source of a project.
type tree struct {
	context  folder.Folder
	root     string             // that is read, relative to the project's folder
	modules  []module           // in order of path
	found    map[string]bool    // all paths of files that were seen
	packages map[string]bool    // folders with an __init__.py
	manifest *pyproject.Project // nil: none
	roots    []string           // folders that packages are installed from, relative to the project's folder
	others   []string           // folders below with a project of their own
}

// maxSource is the size in bytes of the largest module that is read: what is larger was generated.
const maxSource = 512 << 10

// besides are folders whose modules are no part of what an image runs.
var besides = []string{"tests", "test", "docs", "doc", "examples", "example", "samples", "benchmarks", "migrations", "alembic",
	"node_modules", "site-packages", "build", "dist", "notebooks", "cookiecutter", "templates"}

// newTree reads the modules of a folder, and of those below it but for some that are looked at by themselves.
func newTree(context folder.Folder, root string, without []string) *tree {
	t := &tree{context: context, root: root, found: map[string]bool{}, packages: map[string]bool{}}
	denied, err := patternmatcher.New(plan.Denied)
	if err != nil {
		return t
	}
	skip := func(name string) bool {
		base := path.Base(name)
		ok, err := denied.MatchesOrParentMatches(name)
		return ok || err != nil || strings.HasPrefix(base, ".") || slices.Contains(besides, base) || slices.Contains(without, name)
	}
	context.Walk(root, skip, func(name string) {
		t.found[name] = true
		switch base := path.Base(name); {
		case base == "pyproject.toml" || base == "requirements.txt" || base == "Pipfile" || base == "setup.py":
			if folder := path.Dir(name); folder != root && !slices.Contains(t.others, folder) {
				t.others = append(t.others, folder)
			}
		case base == "__init__.py":
			t.packages[path.Dir(name)] = true
			t.read(name)
		case strings.HasSuffix(base, ".py") && !isTest(base):
			t.read(name)
		}
	})
	return t
}

func isTest(base string) bool {
	return strings.HasPrefix(base, "test_") || strings.HasSuffix(base, "_test.py") || base == "tests.py" || base == "conftest.py" || base == "setup.py" || base == "noxfile.py"
}

func (t *tree) read(name string) {
	info, err := fs.Stat(t.context, name)
	if err != nil || info.Size() > maxSource {
		return
	}
	if text, ok, err := t.context.File(name); ok && err == nil {
		t.modules = append(t.modules, module{name, pysource.New(text)})
	}
}

// projects are the folders below that have a project of their own, at most a few.
func (t *tree) projects() []string {
	return t.others[:min(len(t.others), 8)]
}

var imported = regexp.MustCompile(`(?m)^[ \t]*(?:from|import)[ \t]+([A-Za-z_]\w*)`)

// imports says whether a module imports a package by name.
func (m module) imports(name string) bool {
	for _, found := range imported.FindAllStringSubmatch(m.src.Code, -1) {
		if found[1] == name {
			return true
		}
	}
	return false
}

// place is how a module is imported: its dotted name, and the folder that has to be put on Python's path for it; "." where
// nothing has to be done.
func (t *tree) place(m module) (name, root string) {
	root = path.Dir(m.path)
	for t.packages[root] && root != "." {
		root = path.Dir(root)
	}
	if above, ok := t.onPath(root); ok && !t.importsSiblings(m, root) {
		root = above // a namespace package, or a folder that is on the path itself
	}
	name = strings.TrimSuffix(m.path, ".py")
	if root != "." {
		name = strings.TrimPrefix(name, root+"/")
	}
	if slices.Contains(t.installed(), root) {
		root = "."
	}
	return strings.ReplaceAll(strings.TrimSuffix(name, "/__init__"), "/", "."), root
}

// identifiers are paths that can be written as the name of a module.
var identifiers = regexp.MustCompile(`^[A-Za-z_]\w*(/[A-Za-z_]\w*)*$`)

// onPath is the nearest folder above, or the folder itself, that is on Python's path anyway: the working directory, and those that
// packages are installed from.
func (t *tree) onPath(folder string) (string, bool) {
	best := "."
	for _, root := range t.installed() {
		if (folder == root || strings.HasPrefix(folder, root+"/")) && len(root) > len(best) {
			best = root
		}
	}
	if folder == best {
		return best, true
	}
	below := folder
	if best != "." {
		below = strings.TrimPrefix(folder, best+"/")
	}
	return best, identifiers.MatchString(below)
}

// installed are the folders that packages are installed from.
func (t *tree) installed() []string {
	if t.manifest == nil || !t.manifest.IsPackage() {
		return t.roots
	}
	return append([]string{"src"}, t.roots...)
}

// importsSiblings says whether a module, or another one of its package, imports what lies in a folder by its bare name, which
// only works with that folder on Python's path.
func (t *tree) importsSiblings(m module, root string) bool {
	if above, ok := t.onPath(root); ok && above == root {
		return false
	}
	for _, found := range imported.FindAllStringSubmatch(m.src.Code, -1) {
		sibling := path.Join(root, found[1])
		own := strings.TrimSuffix(m.path, ".py") == sibling
		if !own && (t.found[sibling+".py"] || t.packages[sibling]) && !t.found[found[1]+".py"] && !t.packages[found[1]] {
			return true
		}
	}
	return false
}
