package plan

import (
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/frontend/plan/libs"
	"github.com/org/pyapp-frontend/spec"
)

const site = Venv + "/lib/python3.13/site-packages/"

// debian is a base image that has little.
func debian() libs.System {
	return libs.System{
		Libraries: map[string]int{"libc.so.6": 62},
		Programs:  []string{"sh", "env", "python", "python3"},
		Modules:   []string{"http", "json"},
	}
}

// webEnvironment is what an installing step found.
func webEnvironment() libs.Environment {
	return libs.Environment{
		Scripts: []string{"gunicorn", "celery"},
		Modules: []string{"gunicorn", "gunicorn.app", "gunicorn.app.wsgiapp", "uvicorn", "uvicorn.main", "orders"},
		Mains:   []string{"gunicorn"},
	}
}

// extension is an extension module of a package, for x86-64.
func extension(name string, needed ...string) libs.Object {
	return libs.Object{Path: site + name + "/_c.cpython-313-x86_64-linux-gnu.so", Package: name, Machine: 62, Class: 64, Needed: needed}
}

// TestCheckInstalledCommand looks for what the container starts.
func TestCheckInstalledCommand(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name, yaml, key string
		words           []string
	}{
		{"script of a package", "entrypoint: [gunicorn, 'a:b']", "", nil},
		{"script by its path", "entrypoint: [/app/.venv/bin/gunicorn, 'a:b']", "", nil},
		{"program of the base", "entrypoint: [sh, -c, 'exec serve']", "", nil},
		{"Python of another name", "entrypoint: [python3.13, main.py]", "", nil},
		{"own program", "entrypoint: [./start.sh]", "", nil},
		{"program of the base by its path", "entrypoint: [/usr/bin/nothing]", "", nil},
		{"nothing has it", "entrypoint: [serve]", "entrypoint", []string{"no command serve in the image", "some package has to bring it"}},
		{"misspelt", "entrypoint: [gunicron, 'a:b']", "entrypoint", []string{`did you mean "gunicorn"?`}},
		{"misspelt, by its path", "entrypoint: [/app/.venv/bin/gunicron]", "entrypoint", []string{"no command gunicron", `"gunicorn"`}},
		{"in the command", "command: [celry, worker]", "command", []string{`did you mean "celery"?`}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			p := planned(t, yamlApp(t, tc.yaml), Facts{})
			wantOne(t, CheckInstalled(p, nil, []libs.Environment{{}, webEnvironment()}, debian()), tc.key, tc.words...)
		})
	}
}

// TestCheckInstalledModules looks for modules that the application does not have itself.
func TestCheckInstalledModules(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name  string
		check EntryCheck
		words []string
	}{
		{"package", EntryCheck{Module: "orders"}, nil},
		{"deep in a package", EntryCheck{Module: "gunicorn.app.wsgiapp.deep"}, nil},
		{"standard library", EntryCheck{Module: "http.server", Program: true}, nil},
		{"package that runs", EntryCheck{Module: "gunicorn", Program: true}, nil},
		{"module that runs", EntryCheck{Module: "orders", Program: true}, nil},
		{"nobody has it", EntryCheck{Module: "shop.web", Looked: []string{"shop/web.py"}}, []string{"no module shop.web", "shop/web.py", "no package brings it", "add the package"}},
		{"looked for in many folders", EntryCheck{Module: "web", Looked: []string{"a/web.py", "b/web.py", "c/web.py", "d/web.py", "e/web.py"}},
			[]string{"(no a/web.py, b/web.py, c/web.py and 2 more)"}},
		{"something near it", EntryCheck{Module: "shop.wbe", Meant: `did you mean "shop.web"?`}, []string{`no package brings it; did you mean "shop.web"?`}},
		{"part of a package", EntryCheck{Module: "uvicorn.mian"}, []string{"no module uvicorn.mian"}},
		{"package that cannot be run", EntryCheck{Module: "uvicorn", Program: true}, []string{"uvicorn is a package without __main__", "name one of its modules"}},
		{"package that is not to be run", EntryCheck{Module: "uvicorn"}, nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			tc.check.Key = "entrypoint"
			key := ""
			if tc.words != nil {
				key = "entrypoint"
			}
			p := planned(t, yamlApp(t, "entrypoint: [sh]"), Facts{})
			wantOne(t, CheckInstalled(p, []EntryCheck{tc.check}, []libs.Environment{webEnvironment()}, debian()), key, tc.words...)
		})
	}
}

// TestCheckInstalledLibraries says what to write into the spec.
func TestCheckInstalledLibraries(t *testing.T) {
	t.Parallel()
	check := func(yaml string, locked []string, objects ...libs.Object) spec.Diagnostics {
		p := planned(t, yamlApp(t, yaml), Facts{Lock: lockOf(locked, nil)})
		built := []string{"psycopg2"}
		return CheckInstalled(p, nil, []libs.Environment{{Objects: objects, Scripts: []string{"main"}, Built: built}}, debian())
	}
	const plain = "python: '3.13'"
	wantOne(t, check(plain, nil, extension("orjson", "libc.so.6")), "")
	missing := check(plain, nil, extension("psycopg2", "libc.so.6", "libpq.so.5"))
	wantOne(t, missing.Errors(), "system-libs", "psycopg2", "libpq.so.5", "system-libs: [libpq5]")
	wantOne(t, check("system-libs: [curl]", nil, extension("psycopg2", "libpq.so.5")), "system-libs", "[curl, libpq5]")
	wantOne(t, check(plain, nil, extension("psycopg2", "libnobody.so.9")), "system-libs", "libnobody.so.9")

	loaded := check(plain, []string{"psycopg"})
	wantOne(t, loaded.Warnings(), "system-libs", "psycopg", "libpq5")
	wantOne(t, loaded.Errors(), "")

	foreign := extension("numpy")
	foreign.Machine = 183
	wantOne(t, check(plain, nil, foreign), "system-libs", "numpy is for aarch64", "x86_64")
}

// TestCheckInstalledElsewhere is for platforms that nothing can be installed for.
func TestCheckInstalledElsewhere(t *testing.T) {
	t.Parallel()
	p := planned(t, yamlApp(t, "python: '3.13'"), Facts{Target: linux("loong64"), Build: amd64})
	if got := CheckInstalled(p, nil, nil, debian()); len(got) != 1 || !strings.Contains(got[0].Summary, "no image can be made for linux/loong64") {
		t.Errorf("got %q, want one about the platform", got.Text("pyapp.yaml"))
	}
}

// TestExplainBuild says what a build lacked, as a line for the spec.
func TestExplainBuild(t *testing.T) {
	t.Parallel()
	b := Build{Name: "psycopg2", Version: "2.9.10"}
	for _, tc := range []struct {
		name, yaml, log string
		words           []string
	}{
		{"header", "system-libs: {build: [gcc], run: [libpq5]}", "src/x.c:3:10: fatal error: libpq-fe.h: No such file or directory\n",
			[]string{"psycopg2 2.9.10 could not be built, because", "libpq-fe.h", "system-libs: {build: [gcc, libpq-dev], run: [libpq5]}"}},
		{"unknown header", "python: '3.13'", "x.c:3:10: fatal error: nobody-has-this.h: No such file or directory\n", []string{"nobody-has-this.h", "system-libs.build"}},
		{"anything else", "python: '3.13'", "error: it did not work\n", []string{"psycopg2 2.9.10 could not be built: error: it did not work", "system-libs.build"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			wantOne(t, ExplainBuild(yamlApp(t, tc.yaml), b, tc.log), "system-libs.build", tc.words...)
		})
	}
}
