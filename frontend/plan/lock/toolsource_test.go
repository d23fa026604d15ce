package lock

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/spec"
)

// find is the one package of the name.
func find(t *testing.T, l *Lock, name string) Package {
	t.Helper()
	var found []Package
	for _, p := range l.Packages {
		if p.Name == name {
			found = append(found, p)
		}
	}
	if len(found) != 1 {
		t.Fatalf("%d packages with the name %s", len(found), name)
	}
	return found[0]
}

const (
	waveHash   = "sha256:be576d29d586e542fad3caf579a7d99312f00edc7640a1586f2b34c5613960ea"
	pluggyHash = "sha256:44e1ad92c8ca002de6377e165f3e0f1be63266ab4d554740532335b9d75ea669"
)

func TestSourcesOfEveryTool(t *testing.T) {
	t.Parallel()
	wave := &File{Name: "wave-2.0-py3-none-any.whl", Path: "vendor/wave-2.0-py3-none-any.whl", Hashes: []string{waveHash}}
	pluggy := &File{Name: "pluggy-1.5.0-py3-none-any.whl", URL: "https://files.example/packages/pluggy/pluggy-1.5.0-py3-none-any.whl"}
	for name, p := range map[string]toolProject{"poetry": poetryProject(t, "shop"), "pdm": pdmProject(t, "local"), "pipfile": pipfileProject(t, "shop")} {
		l := p.read(t, spec.Groups{})
		if got := find(t, l, "greet").Directory; !reflect.DeepEqual(got, &Directory{Path: "vendor/greet", Editable: true}) {
			t.Errorf("%s: greet is %+v", name, got)
		}
		if got := find(t, l, "wave").Archive; !reflect.DeepEqual(got, wave) {
			t.Errorf("%s: wave is %+v", name, got)
		}
		got := find(t, l, "pluggy").Archive
		if got == nil || !slices.Contains(got.Hashes, pluggyHash) || got.Name != pluggy.Name || got.URL != pluggy.URL || got.Path != "" {
			t.Errorf("%s: pluggy is %+v", name, got)
		}
		for _, name := range []string{"greet", "wave", "pluggy", "six"} {
			p := find(t, l, name)
			if own := len(p.Wheels) + len(p.Hashes); (own > 0) != (name == "six") {
				t.Errorf("%s comes from an index: %v", name, own > 0)
			}
		}
	}
}

func TestIndexesOfEveryTool(t *testing.T) {
	t.Parallel()
	const url = "https://index.example/simple"
	for name, tt := range map[string]struct {
		project toolProject
		want    []Index
	}{
		"poetry":  {poetryProject(t, "shop"), []Index{{Name: "corp", URL: url}}},
		"pdm":     {pdmProject(t, "shop"), []Index{{Name: "corp", URL: url}}},
		"pipfile": {pipfileProject(t, "shop"), []Index{{Name: "corp", URL: url, Default: true}}},
		"none":    {poetryProject(t, "classic"), nil},
	} {
		if got := tt.project.read(t, spec.Groups{}).Indexes; !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%s: got %+v", name, got)
		}
	}
}

func TestIndexesOfPoetryByPriority(t *testing.T) {
	t.Parallel()
	source := func(name, priority string) string {
		return "[[tool.poetry.source]]\nname = '" + name + "'\nurl = 'https://u:p@" + name + ".example/simple/'\npriority = '" + priority + "'\n"
	}
	index := func(name string, standard bool) Index {
		return Index{Name: name, URL: "https://" + name + ".example/simple/", Default: standard}
	}
	standard := "[[tool.poetry.source]]\nname = 'PyPI'\n"
	used := []Index{{Name: "e", URL: "https://e.example/simple"}, {Name: "x", URL: "https://x.example/simple"}}
	for _, tt := range []struct {
		name, text string
		want       []Index
	}{
		{"primary replaces the default", source("s", "supplemental") + source("a", "primary") + source("b", "primary"),
			[]Index{index("a", true), index("b", false), index("s", false), used[0], used[1]}},
		{"unless it is named", standard + source("a", "primary"), []Index{index("a", false), used[0], used[1]}},
		{"default of older releases", source("a", "primary") + source("d", "default") + source("s", "secondary"),
			[]Index{index("d", true), index("a", false), index("s", false), used[0], used[1]}},
		{"explicit ones only when used", source("e", "explicit") + source("f", "explicit"), []Index{index("e", false), used[1]}},
	} {
		if got := poetryIndexes(toolManifest(tt.text), used); !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%s:\ngot  %+v\nwant %+v", tt.name, got, tt.want)
		}
	}
}

func TestIndexesOfPDM(t *testing.T) {
	t.Parallel()
	got := pdmIndexes(toolManifest(`
[[tool.pdm.source]]
name = "pypi"
url = "https://${USER}:${PASS}@mirror.example/simple"
[[tool.pdm.source]]
name = "wheels"
type = "find_links"
url = "https://wheels.example"
[[tool.pdm.source]]
url = "https://more.example/simple"
`))
	want := []Index{{Name: "pypi", URL: "https://mirror.example/simple", Default: true}, {URL: "https://more.example/simple"}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v", got)
	}
}

const toolTestCommit = "0123456789abcdef0123456789abcdef01234567"

// The entries are written as the tools write them.
func TestRepositories(t *testing.T) {
	t.Parallel()
	const url = "https://git.example/org/wave.git"
	poetry, pdm, pipfile := poetryProject(t, "shop"), pdmProject(t, "local"), pipfileProject(t, "shop")
	source := "[package.source]\ntype = \"file\"\nurl = \"vendor/wave-2.0-py3-none-any.whl\"\n"
	poetry.lock = strings.Replace(poetry.lock, source, "[package.source]\ntype = \"git\"\nurl = \"https://bob:s3cret@git.example/org/wave.git\"\n"+
		"reference = \"main\"\nresolved_reference = \""+toolTestCommit+"\"\nsubdirectory = \"py\"\n", 1)
	pdm.lock = strings.Replace(pdm.lock, `path = "./vendor/wave-2.0-py3-none-any.whl"`,
		"subdirectory = \"py\"\ngit = \"https://${BOB}@git.example/org/wave.git\"\nref = \"main\"\nrevision = \""+toolTestCommit+"\"", 1)
	pipfile.lock = strings.Replace(pipfile.lock, `"path": "./vendor/wave-2.0-py3-none-any.whl"`,
		`"git": "git+https://${BOB}:${S}@git.example/org/wave.git", "ref": "`+toolTestCommit+`", "subdirectory": "py"`, 1)
	want := VCS{Type: "git", URL: url, Commit: toolTestCommit, Subdirectory: "py"}
	for name, p := range map[string]toolProject{"poetry": poetry, "pdm": pdm, "pipfile": pipfile} {
		got := find(t, p.read(t, spec.Groups{}), "wave")
		if got.VCS == nil || *got.VCS != want || got.Archive != nil {
			t.Errorf("%s: got %+v", name, got.VCS)
		}
	}
}

func TestAddressesWithoutCredentials(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"https://index.example/simple":               "https://index.example/simple",
		"https://bob:s3cret@index.example/simple":    "https://index.example/simple",
		"https://bob:s3c@ret@index.example/simple":   "https://index.example/simple",
		"https://${USER}:${PASS}@index.example/s":    "https://index.example/s",
		"//bob:s3cret@index.example/simple":          "//index.example/simple",
		"https://index.example/@scope/x":             "https://index.example/@scope/x",
		"ssh://git:pw@git.example/x.git":             "ssh://git@git.example/x.git",
		"git+ssh://git@git.example/x.git":            "git+ssh://git@git.example/x.git",
		"git@git.example:x.git":                      "git@git.example:x.git",
		"https://index.example/simple?next=a@b#x":    "https://index.example/simple?next=a@b#x",
		"git+https://token@git.example/x.git@v1#e=x": "git+https://git.example/x.git@v1#e=x",
	} {
		if got := withoutCredentials(address); got != want {
			t.Errorf("%s: got %s", address, got)
		}
	}
}

func TestReferences(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][2]string{
		"./vendor/greet":                   {"", "vendor/greet"},
		".":                                {"", "."},
		`.\vendor\greet`:                   {"", "vendor/greet"},
		"../libs/x":                        {"", "../libs/x"},
		"file:///${PROJECT_ROOT}/vendor/x": {"", "vendor/x"},
		"file://${PROJECT_ROOT}":           {"", "."},
		"file:///${PROJECT_ROOT}/x%2By":    {"", "x+y"},
		"/srv/x":                           {"", ""},
		`C:\x`:                             {"", ""},
		"file:///srv/x":                    {"", ""},
		"https://u:p@files.example/x.whl#sha256=0":        {"https://files.example/x.whl", ""},
		"https://files.example/x-1.tar.gz#subdirectory=y": {"https://files.example/x-1.tar.gz", ""},
	} {
		if address, file := toolReference(text); [2]string{address, file} != want {
			t.Errorf("%s: got %q, %q", text, address, file)
		}
	}
}

func TestFilesHaveTheirURLs(t *testing.T) {
	t.Parallel()
	l := pdmProject(t, "urls").read(t, spec.Groups{})
	six := find(t, l, "six")
	if len(six.Wheels) != 1 || six.Wheels[0].Name != "six-1.17.0-py2.py3-none-any.whl" || !strings.HasSuffix(six.Wheels[0].URL, "/"+six.Wheels[0].Name) {
		t.Errorf("wheels %+v", six.Wheels)
	}
	if six.Sdist == nil || six.Sdist.Name != "six-1.17.0.tar.gz" || !strings.HasPrefix(six.Sdist.URL, "https://") {
		t.Errorf("source %+v", six.Sdist)
	}
}

func TestSecretsNeverReachTheLock(t *testing.T) {
	t.Parallel()
	p := pdmProject(t, "urls")
	p.lock = strings.ReplaceAll(p.lock, "https://", "https://bob:s3cret@")
	for _, pkg := range p.read(t, spec.Groups{}).Packages {
		for _, f := range append(pkg.Wheels, *cmpFile(pkg.Sdist), *cmpFile(pkg.Archive)) {
			if strings.Contains(f.URL, "s3cret") {
				t.Errorf("%s: %s", pkg.Name, f.URL)
			}
		}
	}
}

// cmpFile is the file, or one without anything.
func cmpFile(f *File) *File {
	if f == nil {
		return &File{}
	}
	return f
}

func TestEntriesHaveLines(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		project toolProject
		name    string
		at      string
	}{
		{poetryProject(t, "shop"), "anyio", "[[package]]\nname = \"anyio\""},
		{poetryProject(t, "shop"), "wave", "[[package]]\nname = \"wave\""},
		{pdmProject(t, "local"), "six", "[[package]]\nname = \"six\""},
		{pdmProject(t, "local"), "urllib3", "[[package]]\nname = \"urllib3\""},
		{pipfileProject(t, "shop"), "urllib3", `"urllib3": {`},
	} {
		if got, want := find(t, tt.project.read(t, spec.Groups{}), tt.name).Line, lineIn(tt.project.lock, tt.at); got != want {
			t.Errorf("%s: line %d, want %d", tt.name, got, want)
		}
	}
}
