package integration

import (
	"slices"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// An editedApp is an application, and edits to it that change nothing of what it depends on.
type editedApp struct {
	app   string
	edits []edit
}

// The beginnings of steps' names.
const (
	copiesApp       = "copy the application"
	installsProject = "install project"
	checksUV        = "check uv.lock"
	runsSteps       = "step: "
)

func formatEdits() []editedApp {
	linter := func(runs ...string) edit {
		return edit{"linter settings", appended("pyproject.toml", "\n[tool.ruff]\nline-length = %d\n"), runs}
	}
	version := func(old string, runs ...string) edit {
		return edit{"version", change("pyproject.toml", `version = "`+old+`"`, `version = "`+old+`.%d"`), runs}
	}
	source := func(name string, runs ...string) edit { return edit{"source", appended(name, "\n# %d\n"), runs} }
	comment := func(name string, runs ...string) edit { return edit{"comment", appended(name, "\n# %d\n"), runs} }
	return []editedApp{
		{"django", []edit{version("5.0.2", copiesApp, runsSteps), source("bookshop/views.py", copiesApp, runsSteps)}},
		{"pdm", []edit{version("0.6.0", installsProject, copiesApp), linter(installsProject, copiesApp), source("src/turnstile/web.py", copiesApp)}},
		{"pipenv", []edit{comment("Pipfile", copiesApp), source("main.py", copiesApp)}},
		{"requirements", []edit{comment("requirements/base.txt", copiesApp), source("main.py", copiesApp)}},
		{"unpinned", []edit{
			version("0.1.0", "resolve", installsProject, copiesApp),
			comment("requirements.txt", copiesApp), source("src/menu/cli.py", copiesApp),
		}},
		{"pylock", []edit{comment("pylock.toml", copiesApp), source("main.py", copiesApp)}},
		{"script723", []edit{source("main.py", "check main.py.lock", copiesApp)}},
		{"sources", []edit{
			{"version", relocked(`version = "0.5.0"`, `version = "0.5.%d"`, `"stock-taker"`+"\n"), []string{checksUV, copiesApp}},
			linter(checksUV, copiesApp), source("main.py", copiesApp),
		}},
		{"poetry-old", []edit{version("1.8.0", installsProject, copiesApp), source("src/postage/cli.py", copiesApp)}},
	}
}

// TestFormatsKeepDependencies makes edits after a first build, and wants dependencies and what was built of them to be as
// they were, whatever locked them.
func TestFormatsKeepDependencies(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	for _, app := range formatEdits() {
		t.Run(app.app, func(t *testing.T) {
			t.Parallel()
			mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: m.Copy(t, app.app)})
			for _, e := range app.edits {
				t.Run(e.name, func(t *testing.T) { editAndBuild(t, m, app.app, e) })
			}
		})
	}
}

// editAndBuild wants exactly the steps to run that the edit names.
func editAndBuild(t *testing.T, m rig.Machine, app string, e edit) {
	t.Helper()
	dir := m.Copy(t, app)
	e.do(t, dir)
	result := mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: dir})
	wantCached(t, result, "install dependenc")
	for _, step := range result.Steps {
		if strings.HasPrefix(step.Name, "build") && !step.Cached {
			t.Errorf("%q was not CACHED", step.Name)
		}
	}
	wantRan(t, result, e.runs)
}

// wantRan wants steps whose names begin so to have run, each of them, and no others but those that load something.
func wantRan(t *testing.T, result *rig.Result, prefixes []string) {
	t.Helper()
	ran := slices.DeleteFunc(result.Ran(), func(name string) bool {
		return beginsWithOne(name, []string{"[internal] ", "load image "})
	})
	for _, name := range ran {
		if !beginsWithOne(name, prefixes) {
			t.Errorf("%q ran", name)
		}
	}
	for _, prefix := range prefixes {
		if !slices.ContainsFunc(ran, func(name string) bool { return strings.HasPrefix(name, prefix) }) {
			t.Errorf("no step %q ran", prefix)
		}
	}
}

func beginsWithOne(name string, prefixes []string) bool {
	return slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(name, p) })
}

// appended adds a text with a number never used before to the end of a file.
func appended(name, format string) func(t *testing.T, dir string) {
	return func(t *testing.T, dir string) {
		t.Helper()
		text := string(readFile(t, dir, name))
		change(name, text, strings.ReplaceAll(text, "%", "%%")+format)(t, dir)
	}
}
