package bench

import (
	"os"
	"path/filepath"
	"slices"
)

// pyapp is the name of the contender that is this project.
const pyapp = "pyapp"

// app is an application that contenders build.
type app struct {
	name string
	// folder is where its files are, in the repository.
	folder string
	// source is the file that one line is added to.
	source string
	// module is what its process imports first.
	module string
	// env is what it needs to start, as NAME=value.
	env []string
	// port and path are what it answers at; a program without a port answers with the output of args.
	port, path string
	args       []string
	// swap is a folder with old.txt and new.txt, the entries of uv.lock that the scenario "changed" replaces one by the other;
	// without it the scenario is a folder of files.
	swap string
	// variants are contenders of our own: keys that are put at the end of its pyapp.yaml, by name. They are weighed, not timed.
	variants []variant
}

type variant struct{ name, keys string }

func shop() app {
	return app{
		name: "shop", folder: "testdata/apps/shop", source: "app/main.py", module: "app.main",
		env: []string{"DATABASE_URL=postgresql+psycopg://shop@db.internal/shop"}, port: "8010", path: "/health",
	}
}

func worker() app {
	return app{
		name: "worker", folder: "testdata/apps/worker", source: "main.py", module: "main", args: []string{"python", "main.py", "--once"},
		variants: []variant{
			{"pyapp distroless", "base: distroless\n"},
			{"pyapp distroless, no bytecode", "base: distroless\nbytecode: false\n"},
		},
	}
}

func django() app {
	return app{
		name: "django", folder: "testdata/apps/django", source: "bookshop/views.py", module: "bookshop.wsgi",
		env: []string{"SECRET_KEY=bench"}, port: "8000", path: "/health",
	}
}

func compiled() app {
	return app{name: "compiled", folder: "testdata/bench/compiled/app", source: "main.py", module: "main", args: []string{"python", "main.py"}}
}

// dockerfiles maps the contenders that are written by hand to their files.
func (a app) dockerfiles(repository string) (map[string]string, error) {
	files, err := filepath.Glob(filepath.Join(repository, "testdata/bench", a.name, "*.Dockerfile"))
	found := map[string]string{}
	for _, file := range files {
		found[filepath.Base(file[:len(file)-len(".Dockerfile")])] = file
	}
	return found, err
}

// contenders are in the order in which they build, ours first.
func (a app) contenders(dockerfiles map[string]string, alpine bool) []string {
	names := []string{pyapp}
	for _, kind := range []string{"uv", "uv-split", "poetry", "pip", "alpine", "naive"} {
		if dockerfiles[kind] != "" && (kind != "alpine" || alpine) {
			names = append(names, kind)
		}
	}
	return names
}

// has says whether files for an edit are there.
func (a app) has(repository, overlay string) bool {
	_, err := os.Stat(filepath.Join(repository, "testdata/bench", a.name, overlay))
	return err == nil
}

// scenarios are the edits that are built after the first build, in order; each begins with the application as it is.
func (a app) scenarios(repository string) []string {
	return slices.DeleteFunc([]string{"noop", "source", "version", "linter", "changed", "added", "base"}, func(s string) bool {
		return (s == "changed" || s == "added") && !a.has(repository, s)
	})
}
