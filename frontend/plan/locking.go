package plan

import (
	"cmp"
	"fmt"
	"slices"
	"sync"

	"github.com/org/pyapp-frontend/frontend/plan/lock"
	"github.com/org/pyapp-frontend/spec"
	"github.com/org/pyapp-frontend/spec/pyproject"
)

// Script is the Python file that a target of the spec runs, or else the default target: it may say itself what it needs. Empty:
// there is none.
func Script(file *spec.File, target string) string {
	return cmp.Or(ScriptOf(spec.Arguments(file, target)), ScriptOf(spec.Arguments(file, spec.TargetRuntime)))
}

// Locking is what is known of where a build's packages come from.
type Locking struct {
	Files   ProjectFiles       // of the project's folder
	Project *pyproject.Project // nil: no manifest
	Sources []Source           // what says what to install
	Script  *pyproject.Project // what the script of the command says in a comment (PEP 723); nil: nothing
}

// ReadLocking finds out where a project says what to install, from those of its files that are there. What is wrong is all that
// can be said of the project: what follows from it would only confuse.
func ReadLocking(file *spec.File, target string, files ProjectFiles) (Locking, spec.Diagnostics) {
	script := Script(file, target)
	l := Locking{Files: files, Sources: files.Sources(spec.LockPaths(file), spec.WithoutLock(file), script)}
	var problems spec.Diagnostics
	if l.Project, problems = files.Project(l.Sources); len(problems) > 0 {
		return l, problems
	}
	if l.Script, problems = files.Script(script); len(problems) > 0 {
		return l, problems
	}
	if RunsScript(l.Sources) {
		l.Project = l.Script
	}
	return l, CheckLocks(spec.Unresolved(file), l)
}

// ChooseMember makes a member of the workspace the project, where a name is given. Members are the manifests that the lock
// names, by their paths relative to the project's folder.
func (l *Locking) ChooseMember(name string, members ProjectFiles) spec.Diagnostics {
	if name == "" {
		return nil
	}
	folder, problems := FindMember(l.Files, name)
	if len(problems) > 0 || folder == "." {
		return problems
	}
	l.Project, problems = members.Manifest(folder)
	return problems
}

// Resolve fills in the spec from what the project says; nil: there are errors. The default of target is the default target.
func (l Locking) Resolve(file *spec.File, target string, buildArgs map[string]string) (*spec.App, spec.Diagnostics) {
	app, problems := spec.Resolve(file, spec.Inputs{
		BuildArgs:         buildArgs,
		Target:            target,
		Project:           l.Project,
		Manifest:          Manifest(l.Sources),
		PythonVersionFile: l.Files[".python-version"],
		HasWheels:         l.hasWheels(),
	})
	if app == nil {
		return nil, problems
	}
	return app, slices.Concat(problems, CheckVersion(app, l.Project, buildArgs), CheckGroups(app, l))
}

// hasWheels reads the lock only when it is asked, which is where nobody names a version of Python.
func (l Locking) hasWheels() func(minor string) bool {
	read := sync.OnceValue(func() func(string) bool { return WheelsIn(l.Files[string(FormatUV)]) })
	return func(minor string) bool {
		has := read()
		return has == nil || has(minor)
	}
}

// ReadLock reads a source that says by itself all that it locks. Python is the version of the interpreter, as in "3.13.5". It is
// nil for what only uv or an index can tell, which is for the caller to ask.
func (l Locking) ReadLock(app *spec.App, s Source, python string) (*lock.Lock, spec.Diagnostics) {
	text, manifest := l.Files[s.Path], l.Files["pyproject.toml"]
	var out *lock.Lock
	var err error
	switch s.Format {
	case FormatPylock:
		out, err = lock.ParsePylock(text)
	case FormatPDM:
		out, err = lock.ParsePDM(text, manifest, app.Groups)
	case FormatPipenv:
		out, err = lock.ParsePipfile(text, l.Files["Pipfile"], app.Groups)
	case FormatPoetry:
		out, err = lock.ParsePoetry(text, manifest, app.Groups, Environments(app, python, l.Project))
	case FormatUV, FormatScript, FormatNone, FormatRequirements:
	default:
		err = fmt.Errorf("no reader for %s", s.Format)
	}
	if err != nil {
		return nil, ExplainLockError(app, s.Path, err)
	}
	return out, nil
}
