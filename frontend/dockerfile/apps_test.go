package dockerfile

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/frontend/plan/lock"
	"github.com/org/pyapp-frontend/spec"
	"github.com/org/pyapp-frontend/spec/pyproject"
)

const appsFolder = "../../testdata/apps"

// appNames are the folders of real small applications.
func appNames(t *testing.T) []string {
	t.Helper()
	specs, err := filepath.Glob(filepath.Join(appsFolder, "*", "pyapp.yaml"))
	if err != nil || len(specs) == 0 {
		t.Fatalf("no applications in %s: %v", appsFolder, err)
	}
	var names []string
	for _, s := range specs {
		names = append(names, filepath.Base(filepath.Dir(s)))
	}
	return names
}

func optional(parts ...string) string {
	data, _ := os.ReadFile(filepath.Join(parts...))
	return string(data)
}

// filesOf are the files of an application that say what is installed: the project's own, and the manifests of its members.
func filesOf(t *testing.T, app string) (own, members plan.ProjectFiles) {
	t.Helper()
	own, members = plan.ProjectFiles{}, plan.ProjectFiles{}
	err := fs.WalkDir(os.DirFS(filepath.Join(appsFolder, app)), ".", func(name string, entry fs.DirEntry, err error) error {
		text := strings.HasSuffix(name, ".toml") || strings.HasSuffix(name, ".lock") || strings.HasSuffix(name, ".py") || strings.HasSuffix(name, ".txt")
		switch {
		case err != nil || entry.IsDir():
		case !strings.Contains(name, "/") && (text || name == "Pipfile"):
			own[name] = optional(appsFolder, app, name)
		case path.Base(name) == "pyproject.toml" || strings.HasPrefix(name, "vendor/"):
			members[name] = optional(appsFolder, app, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return own, members
}

// planned is the plan of an application of testdata on amd64, changed by edits of its resolved spec, and what goes with it.
func planned(t *testing.T, name string, arch string, edits ...func(*spec.App)) (*plan.Plan, Input) {
	t.Helper()
	own, members := filesOf(t, name)
	file, problems := spec.Parse("pyapp.yaml", []byte(optional(appsFolder, name, "pyapp.yaml")))
	if file == nil {
		t.Fatal(problems.Text("pyapp.yaml"))
	}
	script := plan.ScriptOf(spec.Arguments(file, ""))
	sources := own.Sources(spec.LockPaths(file), spec.WithoutLock(file), script)
	project := projectOf(t, own, members, spec.PackageName(file), sources)
	app := resolved(t, file, project, "", edits)
	facts := plan.Facts{
		Target: plan.Platform{OS: "linux", Architecture: arch}, Build: plan.Platform{OS: "linux", Architecture: "amd64"},
		Python: "3.13.5", Project: project, Lock: lockOf(t, name, own, app, sources),
		Ignore: strings.Fields(optional(appsFolder, name, ".dockerignore")),
	}
	for _, folder := range plan.Folders(facts.Lock, project, sources) {
		manifest, _ := own.With(members).Manifest(folder)
		facts.FirstParty = append(facts.FirstParty, plan.FirstParty{Folder: folder, Manifest: manifest})
	}
	p := planOf(t, app, facts)
	in := Input{
		Base: pinned("python:3.13-slim-trixie", "1"), Build: pinned("python:3.13-slim-trixie", "1"), UV: pinned("ghcr.io/astral-sh/uv:"+app.UV, "2"),
		Sources: sources, Ignored: facts.Ignore,
	}
	included := []string{"constraints.txt", "requirements.txt", "requirements/base.txt"}
	in.Hashed = strings.Contains(own["requirements.txt"], "--hash=") && !strings.Contains(own["requirements.txt"], "-c ")
	for _, s := range sources {
		in.Manifests = append(in.Manifests, s.Reads(own, members, included)...)
	}
	for _, target := range spec.Targets(file) {
		if target.Kind == spec.KindProcess {
			in.Processes = append(in.Processes, planOf(t, resolved(t, file, project, target.Name, edits), facts))
		}
	}
	return p, in
}

func planOf(t *testing.T, app *spec.App, facts plan.Facts) *plan.Plan {
	t.Helper()
	p, err := plan.New(app, facts)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func resolved(t *testing.T, file *spec.File, project *pyproject.Project, target string, edits []func(*spec.App)) *spec.App {
	t.Helper()
	app, problems := spec.Resolve(file, spec.Inputs{Project: project, Target: target})
	if app == nil {
		t.Fatal(problems.Text("pyapp.yaml"))
	}
	for _, edit := range edits {
		edit(app)
	}
	return app
}

func pinned(ref, digit string) string { return ref + "@sha256:" + strings.Repeat(digit, 64) }

func projectOf(t *testing.T, own, members plan.ProjectFiles, member string, sources []plan.Source) *pyproject.Project {
	t.Helper()
	project, problems := own.Project(sources)
	if member != "" {
		var folder string
		if folder, problems = plan.FindMember(own, member); len(problems) == 0 {
			project, problems = members.Manifest(folder)
		}
	}
	if len(problems) > 0 {
		t.Fatal(problems.Text("pyapp.yaml"))
	}
	return project
}

// lockOf is all that may be installed.
func lockOf(t *testing.T, name string, own plan.ProjectFiles, app *spec.App, sources []plan.Source) *lock.Lock {
	t.Helper()
	text := optional("../plan/testdata/pylock", name+".toml")
	var l *lock.Lock
	var err error
	switch {
	case text != "":
		l, err = lock.ParsePylock(text)
	case len(sources) == 0:
	case sources[0].Format == plan.FormatPylock:
		l, err = lock.ParsePylock(own["pylock.toml"])
	case sources[0].Format == plan.FormatPDM:
		l, err = lock.ParsePDM(own["pdm.lock"], own["pyproject.toml"], app.Groups)
	case sources[0].Format == plan.FormatPoetry:
		l, err = lock.ParsePoetry(own["poetry.lock"], own["pyproject.toml"], app.Groups, plan.Environments(app, "3.13.5", nil))
	default:
		t.Fatalf("no lock for %v", sources)
	}
	if err != nil {
		t.Fatal(err)
	}
	return l
}
