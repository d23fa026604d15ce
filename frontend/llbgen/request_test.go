package llbgen

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/frontend/plan/lock"
	"github.com/org/pyapp-frontend/spec"
	"github.com/org/pyapp-frontend/spec/pyproject"
)

// request is what one image is built from, in the forms that a user changes.
type request struct {
	spec  string
	files plan.ProjectFiles // of the project and of its members
	lock  string            // a pylock.toml: what uv or an index answers; empty: the project's own lock is read
	arch  string            // of the image; the build is on amd64
	steps []spec.Step       // besides those of the spec
	// emulated are packages that were found to compile.
	emulated []string
	target   string // of the image; empty: the default one
	common   string // a pylock.toml of what the default target installs, where this one installs more
}

// requestOf is an application of testdata, for amd64.
func requestOf(t *testing.T, app string) request {
	t.Helper()
	r := request{
		spec:  optional(t, appsFolder, app, "pyapp.yaml"),
		files: plan.ProjectFiles{},
		lock:  optional(t, "../plan/testdata/pylock", app+".toml"),
		arch:  "amd64",
	}
	err := fs.WalkDir(os.DirFS(filepath.Join(appsFolder, app)), ".", func(name string, _ fs.DirEntry, err error) error {
		script := strings.HasSuffix(name, ".py") || strings.HasSuffix(name, ".py.lock")
		if path.Base(name) == "pyproject.toml" || slices.Contains(plan.ProjectFileNames(), name) || script {
			r.files[name] = optional(t, appsFolder, app, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// plan is what the frontend would plan.
func (r request) plan(t *testing.T) *plan.Plan {
	t.Helper()
	file, problems := spec.Parse("pyapp.yaml", []byte(r.spec))
	if file == nil {
		t.Fatal(problems.Text("pyapp.yaml"))
	}
	script := plan.ScriptOf(spec.Arguments(file, ""))
	sources := r.files.Sources(spec.LockPaths(file), spec.WithoutLock(file), script)
	project := r.project(t, spec.PackageName(file), sources)
	app, problems := spec.Resolve(file, spec.Inputs{Project: project, Target: r.target})
	if app == nil {
		t.Fatal(problems.Text("pyapp.yaml"))
	}
	app.Steps = append(app.Steps, r.steps...)
	facts := plan.Facts{
		Target:  plan.Platform{OS: "linux", Architecture: r.arch},
		Build:   plan.Platform{OS: "linux", Architecture: "amd64"},
		Python:  "3.13.5",
		Project: project,
		Lock:    r.canonical(t, app, sources),
		Learned: plan.Learned{EmulatedBuilds: r.emulated},
	}
	if r.common != "" {
		common, err := lock.ParsePylock(r.common)
		if err != nil {
			t.Fatal(err)
		}
		facts.Common = common
	}
	for _, folder := range plan.Folders(facts.Lock, project, sources) {
		manifest, _ := r.files.Manifest(folder)
		facts.FirstParty = append(facts.FirstParty, plan.FirstParty{Folder: folder, Manifest: manifest})
	}
	p, err := plan.New(app, facts)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// project is the project, or the member of its workspace that is chosen.
func (r request) project(t *testing.T, member string, sources []plan.Source) *pyproject.Project {
	t.Helper()
	project, problems := r.files.Project(sources)
	if member != "" {
		var folder string
		if folder, problems = plan.FindMember(r.files, member); len(problems) == 0 {
			project, problems = r.files.Manifest(folder)
		}
	}
	if len(problems) > 0 {
		t.Fatal(problems.Text("pyapp.yaml"))
	}
	return project
}

// canonical is all that may be installed.
func (r request) canonical(t *testing.T, app *spec.App, sources []plan.Source) *lock.Lock {
	t.Helper()
	var l *lock.Lock
	var err error
	switch {
	case r.lock != "":
		l, err = lock.ParsePylock(r.lock)
	case len(sources) == 0:
	case sources[0].Format == plan.FormatPylock:
		l, err = lock.ParsePylock(r.files["pylock.toml"])
	case sources[0].Format == plan.FormatPDM:
		l, err = lock.ParsePDM(r.files["pdm.lock"], r.files["pyproject.toml"], app.Groups)
	case sources[0].Format == plan.FormatPoetry:
		l, err = lock.ParsePoetry(r.files["poetry.lock"], r.files["pyproject.toml"], app.Groups, plan.Environments(app, "3.13.5", nil))
	default:
		t.Fatalf("no lock for %v", sources)
	}
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// changed replaces a stretch of the spec's text that has to be there.
func (r request) changed(t *testing.T, old, text string) request {
	t.Helper()
	if !strings.Contains(r.spec, old) {
		t.Fatalf("no %q in %s", old, r.spec)
	}
	r.spec = strings.Replace(r.spec, old, text, 1)
	return r
}

// edited replaces a stretch of a file of the project that has to be there.
func (r request) edited(t *testing.T, name, old, text string) request {
	t.Helper()
	if !strings.Contains(r.files[name], old) {
		t.Fatalf("no %q in %s", old, name)
	}
	r.files = r.files.With(plan.ProjectFiles{name: strings.Replace(r.files[name], old, text, 1)})
	return r
}

// relocked replaces a version in the lock, wherever it stands.
func (r request) relocked(t *testing.T, name, old, version string) request {
	t.Helper()
	entry := fmt.Sprintf("name = %q\nversion = %q\n", name, old)
	if !strings.Contains(r.lock, entry) {
		t.Fatalf("no %s %s in the lock", name, old)
	}
	file := strings.ReplaceAll(name, "-", "_")
	r.lock = strings.ReplaceAll(r.lock, entry, fmt.Sprintf("name = %q\nversion = %q\n", name, version))
	r.lock = strings.ReplaceAll(r.lock, file+"-"+old, file+"-"+version)
	return r
}
