package folder

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/org/pyapp-frontend/spec"
)

const apps = "../../../../testdata/apps"

// TestLocked has what a production install of fixtures of every tool has, and what only other groups and members bring.
func TestLocked(t *testing.T) {
	t.Parallel()
	for app, tc := range map[string]struct {
		member  string
		in, out []string
	}{
		"fastapi":      {"", []string{"fastapi", "uvicorn", "starlette"}, []string{"pytest"}},
		"worker":       {"", []string{"pika", "pymongo"}, []string{"black"}},
		"workspace":    {"api", []string{"starlette", "uvicorn"}, []string{"tabulate", "pytest"}},
		"django":       {"", []string{"django", "gunicorn", "psycopg2"}, []string{"pytest", "markdown"}},
		"pdm":          {"", []string{"flask", "waitress"}, []string{"pytest", "pyflakes"}},
		"pipenv":       {"", []string{"pika", "structlog"}, []string{"pytest"}},
		"pylock":       {"", []string{"jinja2", "markupsafe"}, nil},
		"requirements": {"", []string{"arrow", "docopt", "humanize"}, nil},
		"script723":    {"", []string{"cattrs", "tomlkit"}, nil},
	} {
		f := Folder{os.DirFS(filepath.Join(apps, app))}
		text, err := os.ReadFile(filepath.Join(apps, app, "pyapp.yaml"))
		if err != nil {
			t.Fatal(err)
		}
		file, _ := spec.Parse("pyapp.yaml", text)
		files, err := f.Manifests(file, "")
		if err != nil {
			t.Fatal(err)
		}
		got := f.Locked(files, files.Sources(nil, false, "main.py"), tc.member)
		for _, name := range tc.in {
			if _, ok := got[name]; !ok {
				t.Errorf("%s: %s is missing", app, name)
			}
		}
		for _, name := range tc.out {
			if _, ok := got[name]; ok {
				t.Errorf("%s: %s is there", app, name)
			}
		}
	}
}

// TestWheels reads the files of locks of every tool that names them.
func TestWheels(t *testing.T) {
	t.Parallel()
	for app, known := range map[string]bool{"fastapi": true, "django": true, "pdm": true, "pylock": true, "pipenv": false, "requirements": false, "script": false} {
		f := Folder{os.DirFS(filepath.Join(apps, app))}
		file, _ := spec.Parse("pyapp.yaml", []byte("# syntax=x\nentrypoint: [python]\n"))
		files, err := f.Manifests(file, "")
		if err != nil {
			t.Fatal(err)
		}
		has := Wheels(files, files.Sources(nil, false, ""))
		if (has != nil) != known {
			t.Errorf("%s: the wheels are known: %t", app, has != nil)
		}
		if has != nil && !has("3.13") {
			t.Errorf("%s: there are no wheels for 3.13", app)
		}
	}
}

// TestWheelsAreNotAll finds a version that a package has no wheel for.
func TestWheelsAreNotAll(t *testing.T) {
	t.Parallel()
	f := Folder{fstest.MapFS{"poetry.lock": {Data: []byte(`
[[package]]
name = "numpy"
files = [{file = "numpy-2.0-cp312-cp312-manylinux_2_17_x86_64.whl", hash = "sha256:00"}, {file = "numpy-2.0.tar.gz", hash = "sha256:00"}]
`)}}}
	files, err := f.Files(".", []string{"poetry.lock"})
	if err != nil {
		t.Fatal(err)
	}
	has := Wheels(files, files.Sources(nil, false, ""))
	if has == nil || !has("3.12") || has("3.13") {
		t.Error("the wheel is for 3.12 alone")
	}
}

// TestIgnored takes the ignore file of the spec before the general one.
func TestIgnored(t *testing.T) {
	t.Parallel()
	f := Folder{fstest.MapFS{".dockerignore": {Data: []byte("# x\na\n")}, "deploy/web.yaml.dockerignore": {Data: []byte("b\n!c\n")}}}
	for name, want := range map[string][]string{"pyapp.yaml": {"a"}, "deploy/web.yaml": {"b", "!c"}} {
		if got, err := f.Ignored(name); err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: got %q, %v", name, got, err)
		}
	}
}

// TestFile tells what is not there from what cannot be read.
func TestFile(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, "d"), 0o700); err != nil {
		t.Fatal(err)
	}
	f := Folder{os.DirFS(dir)}
	for name, want := range map[string]bool{"a": true, "b": false, "d": false, "a/b": false, "../a": false, "/a": false} {
		if _, ok, err := f.File(name); ok != want || err != nil {
			t.Errorf("%s: got %t, %v", name, ok, err)
		}
	}
}

// TestNoReaderWaits has a named pipe count as no file, since nobody may ever write to it.
func TestNoReaderWaits(t *testing.T) {
	t.Parallel()
	pipe := &fstest.MapFile{Mode: fs.ModeNamedPipe, Data: []byte("never read")}
	if text, there, err := (Folder{fstest.MapFS{"pyproject.toml": pipe}}).File("pyproject.toml"); there || err != nil {
		t.Errorf("got %q, %v", text, err)
	}
}
