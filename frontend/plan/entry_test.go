package plan

import (
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/spec/pyproject"
)

// tree looks in a list of files; a name that ends in "/" is a folder, one that begins with "+" is executable.
func tree(app []string, others func(string) bool) Tree {
	var modules []string
	for _, f := range app {
		top, _, _ := strings.Cut(strings.TrimPrefix(f, "src/"), "/")
		modules = append(modules, strings.TrimSuffix(top, ".py"))
	}
	return Tree{Others: others, Modules: modules, Locked: true, Look: func(name string) Found {
		for _, f := range app {
			switch f {
			case name:
				return Found{Exists: true}
			case "+" + name:
				return Found{Exists: true, Executable: true}
			case name + "/":
				return Found{Exists: true, Folder: true}
			}
		}
		return Found{}
	}}
}

const buildSystem = "[build-system]\nrequires = []\nbuild-backend = 'b'\n"

// TestEntry looks for what a command names in what the application has.
func TestEntry(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name, yaml string
		files      []string
		key        string // of the problem; empty: none
		words      []string
	}{
		{"module", "entrypoint: [uvicorn, 'main:app']", []string{"main.py"}, "", nil},
		{"module in a folder", "entrypoint: [uvicorn, 'shop.web.main:app']", []string{"shop/", "shop/web/main.py"}, "", nil},
		{"module under src", "entrypoint: [uvicorn, 'shop.main:app']", []string{"src/shop/", "src/shop/main.py"}, "", nil},
		{"package as a module", "entrypoint: [gunicorn, 'shop.web:create()']", []string{"shop/", "shop/web/"}, "", nil},
		{"missing module", "entrypoint: [uvicorn, 'main:app']", []string{"mian.py"}, "entrypoint", []string{"no module main", "main.py", `did you mean "mian"?`}},
		{"missing part of a package", "entrypoint: [uvicorn, 'shop.mian:app']", []string{"shop/"}, "entrypoint", []string{"shop.mian", "shop/mian.py"}},
		{"module in the command", "{entrypoint: [uvicorn], command: ['main:app', --reload]}", nil, "command", []string{"main"}},
		{"module by python -m", "entrypoint: [python, -m, uvicorn, 'main:app']", nil, "entrypoint", []string{"main"}},
		{"address before the module", "entrypoint: [gunicorn, -b, '0.0.0.0:80', 'main:app']", nil, "entrypoint", []string{"no module main"}},
		{"folder is moved", "entrypoint: [uvicorn, --app-dir, lib, 'main:app']", nil, "", nil},
		{"folder is moved, in one word", "entrypoint: [gunicorn, --chdir=lib, 'main:app']", nil, "", nil},
		{"no server", "entrypoint: [rq, 'main:app']", nil, "", nil},

		{"application of celery", "entrypoint: [celery, -A, shop.worker, worker]", []string{"shop/"}, "", nil},
		{"missing application of celery", "entrypoint: [celery, -A, shp.worker, worker]", []string{"shop/"}, "entrypoint", []string{`did you mean "shop"`}},
		{"missing application of flask", "entrypoint: [flask, --app=wbe, run]", []string{"web.py"}, "entrypoint", []string{"no module wbe"}},
		{"value of an option", "entrypoint: [gunicorn, -c, 'python:config.web', 'main:app']", []string{"main.py"}, "", nil},
		{"header", "entrypoint: [uvicorn, --header, 'Server:shop', 'main:app']", []string{"main.py"}, "", nil},
		{"module after a flag", "entrypoint: [uvicorn, --reload, 'mian:app']", []string{"main.py"}, "entrypoint", []string{"mian"}},

		{"script", "entrypoint: [python, main.py]", []string{"main.py"}, "", nil},
		{"script after options", "entrypoint: [python3, -u, ./bin/main.py]", []string{"bin/main.py"}, "", nil},
		{"missing script", "entrypoint: [python, main.py]", nil, "entrypoint", []string{"no file main.py"}},
		{"missing script in the command", "command: [python, main.py]", nil, "command", []string{"main.py"}},
		{"absolute script", "entrypoint: [python, /app/main.py]", nil, "entrypoint", []string{"no file main.py"}},
		{"absolute script in another workdir", "{workdir: /srv, entrypoint: [python, /srv/main.py]}", []string{"main.py"}, "", nil},
		{"script of the system", "entrypoint: [python, /opt/main.py]", nil, "", nil},
		{"program text", "entrypoint: [python, -c, 'import main']", nil, "", nil},
		{"any module", "entrypoint: [python, -m, http.server]", nil, "", nil},
		{"script of a module", "entrypoint: [python, -m, tool, data.py]", nil, "", nil},

		{"own program", "entrypoint: [./start.sh]", []string{"+start.sh"}, "", nil},
		{"own program, not executable", "entrypoint: [./start.sh]", []string{"start.sh"}, "entrypoint", []string{"not executable", "chmod +x start.sh"}},
		{"own program, missing", "entrypoint: [bin/start]", nil, "entrypoint", []string{"no file bin/start"}},
		{"program of the environment", "entrypoint: [/app/.venv/bin/main]", nil, "", nil},
		{"program of the system", "entrypoint: [/usr/bin/env, python]", nil, "", nil},
		{"console script", "entrypoint: [main]", nil, "", nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			app := yamlApp(t, tc.yaml)
			checks := EntryChecks(app)
			if len(checks) > 1 {
				t.Fatalf("got %+v, want one check at most", checks)
			}
			if len(checks) == 0 {
				wantOne(t, nil, tc.key)
				if tc.key != "" {
					t.Error("nothing is checked")
				}
				return
			}
			wantOne(t, checks[0].Run(app, tree(tc.files, OtherModules(app, nil, "", nil))), tc.key, tc.words...)
		})
	}
}

// TestModulesFromElsewhere are not looked for among the project's files.
func TestModulesFromElsewhere(t *testing.T) {
	t.Parallel()
	const (
		locked = "[[package]]\nname = \"my-service\"\nversion = \"1\"\n"
		run    = "entrypoint: [uvicorn, 'main:app']"
	)
	for _, tc := range []struct {
		name, yaml string
		project    *pyproject.Project
		files      []string
		lock, key  string
	}{
		{"PYTHONPATH", "{entrypoint: [uvicorn, 'main:app'], env: {PYTHONPATH: /app/lib}}", nil, nil, "", ""},
		{"package in an unusual place", run, projectOf(t, oneScript+buildSystem), []string{"lib/", "lib/p/"}, "", ""},
		{"package in its usual place", run, projectOf(t, oneScript+buildSystem), []string{"p/"}, "", "entrypoint"},
		{"package under src", run, projectOf(t, oneScript+buildSystem), []string{"src/p/"}, "", "entrypoint"},
		{"project that is no package", run, projectOf(t, oneScript), nil, "", "entrypoint"},
		{"locked", "entrypoint: [uvicorn, 'My_Service.web:app']", nil, nil, locked, ""},
		{"not locked", "entrypoint: [uvicorn, 'service:app']", nil, nil, locked, "entrypoint"},
	} {
		app := yamlApp(t, tc.yaml)
		checks := EntryChecks(app)
		if len(checks) != 1 {
			t.Fatalf("%s: got %+v, want one check", tc.name, checks)
		}
		files := tree(tc.files, nil)
		files.Others = OtherModules(app, tc.project, tc.lock, files.Look)
		wantOne(t, checks[0].Run(app, files), tc.key)
	}
	// What the project has itself is looked for, even where a locked package has the same name.
	app := yamlApp(t, "entrypoint: [uvicorn, 'my_service.web:app']")
	wantOne(t, EntryChecks(app)[0].Run(app, tree([]string{"my_service/"}, OtherModules(app, nil, locked, nil))), "entrypoint", "my_service/web.py")
}

// TestGoodAppsPass runs the checks over the applications of testdata with their own files.
func TestGoodAppsPass(t *testing.T) {
	t.Parallel()
	for _, name := range appNames(t) {
		app, facts := realApp(t, name)
		for _, c := range EntryChecks(app) {
			look := lookOnDisk(name)
			wantOne(t, c.Run(app, Tree{Look: look, Others: OtherModules(app, facts.Project, "", look)}), "")
		}
		wantOne(t, CheckProgram(app, facts.Lock, facts.Project), "")
	}
}
