package frontend

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/frontend/directive"
	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/frontend/plan/libs"
	"github.com/org/pyapp-frontend/frontend/plan/lock"
	"github.com/org/pyapp-frontend/spec"
	"github.com/org/pyapp-frontend/spec/pyproject"
)

var update = flag.Bool("update", false, "rewrite what is generated")

const lintFolder = "../docs/reference/lint"

// TestLintTable keeps the list of all rules current.
func TestLintTable(t *testing.T) {
	t.Parallel()
	const name, mark = "../docs/reference/lint.md", "-update -->\n"
	text := readAll(t, name)
	head, _, found := strings.Cut(text, mark)
	if !found {
		t.Fatalf("%s has no mark for the table", name)
	}
	want := head + mark + "\n| rule | warns of |\n|---|---|\n"
	for _, r := range plan.LintRules() {
		want += "| [" + r.ID + "](lint/" + r.ID + ".md) | " + r.Description + " |\n"
	}
	if *update {
		if err := os.WriteFile(name, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if text != want {
		t.Errorf("%s is not current; go test ./frontend -run TestLintTable -update", name)
	}
}

func readAll(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// yamlBlock is an example of a page.
var yamlBlock = regexp.MustCompile("(?s)```yaml\n(.*?)```")

// TestLintPages wants a page for each rule, which says what it is about and how to silence it, and whose first example gives the
// warning and whose second one does not. Where no spec alone gives the warning, the scene does.
func TestLintPages(t *testing.T) {
	t.Parallel()
	for _, rule := range plan.LintRules() {
		t.Run(rule.ID, func(t *testing.T) {
			page := readAll(t, filepath.Join(lintFolder, rule.ID+".md"))
			for _, words := range []string{"# " + rule.ID + "\n", "> " + rule.Description + "\n", "`# check=skip=" + rule.ID + "`"} {
				if !strings.Contains(page, words) {
					t.Errorf("the page does not say %q", words)
				}
			}
			examples := [][]string{{"", "entrypoint: [python, main.py]\n"}}
			if blocks := yamlBlock.FindAllStringSubmatch(page, -1); blocks != nil {
				examples = blocks
			}
			for i, example := range examples {
				found := lintOf(t, example[1], lintScenes()[rule.ID])
				if has := slices.Contains(found, rule.ID); has != (i == 0) {
					t.Errorf("example %d gives %q", i+1, found)
				}
				if i > 0 && len(found) > 0 {
					t.Errorf("example %d is to be a good one, and gives %q", i+1, found)
				}
			}
		})
	}
	entries, err := os.ReadDir(lintFolder)
	if err != nil || len(entries) != len(plan.LintRules()) {
		t.Errorf("there are %d pages for %d rules (error %v)", len(entries), len(plan.LintRules()), err)
	}
}

// lintScene is what a rule's example is looked at with.
type lintScene struct {
	args          map[string]string
	project       string // pyproject.toml
	pythonVersion string // .python-version
	packages      []lock.Package
	more          func(*spec.App) spec.Diagnostics // checks that need what only a build has
}

// lintOf are the rules of the warnings that a spec gives.
func lintOf(t *testing.T, text string, s lintScene) []string {
	t.Helper()
	b, _ := newBuild(t, text, s.args)
	file, problems := spec.Parse("pyapp.yaml", []byte(text))
	if file == nil {
		t.Fatal(problems.Text("pyapp.yaml"))
	}
	checks, ofDirective := directive.Read([]byte(text), b.LinterConfig)
	project, err := pyproject.Parse([]byte(s.project))
	if err != nil {
		t.Fatal(err)
	}
	app, more := spec.Resolve(file, spec.Inputs{BuildArgs: s.args, Project: project, PythonVersionFile: s.pythonVersion})
	problems = slices.Concat(problems, ofDirective, spec.Validate(file), more)
	if app == nil {
		t.Fatal(problems.Text("pyapp.yaml"))
	}
	amd64 := plan.Platform{OS: "linux", Architecture: "amd64"}
	chosen := slices.DeleteFunc(slices.Clone(s.packages), func(p lock.Package) bool { return p.Marker == "dev" && len(app.Groups.Include) == 0 })
	for i := range chosen {
		chosen[i].Marker = ""
	}
	problems = append(problems, plan.Advise(app, plan.Facts{Target: amd64, Build: amd64, Python: "3.13.5", Lock: &lock.Lock{Packages: chosen}})...)
	if s.more != nil {
		problems = append(problems, s.more(app)...)
	}
	var rules []string
	for _, d := range problems {
		if d.Severity == spec.Error {
			t.Fatal(d.Text("pyapp.yaml"))
		}
		if !checks.Silences(d.Rule) {
			rules = append(rules, d.Rule)
		}
	}
	return rules
}

// wheel is a package that has one for every target; it is of the group dev where its marker says so.
func wheel(name, marker string) lock.Package {
	return lock.Package{Name: name, Version: "1", Marker: marker, Wheels: []lock.File{lockFile(strings.ReplaceAll(name, "-", "_") + "-1-py3-none-any.whl")}}
}

func lockFile(name string) lock.File {
	return lock.File{Name: name, URL: "https://files.example/" + name, Hashes: []string{"sha256:00"}}
}

func lintScenes() map[string]lintScene {
	sdist := lockFile("psycopg2-1.tar.gz")
	requirements := func(text string) func(*spec.App) spec.Diagnostics {
		return func(app *spec.App) spec.Diagnostics {
			r, err := lock.ParseRequirements("requirements.txt", func(string) (string, bool) { return text, true })
			if err != nil {
				return spec.Diagnostics{{Summary: err.Error()}}
			}
			return plan.WarnRequirements(app, plan.Source{Format: plan.FormatRequirements, Path: "requirements.txt"}, r)
		}
	}
	return map[string]lintScene{
		"python-version-file": {pythonVersion: "pypy3.10\n"},
		"group-still-in": {project: "[project]\nname = 'p'\nversion = '1'\n[dependency-groups]\ntest = ['pytest']\n" +
			"dev = [{include-group = 'test'}, 'ruff']\n[tool.uv]\ndefault-groups = ['dev']\n"},
		"unknown-build-arg": {args: map[string]string{"PYAPP_PYHTON": "3.12"}},
		"missing-library":   {packages: []lock.Package{{Name: "psycopg2", Version: "1", Sdist: &sdist}}},
		"gpu-build":         {packages: []lock.Package{wheel("torch", ""), wheel("nvidia-cublas-cu12", ""), wheel("nvidia-cudnn-cu12", "")}},
		"development-tools": {
			project:  "[project]\nname = 'p'\nversion = '1'\n[dependency-groups]\ndev = ['pytest']\n",
			packages: []lock.Package{wheel("pytest", "dev")},
		},
		"unlocked": {more: func(app *spec.App) spec.Diagnostics {
			if !app.NoLock {
				return nil
			}
			return plan.WarnUnlocked(app, plan.Source{Format: plan.FormatNone})
		}},
		"unpinned-requirements": {more: requirements("requests>=2\n")},
		"unhashed-requirements": {more: requirements("requests==2.32.3\n")},
		"requirements-option":   {more: requirements("--prefer-binary\nsix==1.17.0 --hash=sha256:" + strings.Repeat("0", 64) + "\n")},
		"no-init": {more: func(app *spec.App) spec.Diagnostics {
			app.Base.Distribution = "fedora"
			return plan.CheckPackageManager(app)
		}},
		"denied-files": {more: func(app *spec.App) spec.Diagnostics {
			if names := plan.NamesOf(app, []string{"conf/server.pem"}); len(names) > 0 {
				return spec.Diagnostics{plan.WarnDenied(app, names)}
			}
			return nil
		}},
		"stage-shadows-context": {more: func(app *spec.App) spec.Diagnostics {
			return plan.CheckFrom(app, func(name string) bool { return name == "assets" })
		}},
		"unused-build-libs": {more: func(app *spec.App) spec.Diagnostics { return plan.CheckTools(app, &plan.Plan{Spec: app}) }},
		"emulated-build": {more: func(app *spec.App) spec.Diagnostics {
			p := foreignPlan(app)
			p.Builds = []plan.Build{{Name: "fast", Version: "1"}}
			_, warnings := plan.Learn(p, plan.Learned{}, []libs.Environment{{Built: []string{"fast"}}}, libs.System{})
			return warnings
		}},
		"emulated-packages": {more: func(app *spec.App) spec.Diagnostics {
			_, warnings := plan.Learn(foreignPlan(app), plan.Learned{}, nil, libs.System{Scripts: []string{"libodd1"}})
			return warnings
		}},
	}
}

// foreignPlan is for an image of another platform than the builder's.
func foreignPlan(app *spec.App) *plan.Plan {
	return &plan.Plan{
		Spec: app, Target: plan.Platform{OS: "linux", Architecture: "arm64"}, Build: plan.Platform{OS: "linux", Architecture: "amd64"},
		System: plan.System{Emulated: true},
	}
}
