package plan

import (
	"slices"
	"testing"

	"github.com/org/pyapp-frontend/frontend/plan/lock"
	"github.com/org/pyapp-frontend/spec"
	"github.com/org/pyapp-frontend/spec/pyproject"
)

// TestIndexes are the spec's, and those that only the lock names.
func TestIndexes(t *testing.T) {
	t.Parallel()
	app := yamlApp(t, "indexes: [{name: corp, url: 'https://index.example/simple', secret: corp}]")
	corp := spec.Index{Name: "corp", URL: "https://index.example/simple", Secret: "corp"}
	if got := Indexes(app, nil); len(got) != 1 || got[0].Name != "corp" {
		t.Errorf("got %+v without a lock", got)
	}
	got := Indexes(app, &lock.Lock{Indexes: []lock.Index{
		{Name: "other", URL: "https://other.example/simple"}, {Name: "mine", URL: "https://index.example/simple/"}, {URL: "https://third.example/simple", Default: true},
	}})
	want := []spec.Index{corp, {Name: "lock-1", URL: "https://other.example/simple"}, {Name: "lock-3", URL: "https://third.example/simple", Default: true}}
	if !slices.EqualFunc(got, want, sameIndex) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if len(app.Indexes) != 1 {
		t.Errorf("the spec's own became %+v", app.Indexes)
	}
}

func sameIndex(a, b spec.Index) bool {
	return a.Name == b.Name && a.URL == b.URL && a.Secret == b.Secret && a.ClientCert == b.ClientCert && a.Default == b.Default
}

// TestOneDefaultIndex is the spec's, where both name one.
func TestOneDefaultIndex(t *testing.T) {
	t.Parallel()
	app := yamlApp(t, "indexes: [{name: corp, url: 'https://index.example/simple', default: true}]")
	got := Indexes(app, &lock.Lock{Indexes: []lock.Index{{URL: "https://other.example/simple", Default: true}}})
	if len(got) != 1 || got[0].Name != "corp" {
		t.Errorf("got %+v, want the spec's alone", got)
	}
}

// TestMirroredIndexes go where the mirrors are, and may then be the spec's.
func TestMirroredIndexes(t *testing.T) {
	t.Parallel()
	app := yamlApp(t, "indexes: [{name: corp, url: 'https://mirror.example/a/simple', secret: corp}]", "mirrors: {'https://files.example': 'https://mirror.example/a'}")
	got := Indexes(app, &lock.Lock{Indexes: []lock.Index{{URL: "https://files.example/simple"}}})
	if len(got) != 1 || got[0].Secret != "corp" {
		t.Errorf("got %+v, want the spec's alone", got)
	}
}

// TestPackagesText are the spec's own packages as requirements.
func TestPackagesText(t *testing.T) {
	t.Parallel()
	if got := PackagesText(yamlApp(t, "python: '3.13'")); got != "" {
		t.Errorf("got %q", got)
	}
	if got, want := PackagesText(yamlApp(t, "packages: ['gunicorn==23.0', 'uvicorn[standard,x]==0.34.0']")), "gunicorn==23.0\nuvicorn[standard,x]==0.34.0\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestCheckPackages refuses what no entry of the lock allows.
func TestCheckPackages(t *testing.T) {
	t.Parallel()
	l := &lock.Lock{Packages: []lock.Package{
		{Name: "six", Version: "1.17.0"}, {Name: "numpy", Version: "1.26", Marker: "python_version < '3.12'"},
		{Name: "numpy", Version: "2.3", Marker: "python_version >= '3.12'"}, {Name: "built"},
	}}
	app := func(want string) *spec.App { return yamlApp(t, "packages: [rich==14.0, "+want+"]") }
	for _, fits := range []string{"six==1.17", "numpy==2.3", "built==1.0", "other==1.0"} {
		wantOne(t, CheckPackages(app(fits), l), "")
	}
	wantOne(t, CheckPackages(app("six==1.16"), l), "packages[1]", "six is wanted as 1.16 and locked as 1.17.0", "leave it out")
	wantOne(t, CheckPackages(app("numpy==1.25"), l), "packages[1]", "numpy")
	wantOne(t, CheckPackages(app("six==1.16"), nil), "")
}

// TestWithNames gives a name to what a lock names by its place alone.
func TestWithNames(t *testing.T) {
	t.Parallel()
	given := &lock.Lock{Packages: []lock.Package{
		{Name: "a"}, {Directory: &lock.Directory{Path: "libs/b"}}, {Archive: &lock.File{URL: "https://files.example/x/c-1.tar.gz"}}, {Archive: &lock.File{Path: "vendor/d.whl"}},
	}}
	var names []string
	for _, p := range WithNames(given).Packages {
		names = append(names, p.Name)
	}
	if want := []string{"a", "folder libs/b", "archive c-1.tar.gz", "archive d.whl"}; !slices.Equal(names, want) {
		t.Errorf("got %q, want %q", names, want)
	}
	if given.Packages[1].Name != "" {
		t.Error("the given lock is changed")
	}
}

// TestResolveOptions hands on what a requirements file says of the choice of versions.
func TestResolveOptions(t *testing.T) {
	t.Parallel()
	r := requirementsOf(t, "--pre\n--no-index\n--find-links vendor\n--no-binary psycopg2\n--only-binary numpy\na\n")
	want := []string{"--prerelease", "allow", "--no-index", "--find-links", "vendor", "--no-binary", "psycopg2", "--only-binary", "numpy"}
	if got := ResolveOptions(r); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := ResolveOptions(requirementsOf(t, "a\n")); len(got) > 0 {
		t.Errorf("got %q of a file without options", got)
	}
}

// TestLocalRequirements sends what requirements name of the context, and no secret with it.
func TestLocalRequirements(t *testing.T) {
	t.Parallel()
	app := yamlApp(t, "project: api")
	if got := LocalRequirements(app, nil, requirementsOf(t, "a==1\n"), noManifest); len(got.Include) > 0 {
		t.Errorf("sends %q, and nothing is named", got.Include)
	}
	files := LocalRequirements(app, []string{"api/libs/b/docs"}, requirementsOf(t, "-e libs/b\n./vendor/c-1.tar.gz\na\n"), noManifest)
	wantIn(t, files, true, "api/libs/b/pyproject.toml", "api/libs/b/src/b.py", "api/vendor/c-1.tar.gz")
	wantIn(t, files, false, "api/main.py", "libs/b/x.py", "api/libs/b/.env", "api/libs/b/docs/x.md", "api/vendor/d-1.tar.gz")
	whole := LocalRequirements(yamlApp(t, "python: '3.13'"), nil, requirementsOf(t, "-e .\n"), noManifest)
	wantIn(t, whole, true, "pyproject.toml", "src/a.py")
	wantIn(t, whole, false, ".env", ".git/HEAD")
}

// TestWholeProject is for builds of metadata.
func TestWholeProject(t *testing.T) {
	t.Parallel()
	files := WholeProject(yamlApp(t, "project: api", "files: {include: [src]}"), []string{"api/docs"})
	wantIn(t, files, true, "api/setup.py", "api/src/a.py")
	wantIn(t, files, false, "api/.env", "api/docs/x.md", "web/main.py")
}

// TestNeedsTools installs compilers only where metadata may take them.
func TestNeedsTools(t *testing.T) {
	t.Parallel()
	plain, git := requirementsOf(t, "a\n"), requirementsOf(t, "a @ git+https://git.example/a.git@main\n")
	if NeedsTools(yamlApp(t, "python: '3.13'"), plain) {
		t.Error("tools for a file that names an index's packages")
	}
	if !NeedsTools(yamlApp(t, "python: '3.13'"), git) || !NeedsTools(yamlApp(t, "system-libs: {build: [libpq-dev]}"), plain) {
		t.Error("no tools for a repository, or where the spec names some")
	}
}

// noManifest is for folders without a pyproject.toml.
func noManifest(string) *pyproject.Project { return nil }
