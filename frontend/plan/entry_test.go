package plan

import (
	"slices"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/spec"
)

// look looks in a list of files; a name that ends in "/" is a folder, one that begins with "+" is executable.
func look(files []string) func(string) Found {
	return func(name string) Found {
		for _, f := range files {
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
	}
}

// list lists folders of such a list of files.
func list(files []string) func(string) []string {
	return func(folder string) []string {
		var out []string
		for _, f := range files {
			name, inside := strings.TrimPrefix(f, "+"), true
			if folder != "." {
				name, inside = strings.CutPrefix(name, folder+"/")
			}
			if first, _, deeper := strings.Cut(name, "/"); inside && deeper {
				out = append(out, first+"/")
			} else if inside {
				out = append(out, first)
			}
		}
		return out
	}
}

// tree is an application of some files with dependencies that may bring other modules.
func tree(app *spec.App, files []string, firstParty ...FirstParty) Tree {
	return Tree{
		Look: look(files), List: list(files), Roots: ModuleRoots(firstParty), Locked: true,
		Anywhere: ModulesAnywhere(app, firstParty, look(files)),
	}
}

// TestEntry looks for what a command names in what the application has.
func TestEntry(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name, yaml string
		files      []string
		key        string // of the problem; empty: none
		words      []string
		later      string // modules that are looked for among the dependencies
	}{
		{"module", "entrypoint: [uvicorn, 'main:app']", []string{"main.py"}, "", nil, ""},
		{"module in a folder", "entrypoint: [uvicorn, 'shop.web.main:app']", []string{"shop/", "shop/web/main.py"}, "", nil, ""},
		{"module under src", "entrypoint: [uvicorn, 'shop.main:app']", []string{"src/shop/", "src/shop/main.py"}, "", nil, ""},
		{"package as a module", "entrypoint: [gunicorn, 'shop.web:create()']", []string{"shop/", "shop/web/"}, "", nil, ""},
		{"missing module", "entrypoint: [uvicorn, 'main:app']", []string{"mian.py"}, "entrypoint[1]", []string{"no module main", "main.py", `did you mean "mian"?`}, ""},
		{"missing part of a package", "entrypoint: [uvicorn, 'shop.mian:app']", []string{"shop/"}, "entrypoint[1]", []string{"shop.mian", "(no shop/mian.py); create it"}, ""},
		{"slip in a package under src", "entrypoint: [uvicorn, 'shop.mian:app']", []string{"src/", "src/shop/", "src/shop/main.py"}, "entrypoint[1]",
			[]string{"pyapp.yaml:1:23: ", "(no src/shop/mian.py)", `did you mean "shop.main"? Else create it`}, ""},
		{"slips in both parts", "entrypoint: [uvicorn, 'shpo.mian:app']", []string{"src/", "src/shop/", "src/shop/main.py"}, "entrypoint[1]",
			[]string{"(no shpo/mian.py, src/shpo/mian.py)", `did you mean "shop.main"?`}, ""},
		{"slip in a command line", "entrypoint: uvicorn shop.mian:app", []string{"shop/", "shop/main.py"}, "entrypoint", []string{`did you mean "shop.main"?`}, ""},
		{"slip after python -m", "entrypoint: [python, -u, -m, shop.mian]", []string{"shop/", "shop/main.py"}, "", nil, "shop.mian"},
		{"module in the command", "{entrypoint: [uvicorn], command: ['main:app', --reload]}", nil, "", nil, "main"},
		{"module by python -m", "entrypoint: [python, -m, uvicorn, 'main:app']", nil, "", nil, "uvicorn main"},
		{"address before the module", "entrypoint: [gunicorn, -b, '0.0.0.0:80', 'main:app']", nil, "", nil, "main"},
		{"folder is moved", "entrypoint: [uvicorn, --app-dir, lib, 'main:app']", nil, "", nil, ""},
		{"folder is moved, in one word", "entrypoint: [gunicorn, --chdir=lib, 'main:app']", nil, "", nil, ""},
		{"module of a dependency", "entrypoint: [uvicorn, 'vendor.web:app']", []string{"main.py"}, "", nil, "vendor.web"},
		{"own module by python -m", "entrypoint: [python, -m, shop]", []string{"shop/"}, "", nil, ""},
		{"PYTHONPATH", "{entrypoint: [uvicorn, 'vendor.web:app'], env: {PYTHONPATH: /app/lib}}", nil, "", nil, ""},
		{"no server", "entrypoint: [rq, 'main:app']", nil, "", nil, ""},

		{"application of celery", "entrypoint: [celery, -A, shop.worker, worker]", []string{"shop/"}, "", nil, ""},
		{"missing application of celery", "entrypoint: [celery, -A, shp.worker, worker]", []string{"shop/"}, "entrypoint[2]", []string{`did you mean "shop"`}, ""},
		{"missing application of flask", "entrypoint: [flask, --app=wbe, run]", []string{"web.py"}, "entrypoint[1]", []string{"no module wbe"}, ""},
		{"value of an option", "entrypoint: [gunicorn, -c, 'python:config.web', 'main:app']", []string{"main.py"}, "", nil, ""},
		{"header", "entrypoint: [uvicorn, --header, 'Server:shop', 'main:app']", []string{"main.py"}, "", nil, ""},
		{"module after a flag", "entrypoint: [uvicorn, --reload, 'mian:app']", []string{"main.py"}, "entrypoint[2]", []string{"mian"}, ""},

		{"script", "entrypoint: [python, main.py]", []string{"main.py"}, "", nil, ""},
		{"script after options", "entrypoint: [python3, -u, ./bin/main.py]", []string{"bin/main.py"}, "", nil, ""},
		{"missing script", "entrypoint: [python, main.py]", nil, "entrypoint[1]", []string{"no file main.py"}, ""},
		{"slip in a script", "entrypoint: [python, -u, bin/mian.py]", []string{"bin/", "bin/main.py"}, "entrypoint[2]", []string{`did you mean "bin/main.py"? Else create it`}, ""},
		{"slip in a folder", "entrypoint: [python, bni/main.py]", []string{"bin/", "bin/main.py"}, "entrypoint[1]", []string{`did you mean "bin/main.py"?`}, ""},
		{"folder like the script", "entrypoint: [./stadt]", []string{"start/"}, "entrypoint[0]", []string{"no file stadt in the application; create it"}, ""},
		{"missing script in the command", "command: [python, main.py]", nil, "command[1]", []string{"main.py"}, ""},
		{"absolute script", "entrypoint: [python, /app/main.py]", nil, "entrypoint[1]", []string{"no file main.py"}, ""},
		{"absolute script in another workdir", "{workdir: /srv, entrypoint: [python, /srv/main.py]}", []string{"main.py"}, "", nil, ""},
		{"script of the system", "entrypoint: [python, /opt/main.py]", nil, "", nil, ""},
		{"program text", "entrypoint: [python, -c, 'import main']", nil, "", nil, ""},
		{"any module", "entrypoint: [python, -m, http.server]", nil, "", nil, "http.server"},
		{"slip in the standard library", "entrypoint: [python, -m, http.sever]", nil, "entrypoint[2]", []string{"the standard library has no module http.sever", `did you mean "http.server"?`}, ""},
		{"unlike all that is known of it", "entrypoint: [python, -m, http.websocket]", nil, "", nil, "http.websocket"},
		{"own package of such a name", "entrypoint: [python, -m, http.sever]", []string{"http/"}, "", nil, "http.sever"},
		{"script of a module", "entrypoint: [python, -m, tool, data.py]", nil, "", nil, "tool"},

		{"own program", "entrypoint: [./start.sh]", []string{"+start.sh"}, "", nil, ""},
		{"own program, not executable", "entrypoint: [./start.sh]", []string{"start.sh"}, "entrypoint[0]", []string{"not executable", "chmod +x start.sh"}, ""},
		{"own program, missing", "entrypoint: [bin/start]", nil, "entrypoint[0]", []string{"no file bin/start"}, ""},
		{"program of the environment", "entrypoint: [/app/.venv/bin/main]", nil, "", nil, ""},
		{"program of the system", "entrypoint: [/usr/bin/env, python]", nil, "", nil, ""},
		{"console script", "entrypoint: [main]", nil, "", nil, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			app := yamlApp(t, tc.yaml)
			problems, later := RunEntryChecks(app, tree(app, tc.files))
			wantOne(t, problems, tc.key, tc.words...)
			var modules []string
			for _, c := range later {
				modules = append(modules, c.Module)
			}
			if got := strings.Join(modules, " "); got != tc.later {
				t.Errorf("looks for %q later, want %q", got, tc.later)
			}
		})
	}
}

// TestRoots are the folders that modules are imported from.
func TestRoots(t *testing.T) {
	t.Parallel()
	api := FirstParty{"packages/api", projectOf(t, oneScript+buildSystem)}
	got := ModuleRoots([]FirstParty{api, {".", api.Manifest}})
	if want := []string{".", "packages/api", "packages/api/src", "src"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	app := yamlApp(t, "entrypoint: [uvicorn, 'p.main:app']")
	for _, files := range [][]string{{"packages/api/p/", "packages/api/p/main.py"}, {"packages/api/src/p/", "packages/api/src/p/main.py"}} {
		problems, later := RunEntryChecks(app, tree(app, files, api))
		wantOne(t, problems, "")
		if len(later) > 0 {
			t.Errorf("looks for %+v, and %q has it", later, files)
		}
	}
}

// TestUnusualLayout finds no fault with modules that a package may have anywhere.
func TestUnusualLayout(t *testing.T) {
	t.Parallel()
	app := yamlApp(t, "entrypoint: [uvicorn, 'shop.mian:app']")
	own := FirstParty{".", projectOf(t, "[project]\nname = 'My.Shop'\nversion = '1'\n"+buildSystem)}
	for name, tc := range map[string]struct {
		files []string
		key   string
	}{
		"module of the package's name":    {[]string{"shop/", "my_shop/"}, "entrypoint[1]"},
		"module of its name, in one file": {[]string{"shop/", "my_shop.py"}, "entrypoint[1]"},
		"module of its name, under src":   {[]string{"shop/", "src/my_shop/"}, "entrypoint[1]"},
		"its modules may be anything":     {[]string{"shop/"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			problems, later := RunEntryChecks(app, tree(app, tc.files, own))
			wantOne(t, problems, tc.key)
			if len(later) > 0 {
				t.Errorf("looks for %+v later", later)
			}
		})
	}
}

// TestNothingIsInstalled leaves nobody else to bring a module.
func TestNothingIsInstalled(t *testing.T) {
	t.Parallel()
	app := yamlApp(t, "entrypoint: [uvicorn, 'main:app']")
	files := tree(app, nil)
	files.Locked = false
	problems, later := RunEntryChecks(app, files)
	wantOne(t, problems, "entrypoint[1]", "no module main", "main.py", "files.exclude")
	if len(later) > 0 {
		t.Errorf("looks for %+v later", later)
	}
}

// TestGoodAppsPass runs the checks over the applications of testdata with their own files.
func TestGoodAppsPass(t *testing.T) {
	t.Parallel()
	for _, name := range appNames(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			app, locking := realLocking(t, name)
			_, facts := realApp(t, name)
			there := lookOnDisk(name)
			problems, _ := RunEntryChecks(app, Tree{
				Look: there, List: listOnDisk(name), Roots: ModuleRoots(facts.FirstParty), Locked: facts.Lock != nil,
				Anywhere: ModulesAnywhere(app, facts.FirstParty, there),
			})
			wantOne(t, problems, "")
			wantOne(t, CheckProgram(app, NamesIn(facts.Lock), facts.Project, locking.Sources), "")
			wantOne(t, CheckLocks(app, locking), "")
			wantOne(t, CheckVersion(app, facts.Project, nil), "")
			wantOne(t, CheckBuilds(app, planned(t, app, facts)), "")
			wantOne(t, CheckTools(app, planned(t, app, facts)), "")
		})
	}
}
