package lock

import (
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/frontend/plan/marker"
	"github.com/org/pyapp-frontend/spec"
)

// oldFixture is a project in testdata/poetry-old.
func oldFixture(t *testing.T, name string) toolProject {
	t.Helper()
	return toolProject{toolRead(t, "testdata/poetry-old", name, "poetry.lock"), toolRead(t, "testdata/poetry-old", name, "pyproject.toml"), parsePoetry}
}

// oldMarkers are the markers of all entries of a name, by version.
func oldMarkers(l *Lock, name string) map[string]string {
	out := map[string]string{}
	for _, p := range l.Packages {
		if p.Name == name {
			out[p.Version] = p.Marker
		}
	}
	return out
}

func TestOldPoetryMarksMachines(t *testing.T) {
	t.Parallel()
	p := oldFixture(t, "jobs")
	l, err := ParsePoetry(p.lock, p.manifest, spec.Groups{}, oldEnvironments("3.12.1"))
	if err != nil {
		t.Fatal(err)
	}
	got := oldMarkers(l, "urllib3")
	if len(got) != 2 || got["1.26.20"] != "platform_machine == 'aarch64'" || got["2.6.3"] != "platform_machine == 'x86_64' or platform_machine == 'riscv64'" {
		t.Errorf("urllib3: %q", got)
	}
	if got := oldMarkers(l, "requests"); len(got) != 1 || got["2.32.5"] != "" {
		t.Errorf("requests: %q", got)
	}
}

func TestOldPoetryForNoEnvironment(t *testing.T) {
	t.Parallel()
	p := oldFixture(t, "jobs")
	if l, err := ParsePoetry(p.lock, p.manifest, spec.Groups{}, nil); err != nil || len(l.Packages) > 0 {
		t.Errorf("got %v, %v", l, err)
	}
}

// Before the format 2.0, files stand apart, those of all versions of a package together.
func TestOldPoetryFindsFiles(t *testing.T) {
	t.Parallel()
	p := oldFixture(t, "plain")
	zipp := find(t, p.read(t, spec.Groups{Extras: []string{"archives"}}), "zipp")
	if len(zipp.Wheels) != 1 || zipp.Wheels[0].Name != "zipp-3.23.1-py3-none-any.whl" || zipp.Sdist == nil || zipp.Sdist.Name != "zipp-3.23.1.tar.gz" {
		t.Errorf("got %+v, %+v", zipp.Wheels, zipp.Sdist)
	}
	socks := find(t, p.read(t, spec.Groups{}), "pysocks")
	if len(socks.Wheels) != 2 || socks.Sdist == nil || socks.Line != lineIn(p.lock, "[[package]]\nname = \"pysocks\"") {
		t.Errorf("got %+v", socks)
	}
	jobs := oldFixture(t, "jobs").read(t, spec.Groups{Extras: []string{"sound"}})
	if greet := find(t, jobs, "greet"); greet.Directory == nil || *greet.Directory != (Directory{Path: "vendor/greet", Editable: true}) {
		t.Errorf("got %+v", greet)
	}
	if wave := find(t, jobs, "wave"); wave.Archive == nil || wave.Archive.Path != "vendor/wave-2.0-py3-none-any.whl" {
		t.Errorf("got %+v", wave)
	}
}

func TestFilesOfOneVersion(t *testing.T) {
	t.Parallel()
	e := oldEntry{poetryEntry: poetryEntry{Name: "a-b", Version: "1.0"}}
	local := oldEntry{poetryEntry: poetryEntry{Name: "a", Version: "1.0", Source: poetrySource{Type: "file", URL: "vendor/a-1.0.zip"}}}
	for file, want := range map[string]bool{
		"a_b-1.0-py3-none-any.whl": true, "a_b-1-2-py3-none-any.whl": true, "a-b-1.0.tar.gz": true, "a-b-1.0.0.zip": true,
		"a_b-1.0.1-py3-none-any.whl": false, "a-b-1.1.tar.gz": false, "a-b-1.0rc1.tar.gz": false, "a.whl": false,
	} {
		if e.owns(file) != want {
			t.Errorf("%s: %v", file, !want)
		}
	}
	if !local.owns("a-1.0.zip") || local.owns("a-1.0.tar.gz") {
		t.Error("an archive of the project has other files")
	}
}

// Of entries with the same version, the source tells which one is needed.
func TestOldPoetryTellsSourcesApart(t *testing.T) {
	t.Parallel()
	source := func(text string) string { return "a 1\nsource = " + text }
	commit := strings.Repeat("0", 40)
	entries := []string{
		source("{type = 'legacy', url = 'https://index.example/cpu', reference = 'cpu'}"),
		source("{type = 'legacy', url = 'https://index.example/gpu', reference = 'gpu'}"),
		source("{type = 'git', url = 'https://git.example/a.git', reference = 'v1', resolved_reference = '" + commit + "'}"),
		source("{type = 'git', url = 'https://git.example/b.git', reference = 'v1', resolved_reference = '" + commit + "'}"),
		source("{type = 'url', url = 'https://files.example/a-1.tar.gz'}"),
		source("{type = 'directory', url = 'libs/a'}"),
		source("{type = 'directory', url = 'libs/b'}"),
		"a 1",
	}
	for need, want := range map[string]func(Package) bool{
		"{version = '1', source = 'GPU'}":                              func(p Package) bool { return p.Sdist != nil && p.Line > 1 },
		"{version = '1', source = 'pypi'}":                             func(p Package) bool { return p.Sdist != nil },
		"{git = 'https://git.example/b.git', tag = 'v1'}":              func(p Package) bool { return p.VCS != nil && strings.HasSuffix(p.VCS.URL, "/b.git") },
		"{url = 'https://files.example/a-1.tar.gz'}":                   func(p Package) bool { return p.Archive != nil },
		"{path = './libs/a'}":                                          func(p Package) bool { return p.Directory != nil && p.Directory.Path == "libs/a" },
		"{git = 'https://git.example/other.git', tag = 'v1'}":          func(p Package) bool { return p.VCS != nil },
		"{version = '1', source = 'cpu', python = '>=3.9', extras=[]}": func(p Package) bool { return p.Sdist != nil && p.Line == 1 },
	} {
		manifest := "[tool.poetry.dependencies]\na = " + need
		l, err := ParsePoetry(oldLockText(manifest, entries...), manifest, spec.Groups{}, oldEnvironments("3.12.1"))
		if err != nil || len(l.Packages) != 1 || !want(l.Packages[0]) {
			t.Errorf("%s: got %+v, %v", need, l, err)
		}
	}
}

// Poetry before 2.0 did not look at the standard tables, which other tools read.
func TestOldPoetryHashesItsOwnTables(t *testing.T) {
	t.Parallel()
	p := poetryProject(t, "old")
	p.manifest = "[project]\nname = 'classic-shop'\nversion = '0.9'\nrequires-python = '>=3.10'\n" + p.manifest
	p.read(t, spec.Groups{})
	p.manifest = strings.Replace(p.manifest, `click = "^8.1"`, `click = "^8.2"`, 1)
	if _, err := p.parse(p.lock, p.manifest, spec.Groups{}); err == nil || !strings.Contains(err.Error(), "does not match") {
		t.Errorf("got %v", err)
	}
}

func TestOldPoetryFaults(t *testing.T) {
	t.Parallel()
	const click = "[[package]]\nname = \"click\""
	toolFaults(t, poetryProject(t, "old"), []toolFault{
		{name: "conflict", old: click, new: "<<<<<<< HEAD\n" + click, at: "<<<<<<<", message: "merge conflict", remedy: "poetry lock"},
		{name: "stale", old: "content-hash = \"3", new: "content-hash = \"4", message: "does not match", remedy: "poetry lock"},
		{name: "no format", old: `lock-version = "2.0"`, new: "", message: "no lock-version", remedy: "poetry lock"},
		{name: "entry", old: click, new: "[[package]]\nname = \"clock\"", message: "has no click, which the project needs", remedy: "poetry lock"},
		{name: "entry of another", old: "name = \"pysocks\"", new: "name = \"socks\"", at: "[[package]]\nname = \"requests\"", message: "has no pysocks, which requests 2.34.2 needs", remedy: "poetry lock"},
		{name: "wrong type", old: "python-versions = \">=3.9\"", new: "python-versions = 3", at: "python-versions = 3", message: "cannot be read", remedy: "poetry lock"},
		{name: "extras", old: "socks = [\"PySocks (>=1.5.6,!=1.5.7)\"]", new: "socks = 3", at: "socks = 3", message: "cannot be read", remedy: "poetry lock"},
		{name: "source", old: "[package.dependencies]\ncertifi", new: "[package.source]\ntype = \"ipfs\"\n[package.dependencies]\ncertifi", at: "[[package]]\nname = \"requests\"", message: `unknown type "ipfs"`, remedy: "poetry lock"},
	})
}

func TestOldPoetryLocksThatAreCut(t *testing.T) {
	t.Parallel()
	for _, p := range []toolProject{poetryProject(t, "old"), oldFixture(t, "plain")} {
		for n := 0; n < len(p.lock)-10; n += 127 {
			err := wellBehaved(t, p, p.lock[:n])
			if err == nil && n < strings.Index(p.lock, "[metadata]") {
				t.Errorf("nothing is said of a lock that is cut off after %q", p.lock[max(0, n-20):n])
			}
		}
	}
}

func TestOldPoetryOddShapes(t *testing.T) {
	t.Parallel()
	values := []string{`3`, `true`, `""`, `"x"`, `[]`, `[3]`, `[[]]`, `["x"]`, `{}`, `{x = 3}`, `[{}]`, `[{x = []}]`, `{version = 3}`, `[{extras = [3]}]`, `{optional = "x"}`, `{git = 3}`, `1979-05-27`}
	for _, p := range []toolProject{poetryProject(t, "old"), oldFixture(t, "plain")} {
		for _, v := range values {
			wellBehaved(t, p, strings.Replace(p.lock, `certifi = ">=`, "idna = "+v+"\nother = \">=", 1))
			for _, key := range []string{"python-versions", "marker", "optional", "files", "source", "develop", "dependencies", "extras", "version"} {
				wellBehaved(t, p, strings.Replace(p.lock, "[[package]]\nname = \"requests\"\n", "[[package]]\nname = \"requests\"\n"+key+" = "+v+"\n", 1))
				wellBehaved(t, p, strings.Replace(p.lock, "[[package]]\nname = \"requests\"\nversion", "[[package]]\nname = \"requests\"\nversion = \"1\"\n"+key+" = "+v+"\n[[package]]\nname = \"x\"\nversion", 1))
			}
		}
	}
}

// Versions that exclude each other everywhere must not take forever.
func TestOldPoetryGivesUp(t *testing.T) {
	t.Parallel()
	manifest := "[tool.poetry.dependencies]\n"
	entries := []string{"y 1\n> x = '<2'", "y 2\n> x = '<2'", "x 2", "x 3"}
	for _, name := range strings.Split("abcdefghijklmnopqrsty", "") {
		manifest += name + " = '*'\n"
		if name != "y" {
			entries = append(entries, name+" 1", name+" 2")
		}
	}
	if got := oldChosen(t, oldLockText(manifest, entries...), manifest, spec.Groups{}); !strings.Contains(got, "too many versions") {
		t.Errorf("got %s", got)
	}
}

func TestVersionsThatPoetryAllows(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ constraint, allowed, refused string }{
		{"^1.2", "1.2 1.2.post1 1.9 1.3rc1", "1.1 2 2.0rc1 1.2rc1 1.2.dev0"},
		{"^0.2.3", "0.2.3 0.2.9", "0.3 0.3.dev0 1"},
		{"~1.2", "1.2.3+cpu 1.2.3.4", "1.3 1.3rc1"},
		{"==1.2.*", "1.2.dev1 1.2rc1 1.2 1.2.4", "1.3.dev0 1.1"},
		{"!=1.2.*", "1.1 1.3", "1.2 1.2.4"},
		{"1.2", "1.2 1.2.0 1.2+cpu", "1.2.1"},
		{"<=1.2.3", "1.2.3+cpu 1.2.3rc1", "1.2.3.post1"},
		{">1.2", "1.2.1 2", "1.2 1.2.post1"},
		{">=1,<1.2 || >=1.3,<2", "1 1.3 1.9", "1.2rc1 1.2 2.0rc1"},
		{"*", "1 1rc1 0.dev0 1!0", ""},
	} {
		for _, version := range strings.Fields(tt.allowed + " | " + tt.refused) {
			if version == "|" {
				continue
			}
			want := strings.Contains(" "+tt.allowed+" ", " "+version+" ")
			if got, ok := oldAllows(tt.constraint, version); got != want || !ok {
				t.Errorf("%s allows %s: %v", tt.constraint, version, got)
			}
		}
	}
	if _, ok := oldAllows("*", "one"); ok {
		t.Error("a version that is none can be read")
	}
}

// A release candidate of a Python counts as that Python.
func TestPythonsThatPoetryAllows(t *testing.T) {
	t.Parallel()
	for constraint, want := range map[string]bool{
		"": true, ">=3.15": true, "<3.15": false, "3.15": true, "==3.15": true, "3.15.*": true, "^3.9": true, "<=3.15": true, "~3.14 || 3.16": false,
		"!=3.15.*": false, ">=2.7, !=3.0.*": true,
	} {
		if got, ok := oldAllowsPython(constraint, marker.Environment{PythonFullVersion: "3.15.0rc1"}); got != want || !ok {
			t.Errorf("%s: %v", constraint, got)
		}
	}
}
