package plan

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/spec"
	"github.com/org/pyapp-frontend/spec/pyproject"
)

// ProjectFiles are the texts of those files of a project that say what is to be installed, by name. A file that is not
// there has no entry.
type ProjectFiles map[string]string

// ProjectFileNames are the names that a project's files may have.
func ProjectFileNames() []string {
	return slices.Concat([]string{"pyproject.toml", ".python-version", "uv.lock", "uv.toml"}, otherLocks, otherManifests)
}

// OfUV are those of the files that are there and that uv reads, sorted.
func (fs ProjectFiles) OfUV() []string {
	var out []string
	for _, name := range []string{"pyproject.toml", "uv.lock", "uv.toml"} {
		if _, ok := fs[name]; ok {
			out = append(out, name)
		}
	}
	return out
}

// otherLocks are files that lock dependencies in formats that are recognised and not read, so that a project that has
// one is never built without its dependencies.
var otherLocks = []string{"poetry.lock", "pdm.lock", "Pipfile.lock", "pylock.toml", "requirements.txt"}

// otherManifests are files that name dependencies without locking them, where there is no pyproject.toml.
var otherManifests = []string{"Pipfile", "setup.py"}

// Project reads the pyproject.toml; nil without one.
func (fs ProjectFiles) Project() (*pyproject.Project, spec.Diagnostics) {
	text, ok := fs["pyproject.toml"]
	if !ok {
		return nil, nil
	}
	p, err := pyproject.Parse([]byte(text))
	if err == nil {
		return p, nil
	}
	where := "pyproject.toml"
	if e := (*pyproject.Error)(nil); errors.As(err, &e) && e.Line > 0 {
		where = fmt.Sprintf("pyproject.toml:%d:%d", e.Line, e.Column)
	}
	return nil, spec.Diagnostics{problem(nil, "project", where+": "+err.Error(), "")}
}

// CheckLocks finds out whether the project says what to install, in a way that can be read. lock is the lock file that
// the spec names, empty for none.
func CheckLocks(app *spec.App, fs ProjectFiles, p *pyproject.Project, lock string) spec.Diagnostics {
	for _, check := range []func(*spec.App, ProjectFiles, *pyproject.Project, string) spec.Diagnostics{
		checkMerged, checkNamed, checkWorkspace, checkFound, checkMissing,
	} {
		if ds := check(app, fs, p, lock); len(ds) > 0 {
			return ds // each of the checks makes sense only when those before it passed
		}
	}
	return nil
}

// checkMerged finds what a version control system leaves of a merge that did not work out.
func checkMerged(app *spec.App, fs ProjectFiles, _ *pyproject.Project, _ string) spec.Diagnostics {
	if strings.Contains("\n"+fs["uv.lock"], "\n<<<<<<< ") {
		return one(app, "lock", "uv.lock has the marks of a merge conflict", "check out one side of uv.lock, then run `uv lock`")
	}
	return nil
}

func checkNamed(app *spec.App, fs ProjectFiles, _ *pyproject.Project, lock string) spec.Diagnostics {
	if lock == "" {
		return nil
	}
	if lock != "uv.lock" {
		return one(app, "lock", fmt.Sprintf("%s is not supported yet; only uv.lock, beside pyproject.toml, is", lock), "")
	}
	if _, ok := fs["uv.lock"]; !ok {
		return one(app, "lock", "there is no uv.lock in "+folderName(app), "run `uv lock` and commit the result")
	}
	return nil
}

func checkWorkspace(app *spec.App, _ ProjectFiles, p *pyproject.Project, _ string) spec.Diagnostics {
	if p == nil || len(p.Workspace) == 0 {
		return nil
	}
	return one(app, "project", "uv workspaces are not supported yet", "")
}

// checkFound refuses what it would have to guess: two kinds of locks, or only one of a kind that is not read yet.
func checkFound(app *spec.App, fs ProjectFiles, _ *pyproject.Project, lock string) spec.Diagnostics {
	var others []string
	for _, name := range otherLocks {
		if _, ok := fs[name]; ok {
			others = append(others, name)
		}
	}
	_, uv := fs["uv.lock"]
	switch {
	case len(others) == 0 || lock != "":
		return nil
	case uv:
		return one(app, "lock", "found both uv.lock and "+strings.Join(others, ", "), "write `lock: uv.lock` to choose")
	}
	return one(app, "lock", others[0]+" is not supported yet; only uv.lock is", remedies[others[0]])
}

// remedies are the commands that bring a project to uv.lock.
var remedies = map[string]string{
	"requirements.txt": "run `uv init --bare && uv add -r requirements.txt`, which writes pyproject.toml and uv.lock",
	"poetry.lock":      "run `uvx migrate-to-uv`, which writes uv.lock",
	"pdm.lock":         "run `uvx migrate-to-uv`, which writes uv.lock",
	"Pipfile.lock":     "run `uvx migrate-to-uv`, which writes uv.lock",
}

func checkMissing(app *spec.App, fs ProjectFiles, p *pyproject.Project, _ string) spec.Diagnostics {
	_, uv := fs["uv.lock"]
	switch {
	case p == nil && uv:
		return one(app, "project", "there is a uv.lock in "+folderName(app)+" and no pyproject.toml beside it", "commit both")
	case p == nil:
		return checkManifests(app, fs)
	case uv:
		return nil
	case p.Poetry && !p.HasProject:
		return one(app, "project", "pyproject.toml has only [tool.poetry], and there is no lock file", "run `poetry lock`,"+
			" or move to uv with `uvx migrate-to-uv`")
	case p.HasProject:
		return one(app, "lock", "there is no lock file in "+folderName(app), "run `uv lock` and commit uv.lock")
	case choosesGroups(app.Groups):
		return one(app, "lock", "groups or extras are chosen, and pyproject.toml has no [project] and no lock file", "run `uv init`")
	}
	return nil
}

func checkManifests(app *spec.App, fs ProjectFiles) spec.Diagnostics {
	for _, name := range otherManifests {
		if _, ok := fs[name]; ok {
			return one(app, "project", name+" without a pyproject.toml is not supported yet", "run `uvx migrate-to-uv`, or `uv init` and `uv add`")
		}
	}
	return nil
}

func choosesGroups(g spec.Groups) bool { return len(g.Include) > 0 || len(g.Extras) > 0 }

func folderName(app *spec.App) string {
	if app.Project == "." {
		return "the build context"
	}
	return app.Project
}

func one(app *spec.App, path, summary, suggestion string) spec.Diagnostics {
	return spec.Diagnostics{problem(app, path, summary, suggestion)}
}

func warning(app *spec.App, path, summary, suggestion string) spec.Diagnostics {
	d := problem(app, path, summary, suggestion)
	d.Severity = spec.Warning
	return spec.Diagnostics{d}
}

func problem(app *spec.App, path, summary, suggestion string) spec.Diagnostic {
	if app == nil {
		app = &spec.App{}
	}
	return spec.Diagnostic{Rule: "project", Path: path, Range: app.Where(path), Summary: summary, Suggestion: suggestion}
}

// CheckLock finds out whether all that a lock lists can be installed without building it.
func CheckLock(app *spec.App, lock *Lock) spec.Diagnostics {
	var names []string
	for _, p := range lock.WithoutWheel(minor(app.Python)) {
		names = append(names, strings.TrimSpace(p.Name+" "+p.Version))
	}
	if len(names) == 0 {
		return nil
	}
	slices.Sort(names)
	return one(app, "lock", fmt.Sprintf("these packages have no wheel for Python %s on Linux, and building them from"+
		" source is not supported yet: %s", minor(app.Python), strings.Join(names, ", ")), "lock versions that have one")
}
