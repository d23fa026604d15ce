package plan

import (
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"github.com/org/pyapp-frontend/frontend/plan/lock"
	"github.com/org/pyapp-frontend/spec"
)

// realTarget is one target of the application that has several, with all that a build on amd64 would know of it.
func realTarget(t *testing.T, target string) (*spec.App, Facts) {
	t.Helper()
	_, facts := realApp(t, "targets")
	file := parsedSpec(t, optional(t, filepath.Join(appsFolder, "targets", "pyapp.yaml")))
	app, problems := spec.Resolve(file, spec.Inputs{Project: facts.Project, Target: target})
	if app == nil {
		t.Fatal(problems.Text("pyapp.yaml"))
	}
	if InstallsMore(app) {
		facts.Common, facts.Lock = facts.Lock, recorded(t, "targets-dev")
	}
	return app, facts
}

// TestTargetGoldens compares the plans of targets with testdata/targets/<target>.json.
func TestTargetGoldens(t *testing.T) {
	t.Parallel()
	for _, target := range []string{"worker", "beat", "test", "dev"} {
		app, facts := realTarget(t, target)
		p := planned(t, app, facts)
		if p.Added != nil {
			short := *p.Added
			short.Files = abridged(short.Files)
			p.Added = &short
		}
		checkGolden(t, filepath.Join("targets", target+".json"), asJSON(t, p))
	}
}

// TestTargetsInstallTheSameSteps has what the default target installs in the same steps everywhere, and the rest after them.
func TestTargetsInstallTheSameSteps(t *testing.T) {
	t.Parallel()
	app, facts := realTarget(t, "runtime")
	want := planned(t, app, facts).Deps
	for _, target := range []string{"worker", "beat", "test", "dev"} {
		app, facts := realTarget(t, target)
		got := planned(t, app, facts).Deps
		if !reflect.DeepEqual(got[:len(want)], want) {
			t.Errorf("%s installs\n%+v, want first\n%+v", target, got, want)
		}
		var more []string
		for _, g := range got[len(want):] {
			more = append(more, g.Names...)
		}
		if adds := target == "test" || target == "dev"; adds != slices.Contains(more, "pytest") || !adds && more != nil {
			t.Errorf("%s installs on top %q", target, more)
		}
	}
}

// TestTiedPackagesStayTogether moves to the added ones what only one step can install with them.
func TestTiedPackagesStayTogether(t *testing.T) {
	t.Parallel()
	app := targetApp(t, "command: [a]\ntest: {command: [b], include-groups: [dev]}\n", "test")
	common := lockOf([]string{"a", "b"}, []string{"c"})
	facts := Facts{Target: amd64, Build: amd64, Python: "3.13.5", Common: common, Lock: lockOf([]string{"a", "b", "x"}, []string{"c", "y"})}
	names := func() (out [][]string) {
		p := planned(t, app, facts)
		for _, g := range p.Deps {
			out = append(out, g.Names)
		}
		for _, b := range p.Builds {
			out = append(out, []string{b.Name})
		}
		return out
	}
	if got, want := names(), [][]string{{"a", "b"}, {"x"}, {"c"}, {"y"}}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	facts.Learned.Together = [][]string{{"b", "x"}}
	if got, want := names(), [][]string{{"a"}, {"b", "x"}, {"c"}, {"y"}}; !reflect.DeepEqual(got, want) {
		t.Errorf("tied, got %q, want %q", got, want)
	}
}

// targetApp is a target of a spec, for a project with a group.
func targetApp(t *testing.T, text, target string) *spec.App {
	t.Helper()
	app, problems := spec.Resolve(parsedSpec(t, text), spec.Inputs{Target: target, Project: projectOf(t, "[project]\nname = 'p'\n[dependency-groups]\ndev = []\n")})
	if app == nil {
		t.Fatal(problems.Text("pyapp.yaml"))
	}
	return app
}

// TestStepsAreTheSameForAllTargets runs them without what only one target has.
func TestStepsAreTheSameForAllTargets(t *testing.T) {
	t.Parallel()
	const text = "command: [uvicorn, x]\nenv: {A: '1'}\nsteps:\n- {run: [make], outputs: [static]}\n" +
		"processes: {worker: {command: [python, w.py], env: {A: '2'}, system-libs: [libxml2]}}\n" +
		"test: {command: [b], include-groups: [dev], env: {B: '3'}}\ndev: {command: [c], include-groups: [dev]}\n"
	common, all := lockOf([]string{"a"}, nil), lockOf([]string{"a", "x"}, nil)
	common.Packages = append(common.Packages, lock.Package{Name: "own", Directory: &lock.Directory{Path: "own"}})
	all.Packages = append(all.Packages, common.Packages[1], lock.Package{Name: "kit", Directory: &lock.Directory{Path: "kit"}})
	manifest := projectOf(t, oneScript+buildSystem)
	runtime := planned(t, targetApp(t, text, ""), Facts{Lock: common, FirstParty: []FirstParty{{"own", manifest}}})
	for _, target := range []string{"worker", "test", "dev"} {
		facts := Facts{Lock: common, FirstParty: []FirstParty{{"own", manifest}}}
		if target != "worker" {
			facts = Facts{Lock: all, Common: common, FirstParty: []FirstParty{{"kit", manifest}, {"own", manifest}}}
		}
		p := planned(t, targetApp(t, text, target), facts)
		if !reflect.DeepEqual(p.Steps, runtime.Steps) {
			t.Errorf("%s runs %+v, want %+v", target, p.Steps, runtime.Steps)
		}
		got, want := *p.Builder, *runtime.Builder
		got.Image, want.Image, got.Spec, want.Spec = Image{}, Image{}, nil, nil
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s runs its steps in\n%+v, want\n%+v", target, got, want)
		}
	}
}

// TestInitOfTargets goes by the target's own command; that of a test is run by nobody but the build.
func TestInitOfTargets(t *testing.T) {
	t.Parallel()
	const text = "command: [uvicorn, x]\nprocesses: {worker: {command: [python, w.py]}}\ntest: {command: [pytest]}\ndev: {command: [flask, run]}\n"
	for target, want := range map[string]bool{"": false, "worker": true, "test": false, "dev": true} {
		p := planned(t, targetApp(t, text, target), Facts{})
		if got := slices.Contains(p.System.Packages, "tini"); got != want || (p.Image.Entrypoint != nil) != want {
			t.Errorf("%q has an init: %v, want %v (%q)", target, got, want, p.Image.Entrypoint)
		}
	}
}

// TestEnvironmentInSight is kept in a volume where the application's folder may be mounted over it.
func TestEnvironmentInSight(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]string{
		"volumes: [/data]\n":                  {"/data", "/app/.venv"},
		"volumes: [/data]\nworkdir: /srv/x\n": {"/data"},
	} {
		p := planned(t, targetApp(t, "command: [a]\ndev: {command: [a]}\n"+text, "dev"), Facts{})
		if !slices.Equal(p.Image.Volumes, want) || p.App.Compile {
			t.Errorf("%s: volumes %q, compiled %v", text, p.Image.Volumes, p.App.Compile)
		}
	}
}

// TestAddedFiles come back against .dockerignore and files.exclude, and not against the deny list.
func TestAddedFiles(t *testing.T) {
	t.Parallel()
	app := targetApp(t, "project: api\ncommand: [a]\nfiles: {exclude: [tests]}\ntest: {command: [b], files: {include: [tests, .env.test]}}\n", "test")
	p := planned(t, app, Facts{Ignore: []string{"api/tests"}})
	keeps := NewMatcher(p.Added.Files).Keeps
	for name, want := range map[string]bool{
		"api/tests/test_a.py": true, "api/.env.test": true, "api/main.py": false, "tests/test_a.py": false, "api/tests/.env": false, "api/tests/__pycache__/x.pyc": false,
	} {
		if keeps(name) != want {
			t.Errorf("%s is added: %v, want %v", name, !want, want)
		}
	}
	if NewMatcher(p.App.Files).Keeps("api/tests/test_a.py") {
		t.Error("the application has the tests")
	}
}
