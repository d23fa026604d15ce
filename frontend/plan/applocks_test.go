package plan

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/org/pyapp-frontend/frontend/plan/lock"
	"github.com/org/pyapp-frontend/spec"
)

// realLocking is an application of testdata, and where it says what to install.
func realLocking(t *testing.T, name string) (*spec.App, Locking) {
	t.Helper()
	file := parsedSpec(t, optional(t, filepath.Join(appsFolder, name, "pyapp.yaml")))
	script := ScriptOf(spec.Arguments(file, ""))
	l := Locking{Files: filesOf(t, name, append(ProjectFileNames(), script, script+".lock")...)}
	l.Sources = l.Files.Sources(spec.LockPaths(file), spec.WithoutLock(file), script)
	var problems, more spec.Diagnostics
	l.Project, problems = l.Files.Project(l.Sources)
	l.Script, more = l.Files.Script(script)
	if problems = append(problems, more...); len(problems) > 0 {
		t.Fatal(problems.Text("pyapp.yaml"))
	}
	if RunsScript(l.Sources) {
		l.Project = l.Script
	}
	if member := spec.PackageName(file); member != "" {
		folder, problems := FindMember(l.Files, member)
		if len(problems) > 0 {
			t.Fatal(problems.Text("pyapp.yaml"))
		}
		l.Project = projectOf(t, optional(t, filepath.Join(appsFolder, name, folder, "pyproject.toml")))
	}
	app, problems := spec.Resolve(file, spec.Inputs{Project: l.Project, Manifest: Manifest(l.Sources)})
	if app == nil {
		t.Fatal(problems.Text("pyapp.yaml"))
	}
	return app, l
}

// filesOf are those of some files that an application has.
func filesOf(t *testing.T, app string, names ...string) ProjectFiles {
	t.Helper()
	files := ProjectFiles{}
	for _, name := range names {
		if data, err := os.ReadFile(filepath.Join(appsFolder, app, name)); err == nil {
			files[name] = string(data)
		}
	}
	return files
}

// realLock is the canonical lock of an application. testdata/pylock has what uv and an index would add to its files.
func realLock(t *testing.T, name string, app *spec.App, l Locking) *lock.Lock {
	t.Helper()
	if len(l.Sources) == 0 {
		return nil
	}
	out, err := readLock(t, name, app, l.Files, l.Sources[0])
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func readLock(t *testing.T, name string, app *spec.App, files ProjectFiles, s Source) (*lock.Lock, error) {
	t.Helper()
	text := files[s.Path]
	switch s.Format {
	case FormatPylock:
		return lock.ParsePylock(text)
	case FormatPDM:
		return lock.ParsePDM(text, files["pyproject.toml"], app.Groups)
	case FormatPoetry:
		return lock.ParsePoetry(text, files["pyproject.toml"], app.Groups, Environments(app, "3.13.5", nil))
	case FormatPipenv:
		wanted, err := lock.ParsePipfile(text, files["Pipfile"], app.Groups)
		if err != nil {
			return nil, err
		}
		return lock.Restrict(recorded(t, name), wanted)
	case FormatRequirements:
		return lookedUp(t, name, s, func(file string) (string, bool) {
			data, err := os.ReadFile(filepath.Join(appsFolder, name, file))
			return string(data), err == nil
		})
	}
	return recorded(t, name), nil
}

// lookedUp are requirements with the files that an index has of them.
func lookedUp(t *testing.T, name string, s Source, read func(string) (string, bool)) (*lock.Lock, error) {
	t.Helper()
	r, err := lock.ParseRequirements(s.Path, read)
	if err != nil || !r.Hashed() {
		return recorded(t, name), err
	}
	return lock.Restrict(recorded(t, name), WithNames(r.Lock()))
}

// recorded is what a step of the build would answer.
func recorded(t *testing.T, name string) *lock.Lock {
	t.Helper()
	l, err := lock.ParsePylock(optional(t, filepath.Join("testdata/pylock", name+".toml")))
	if err != nil {
		t.Fatalf("testdata/pylock/%s.toml: %v", name, err)
	}
	return l
}

// lockOf is a lock of packages that have a wheel for every target, and of others, which only have an sdist.
func lockOf(wheels, sdists []string) *lock.Lock {
	out := &lock.Lock{}
	for _, name := range wheels {
		out.Packages = append(out.Packages, lock.Package{Name: name, Version: "1", Wheels: []lock.File{fileOf(name + "-1-py3-none-any.whl")}})
	}
	for _, name := range sdists {
		sdist := fileOf(name + "-1.tar.gz")
		out.Packages = append(out.Packages, lock.Package{Name: name, Version: "1", Sdist: &sdist})
	}
	return out
}

// fileOf is a file of an index.
func fileOf(name string) lock.File {
	return lock.File{Name: name, URL: "https://files.example/" + name, Hashes: []string{"sha256:00"}}
}
