package plan

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/spec"
	"github.com/org/pyapp-frontend/spec/pyproject"
)

const appsFolder = "../../testdata/apps"

// amd64 is what the tests build on and, unless they say otherwise, for.
var amd64 = Platform{OS: "linux", Architecture: "amd64"}

// appNames are the folders of real small applications.
func appNames(t *testing.T) []string {
	t.Helper()
	entries, err := os.ReadDir(appsFolder)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		if e.IsDir() {
			names = append(names, e.Name())
		}
	}
	if len(names) == 0 {
		t.Fatal("no applications in " + appsFolder)
	}
	return names
}

// optional is the text of a file; empty: there is none.
func optional(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return string(data)
}

// realApp is an application of testdata with all that a build on amd64 would know of it.
func realApp(t *testing.T, name string) (*spec.App, Facts) {
	t.Helper()
	app, locking := realLocking(t, name)
	facts := Facts{Target: amd64, Build: amd64, Python: "3.13.5", Project: locking.Project, Lock: realLock(t, name, app, locking), BaseName: RuntimeImage(app)}
	for _, folder := range Folders(facts.Lock, facts.Project, locking.Sources) {
		manifest := projectOf(t, optional(t, filepath.Join(appsFolder, name, folder, "pyproject.toml")))
		if folder == "." {
			manifest, _ = locking.Files.Project(locking.Sources)
		}
		facts.FirstParty = append(facts.FirstParty, FirstParty{folder, manifest})
	}
	facts.Ignore = strings.Fields(optional(t, filepath.Join(appsFolder, name, ".dockerignore")))
	return app, facts
}

// oneScript is a project that gives specs without a command one to run.
const oneScript = "[project]\nname = 'p'\nversion = '1'\n[project.scripts]\nmain = 'p:main'\n"

// buildSystem makes a project a package.
const buildSystem = "[build-system]\nrequires = []\nbuild-backend = 'b'\n"

// yamlApp is the resolved spec of some lines of YAML, for a project with one script.
func yamlApp(t *testing.T, lines ...string) *spec.App {
	t.Helper()
	return resolved(t, strings.Join(lines, "\n")+"\n", projectOf(t, oneScript))
}

func resolved(t *testing.T, text string, project *pyproject.Project) *spec.App {
	t.Helper()
	app, problems := spec.Resolve(parsedSpec(t, text), spec.Inputs{Project: project})
	if app == nil {
		t.Fatalf("resolving the spec:\n%s\n%s", text, problems.Text("pyapp.yaml"))
	}
	return app
}

func parsedSpec(t *testing.T, text string) *spec.File {
	t.Helper()
	file, problems := spec.Parse("pyapp.yaml", []byte(text))
	if file != nil {
		problems = append(problems, spec.Validate(file)...)
	}
	if errs := problems.Errors(); len(errs) > 0 {
		t.Fatalf("reading the spec:\n%s\n%s", text, errs.Text("pyapp.yaml"))
	}
	return file
}

// projectOf reads a pyproject.toml; nil for an empty text.
func projectOf(t *testing.T, text string) *pyproject.Project {
	t.Helper()
	if text == "" {
		return nil
	}
	p, err := pyproject.Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// itself is a project as the package that is to be installed; nothing, if it is none.
func itself(p *pyproject.Project) []FirstParty {
	if p == nil || !p.IsPackage() {
		return nil
	}
	return []FirstParty{{".", p}}
}

// planned is the plan of a spec and facts, with amd64 where the facts name no platform.
func planned(t *testing.T, app *spec.App, facts Facts) *Plan {
	t.Helper()
	if facts.Target == (Platform{}) {
		facts.Target, facts.Build = amd64, amd64
	}
	if facts.Python == "" {
		facts.Python = "3.13.5"
	}
	p, err := New(app, facts)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// wantOne checks that there is one diagnostic, at a key, whose text holds all of some words; none, when key is empty.
func wantOne(t *testing.T, ds spec.Diagnostics, key string, words ...string) {
	t.Helper()
	if key == "" {
		if len(ds) > 0 {
			t.Errorf("got %q, want nothing", ds.Text("pyapp.yaml"))
		}
		return
	}
	if len(ds) != 1 || ds[0].Path != key {
		t.Fatalf("got %q, want one about %s", ds.Text("pyapp.yaml"), key)
	}
	for _, w := range words {
		if !strings.Contains(ds[0].Text("pyapp.yaml"), w) {
			t.Errorf("%q does not mention %q", ds[0].Text("pyapp.yaml"), w)
		}
	}
}

// listOnDisk lists folders of an application of testdata.
func listOnDisk(app string) func(string) []string {
	return func(folder string) []string {
		entries, err := os.ReadDir(filepath.Join(appsFolder, app, folder))
		if err != nil {
			return nil
		}
		var out []string
		for _, e := range entries {
			name := e.Name()
			if e.IsDir() {
				name += "/"
			}
			out = append(out, name)
		}
		return out
	}
}

// lookOnDisk is what is known of the paths of an application of testdata.
func lookOnDisk(app string) func(string) Found {
	return func(name string) Found {
		info, err := os.Stat(filepath.Join(appsFolder, app, name))
		if err != nil {
			return Found{}
		}
		return Found{Exists: true, Folder: info.IsDir(), Executable: info.Mode()&0o111 != 0}
	}
}
