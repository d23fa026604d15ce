package detect

import (
	"cmp"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/spec/pyproject"
)

// Program is a file or package that Python runs.
type Program struct {
	File    string // relative to the project's folder
	Command []string
	Root    string // folder that has to be on Python's path; "." where nothing has to be done for it
	Guarded bool   // it has `if __name__ == "__main__":`; else its name alone says that it is run

	rank int
}

// guard is how a module says that it can be run.
var guard = regexp.MustCompile(`(?m)^if[ \t]+__name__[ \t]*==`)

var programNames = []string{"main", "app", "run", "server", "serve", "worker", "consumer", "bot", "cli", "__main__"}

// programs are files at the top of the project or member, and packages with a __main__.py, the most probable first.
func (t *tree) programs() []Program {
	var out []Program
	for _, m := range t.modules {
		base, folder := strings.TrimSuffix(path.Base(m.path), ".py"), path.Dir(m.path)
		guarded := guard.MatchString(m.src.Code)
		switch {
		case base == "manage":
		case base == "__main__" && t.packages[folder]:
			name, root := t.place(module{path: folder + "/__init__.py"})
			out = append(out, Program{m.path, []string{"python", "-m", name}, root, guarded, rank(base, programNames...)})
		case folder != t.root || base == "__init__":
		case guarded || slices.Contains(programNames[:4], base):
			out = append(out, Program{m.path, []string{"python", m.path}, ".", guarded, rank(base, programNames...)})
		}
	}
	slices.SortStableFunc(out, func(a, b Program) int { return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.File, b.File)) })
	return out
}

// script is a single file that names its own dependencies (PEP 723), in a folder without a project; nil: there is none. One that is
// locked comes first.
func (p *Project) script(t *tree) *pyproject.Project {
	if len(p.Files.There(manifests()...)) > 0 {
		return nil
	}
	var found *pyproject.Project
	for _, m := range t.modules {
		s, err := pyproject.ParseScript(m.path, m.src.Text)
		if err != nil || s == nil || strings.Contains(m.path, "/") {
			continue
		}
		if text, ok, _ := t.context.File(m.path + ".lock"); ok {
			p.Files[m.path+".lock"], p.Files[m.path] = text, m.src.Text
			return s
		}
		if found == nil {
			p.Files[m.path] = m.src.Text
			found = s
		}
	}
	return found
}

// aboveManage is the nearest folder above a module that has a manage.py; empty: none has.
func (t *tree) aboveManage(m module) string {
	for folder := path.Dir(m.path); ; folder = path.Dir(folder) {
		if t.found[path.Join(folder, "manage.py")] {
			return folder
		}
		if folder == "." {
			return ""
		}
	}
}
