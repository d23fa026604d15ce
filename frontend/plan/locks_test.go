package plan

import (
	"testing"

	"github.com/org/pyapp-frontend/spec"
)

const (
	projectOnly = "[project]\nname = 'p'\nversion = '1'\n"
	poetryOnly  = "[tool.poetry]\nname = 'p'\nversion = '1'\n"
	toolsOnly   = "[tool.ruff]\nline-length = 100\n"
	scriptText  = "# /// script\n# dependencies = [\"httpx\"]\n# ///\nimport httpx\n"
)

// lockingOf is what the build knows after it has read some files.
func lockingOf(t *testing.T, file *spec.File, files ProjectFiles) Locking {
	t.Helper()
	script := ScriptOf(spec.Arguments(file, ""))
	l := Locking{Files: files, Sources: files.Sources(spec.LockPaths(file), spec.WithoutLock(file), script)}
	var problems, more spec.Diagnostics
	l.Project, problems = files.Project(l.Sources)
	l.Script, more = files.Script(script)
	if problems = append(problems, more...); len(problems) > 0 {
		t.Fatal(problems.Text("pyapp.yaml"))
	}
	return l
}

// TestCheckLocks has each way in which a project may fail to say what is to be installed.
func TestCheckLocks(t *testing.T) {
	t.Parallel()
	const (
		plain = "entrypoint: [python, main.py]"
		inAPI = "{entrypoint: [python, main.py], project: api}"
	)
	named := func(lock string) string { return "{entrypoint: [python, main.py], lock: " + lock + "}" }
	for _, tc := range []struct {
		name, yaml string
		files      ProjectFiles
		key        string // of the problem; empty: none
		words      []string
	}{
		{"nothing at all", plain, nil, "", nil},
		{"tools only", plain, ProjectFiles{"pyproject.toml": toolsOnly}, "", nil},
		{"uv", plain, ProjectFiles{"pyproject.toml": projectOnly, "uv.lock": "x"}, "", nil},
		{"Poetry", plain, ProjectFiles{"pyproject.toml": poetryOnly, "poetry.lock": "x"}, "", nil},
		{"PDM", plain, ProjectFiles{"pyproject.toml": projectOnly, "pdm.lock": "x"}, "", nil},
		{"Pipenv", plain, ProjectFiles{"Pipfile": "[packages]\n", "Pipfile.lock": "{}"}, "", nil},
		{"pylock.toml alone", plain, ProjectFiles{"pylock.toml": "lock-version = '1.0'\n"}, "", nil},
		{"requirements alone", plain, ProjectFiles{"requirements.txt": "x"}, "", nil},
		{"requirements beside a manifest", plain, ProjectFiles{"pyproject.toml": projectOnly, "requirements.txt": "x"}, "", nil},
		{"script", plain, ProjectFiles{"main.py": scriptText, "main.py.lock": "x"}, "", nil},
		{"script without dependencies", plain, ProjectFiles{"main.py": "print()\n"}, "", nil},

		{"named and there", named("uv.lock"), ProjectFiles{"pyproject.toml": projectOnly, "uv.lock": "x"}, "", nil},
		{"named and not there", named("uv.lock"), ProjectFiles{"pyproject.toml": projectOnly}, "lock[0]",
			[]string{"there is no uv.lock in the build context", "`uv lock`"}},
		{"named and not there, in a folder", "{project: api, lock: poetry.lock}", ProjectFiles{"pyproject.toml": projectOnly}, "lock[0]",
			[]string{"no poetry.lock in api", "`poetry lock`"}},
		{"named and not there, by PDM", named("pdm.lock"), ProjectFiles{"pyproject.toml": projectOnly}, "lock[0]", []string{"`pdm lock`"}},
		{"named and not there, by Pipenv", named("Pipfile.lock"), ProjectFiles{"Pipfile": ""}, "lock[0]", []string{"`pipenv lock`"}},
		{"named and not there, by anything", named("deploy.txt"), nil, "lock[0]", []string{"no deploy.txt", "the tool that made it"}},
		{"unknown name", named("deps.json"), ProjectFiles{"deps.json": "{}"}, "lock[0]",
			[]string{"deps.json has the name of no lock file", "uv.lock", "poetry.lock", "pylock.<name>.toml"}},
		{"second of two", named("[a.txt, b.txt]"), ProjectFiles{"a.txt": "x"}, "lock[1]", []string{"no b.txt"}},
		{"not beside its manifest", named("api/uv.lock"), ProjectFiles{"api/uv.lock": "x"}, "lock[0]", []string{"write `project: api`"}},
		{"requirements in a folder", named("deploy/web.txt"), ProjectFiles{"deploy/web.txt": "x"}, "", nil},

		{"two kinds", plain, ProjectFiles{"pyproject.toml": projectOnly, "uv.lock": "x", "requirements.txt": "x"}, "lock",
			[]string{"found both uv.lock and requirements.txt", "`lock: uv.lock`"}},
		{"two kinds, and one chosen", named("requirements.txt"), ProjectFiles{"pyproject.toml": projectOnly, "uv.lock": "x", "requirements.txt": "x"}, "", nil},
		{"two kinds, and none chosen", named("none"), ProjectFiles{"pyproject.toml": projectOnly, "uv.lock": "x", "requirements.txt": "x"}, "", nil},

		{"uv.lock alone", plain, ProjectFiles{"uv.lock": "x"}, "project", []string{"uv.lock in the build context and no pyproject.toml", "commit both"}},
		{"poetry.lock alone", inAPI, ProjectFiles{"poetry.lock": "x"}, "project", []string{"poetry.lock in api and no pyproject.toml"}},
		{"Pipfile.lock alone", plain, ProjectFiles{"Pipfile.lock": "{}"}, "project", []string{"no Pipfile beside it"}},

		{"manifest alone", plain, ProjectFiles{"pyproject.toml": projectOnly}, "lock",
			[]string{"no lock file in the build context", "`uv lock`", "`lock: none`"}},
		{"manifest alone, in a folder", inAPI, ProjectFiles{"pyproject.toml": projectOnly}, "lock", []string{"no lock file in api"}},
		{"manifest of a member", "project: packages/api", ProjectFiles{"pyproject.toml": projectOnly, "../../uv.lock": "x"}, "lock",
			[]string{"no lock file in packages/api, but a uv.lock above it", "`project: .`", "`package: p`"}},
		{"Pipfile without a lock", plain, ProjectFiles{"Pipfile": "[packages]\n"}, "lock", []string{"there is a Pipfile", "`pipenv lock`"}},
		{"requirements.in", plain, ProjectFiles{"requirements.in": "httpx\n"}, "lock", []string{"requirements.in", "uv pip compile --generate-hashes"}},
		{"setup.py", inAPI, ProjectFiles{"setup.py": ""}, "lock", []string{"setup.py in api", "uv pip compile --generate-hashes setup.py"}},
		{"old Poetry without a lock", plain, ProjectFiles{"pyproject.toml": poetryOnly}, "project", []string{"only [tool.poetry]", "`poetry lock`"}},
		{"new Poetry without a lock", plain, ProjectFiles{"pyproject.toml": poetryOnly + projectOnly}, "lock", []string{"no lock file"}},
		{"script without a lock", plain, ProjectFiles{"main.py": scriptText}, "lock", []string{"of the script", "`uv lock --script main.py`", "`lock: none`"}},

		{"none, for a project", named("none"), ProjectFiles{"pyproject.toml": projectOnly}, "", nil},
		{"none, for a script", named("none"), ProjectFiles{"main.py": scriptText}, "", nil},
		{"none, for Poetry", named("none"), ProjectFiles{"pyproject.toml": poetryOnly}, "lock", []string{"only Poetry can resolve", "`poetry lock`"}},
		{"none, for nothing", named("none"), nil, "lock", []string{"neither a pyproject.toml with [project] nor a script"}},
		{"none, for tools", named("none"), ProjectFiles{"pyproject.toml": toolsOnly}, "lock", []string{"neither"}},

		{"merge conflict", plain, ProjectFiles{"pyproject.toml": projectOnly, "uv.lock": "version = 1\n<<<<<<< HEAD\n"}, "lock",
			[]string{"uv.lock:2: the file has the marks of a merge conflict", "check out one side", "`uv lock`"}},
		{"merge conflict in the first line", plain, ProjectFiles{"requirements.txt": "<<<<<<< HEAD\na\n"}, "lock", []string{"requirements.txt:1: "}},
		{"merge conflict of a script", plain, ProjectFiles{"main.py": scriptText, "main.py.lock": "a\nb\n<<<<<<< HEAD\n"}, "lock", []string{"main.py.lock:3: "}},
		{"merge conflict of what is not used", named("b.txt"), ProjectFiles{"uv.lock": "<<<<<<< HEAD\n", "b.txt": "x"}, "", nil},
		{"no merge conflict", plain, ProjectFiles{"requirements.txt": "# <<<<<<< HEAD\na==1\n"}, "", nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			file := parsedSpec(t, tc.yaml)
			l := lockingOf(t, file, tc.files)
			app, _ := spec.Resolve(parsedSpec(t, "entrypoint: [python, main.py]"), spec.Inputs{})
			app.Locks, app.NoLock = spec.LockPaths(file), spec.WithoutLock(file)
			if folder := spec.ProjectFolder(file); folder != "" {
				app.Project = folder
			}
			wantOne(t, CheckLocks(app, l), tc.key, tc.words...)
		})
	}
}

// TestChosenGroupsNeedALock even where the manifest has no project.
func TestChosenGroupsNeedALock(t *testing.T) {
	t.Parallel()
	app := yamlApp(t, "python: '3.13'")
	app.Groups.Include = []string{"web"}
	project := projectOf(t, "[dependency-groups]\nweb = []\n")
	wantOne(t, CheckGroups(app, Locking{Project: project}), "lock", "groups or extras", "uv init")
	wantOne(t, CheckGroups(app, Locking{Project: project, Sources: []Source{{FormatRequirements, "requirements.txt"}}}), "")
}

// TestEveryNamedLockIsChecked reports each of several at its own place.
func TestEveryNamedLockIsChecked(t *testing.T) {
	t.Parallel()
	app := yamlApp(t, "lock: [a.txt, b.json, c.txt]")
	got := CheckLocks(app, Locking{Files: ProjectFiles{"c.txt": "x"}})
	if len(got) != 2 {
		t.Fatalf("got %q, want two", got.Text("pyapp.yaml"))
	}
	wantOne(t, got[:1], "lock[0]", "pyapp.yaml:1:8: ", "a.txt")
	wantOne(t, got[1:], "lock[1]", "pyapp.yaml:1:15: ", "b.json")
}
