package plan

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/spec"
)

// CheckLocks finds out whether the project says what to install, in a way that can be read. Of the spec it needs only what is
// known before it is resolved: Locks, NoLock and Project. It comes first, because without a lock nothing is known of
// groups and extras.
func CheckLocks(app *spec.App, l Locking) spec.Diagnostics {
	for _, check := range []func(*spec.App, Locking) spec.Diagnostics{checkNamed, checkMerged, checkFound, checkManifest, checkMissing} {
		if ds := check(app, l); len(ds) > 0 {
			return ds // each of the checks makes sense only when those before it passed
		}
	}
	return nil
}

// checkNamed wants the lock files that the spec names to be there, and of a kind that is known.
func checkNamed(app *spec.App, l Locking) spec.Diagnostics {
	var out spec.Diagnostics
	for i, name := range app.Locks {
		key := fmt.Sprintf("lock[%d]", i)
		_, there := l.Files[name]
		switch format := formatOf(name); {
		case format == "":
			out = append(out, problem(app, key, name+" has the name of no lock file that is known", "known are "+knownLocks()))
		case !there:
			out = append(out, problem(app, key, fmt.Sprintf("there is no %s in %s", name, folderName(app)), create(format, strings.TrimSuffix(name, ".lock"))))
		case besideManifest(format) && path.Dir(name) != ".":
			out = append(out, problem(app, key, name+" does not lie beside its manifest", "write `project: "+
				path.Join(app.Project, path.Dir(name))+"` and leave `lock` out"))
		}
	}
	return out
}

// besideManifest says whether a tool knows its lock only beside its manifest.
func besideManifest(f Format) bool {
	return slices.Contains([]Format{FormatUV, FormatPoetry, FormatPDM, FormatPipenv}, f)
}

func knownLocks() string {
	var names []string
	for _, f := range formats {
		names = append(names, string(f))
	}
	return strings.Join(names, ", ") + " and pylock.<name>.toml"
}

// checkMerged finds what a version control system leaves of a merge that did not work out.
func checkMerged(app *spec.App, l Locking) spec.Diagnostics {
	for _, s := range l.Sources {
		name := s.file()
		before, _, found := strings.Cut("\n"+l.Files[name], "\n<<<<<<< ")
		if found {
			return one(app, "lock", fmt.Sprintf("%s:%d: the file has the marks of a merge conflict", name, strings.Count(before, "\n")+1),
				"check out one side of "+name+", then "+create(s.Format, s.Path))
		}
	}
	return nil
}

// file is the lock file of a source; empty: there is none.
func (s Source) file() string {
	switch s.Format {
	case FormatNone:
		return ""
	case FormatScript:
		return s.Path + ".lock"
	}
	return s.Path
}

// checkFound refuses to guess between two kinds of locks.
func checkFound(app *spec.App, l Locking) spec.Diagnostics {
	if len(app.Locks) > 0 || app.NoLock {
		return nil
	}
	var names []string
	for _, f := range l.Files.found() {
		names = append(names, string(f))
	}
	if l.Script != nil {
		names = append(names, l.Files.There(l.Script.Name+".lock")...)
	}
	if len(names) < 2 {
		return nil
	}
	return one(app, "lock", "found both "+strings.Join(names, " and "), "write `lock: "+names[0]+"` to choose")
}

// checkManifest wants the manifest that a lock is made from.
func checkManifest(app *spec.App, l Locking) spec.Diagnostics {
	for _, s := range l.Sources {
		manifest := "pyproject.toml"
		if s.Format == FormatPipenv {
			manifest = "Pipfile"
		}
		if _, ok := l.Files[manifest]; besideManifest(s.Format) && !ok {
			return one(app, "project", fmt.Sprintf("there is a %s in %s and no %s beside it", s.Path, folderName(app), manifest), "commit both")
		}
	}
	return nil
}

// checkMissing is for projects of which nothing is locked.
func checkMissing(app *spec.App, l Locking) spec.Diagnostics {
	p := l.Project
	switch {
	case len(l.Sources) > 0 && l.Sources[0].Format == FormatNone:
		return checkNothing(app, l)
	case len(l.Sources) > 0:
		return nil
	case l.Script != nil && len(l.Script.Dependencies) > 0:
		return one(app, "lock", "the dependencies of the script are not locked", create(FormatScript, l.Script.Name)+", or write `lock: none`")
	case p == nil:
		return l.unlockedManifest(app)
	case p.Poetry && !p.HasProject:
		return one(app, "project", "pyproject.toml has only [tool.poetry], and there is no lock file", "run `poetry lock` and commit poetry.lock")
	case p.HasProject && l.above(app.Project) != "":
		return one(app, "lock", "there is no lock file in "+app.Project+", but a uv.lock above it",
			fmt.Sprintf("if it is a member of that workspace, write `project: %s` and `package: %s`", path.Join(app.Project, l.above(app.Project)), p.Name))
	case p.HasProject:
		return one(app, "lock", "there is no lock file in "+folderName(app), create(l.format(), "")+", or write `lock: none`")
	}
	return nil
}

// above is the nearest folder above the project's that has a uv.lock, relative to it; empty: none has.
func (l Locking) above(project string) string {
	for _, name := range LocksAbove(project) {
		if _, ok := l.Files[name]; ok {
			return path.Dir(name)
		}
	}
	return ""
}

// checkNothing is for `lock: none`, which needs something that names dependencies.
func checkNothing(app *spec.App, l Locking) spec.Diagnostics {
	switch {
	case l.Script != nil, l.Project != nil && l.Project.HasProject:
		return nil
	case l.Project != nil && l.Project.Poetry:
		return one(app, "lock", "only Poetry can resolve [tool.poetry]", "run `poetry lock` and commit poetry.lock")
	}
	return one(app, "lock", "there is neither a pyproject.toml with [project] nor a script with dependencies to resolve", "")
}

// otherManifests are files that name dependencies without locking them, with the command that locks them.
var otherManifests = []struct{ name, remedy string }{
	{"Pipfile", "run `pipenv lock` and commit Pipfile.lock"},
	{"requirements.in", "run `uv pip compile --generate-hashes requirements.in -o requirements.txt` and commit the result"},
	{"setup.py", "run `uv pip compile --generate-hashes setup.py -o requirements.txt`, and add a line `.` to it"},
}

func (l Locking) unlockedManifest(app *spec.App) spec.Diagnostics {
	for _, m := range otherManifests {
		if _, ok := l.Files[m.name]; ok {
			return one(app, "lock", fmt.Sprintf("there is a %s in %s, and nothing is locked", m.name, folderName(app)), m.remedy)
		}
	}
	return nil
}

// create is the command that makes a lock, in the words of a remedy.
func create(f Format, path string) string {
	switch f {
	case FormatPoetry:
		return "run `poetry lock` and commit poetry.lock"
	case FormatPDM:
		return "run `pdm lock` and commit pdm.lock"
	case FormatPipenv:
		return "run `pipenv lock` and commit Pipfile.lock"
	case FormatScript:
		return fmt.Sprintf("run `uv lock --script %s` and commit %s.lock", path, path)
	case FormatPylock, FormatRequirements:
		return "make it anew with the tool that made it"
	case FormatUV, FormatNone:
	}
	return "run `uv lock` and commit uv.lock"
}

// format is that of the tool that a project without a lock seems to use.
func (l Locking) format() Format {
	switch backend, text := l.Project.BuildBackend, l.Files["pyproject.toml"]; {
	case strings.HasPrefix(backend, "poetry."), strings.Contains(text, "\n[tool.poetry"):
		return FormatPoetry
	case strings.HasPrefix(backend, "pdm."), strings.Contains(text, "\n[tool.pdm"):
		return FormatPDM
	}
	return FormatUV
}

// CheckGroups refuses a choice of groups where no lock knows of any.
func CheckGroups(app *spec.App, l Locking) spec.Diagnostics {
	if len(l.Sources) > 0 || l.Project == nil || len(app.Groups.Include)+len(app.Groups.Extras) == 0 {
		return nil
	}
	return one(app, "lock", "groups or extras are chosen, and pyproject.toml has no [project] and no lock file", "run `uv init`")
}
