package spec_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/spec"
	"github.com/org/pyapp-frontend/spec/pyproject"
)

func TestFactsBeforeResolve(t *testing.T) {
	t.Parallel()
	type facts struct {
		folder, member string
		locks          []string
		none           bool
	}
	for text, want := range map[string]facts{
		"entrypoint: [a]\n":                               {folder: "."},
		"project: ./a//b/\nlock: ./x/./u.lock\n":          {folder: "a/b", locks: []string{"x/u.lock"}},
		"lock: [b//x.txt, a.txt]\npackage: Corp_Api\n":    {folder: ".", member: "corp-api", locks: []string{"b/x.txt", "a.txt"}},
		"lock: none\n":                                    {folder: ".", none: true},
		"lock: ./none\n":                                  {folder: ".", locks: []string{"none"}},
		"lock: &l [uv.lock]\nx-again: *l\npackage: api\n": {folder: ".", member: "api", locks: []string{"uv.lock"}},
	} {
		f, _ := spec.Parse("pyapp.yaml", []byte(text))
		got := facts{spec.ProjectFolder(f), spec.PackageName(f), spec.LockPaths(f), spec.WithoutLock(f)}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%q: got %+v, want %+v", text, got, want)
		}
	}
}

// TestIndexesTakeBuildArguments has the arguments that make a build work inside and outside of a closed network.
func TestIndexesTakeBuildArguments(t *testing.T) {
	t.Parallel()
	args := map[string]string{"HOST": "pypi.corp.example:8443", "FILES": "pypi.corp.example"}
	app := mustResolve(t, `entrypoint: [a]
indexes: [{name: corp, url: "https://${HOST}/simple/", hosts: ["${FILES}", "${CDN:-pypi.corp.example}", cdn.example]}]
mirrors: {https://b.example/: "https://${HOST}/b/", https://a.example: "${A:-http://a}"}
`, spec.Inputs{BuildArgs: args})
	index := spec.Index{Name: "corp", URL: "https://pypi.corp.example:8443/simple/", Hosts: []string{"pypi.corp.example", "cdn.example"}}
	if !reflect.DeepEqual(app.Indexes, []spec.Index{index}) {
		t.Errorf("indexes: got %+v", app.Indexes)
	}
	mirrors := []spec.Mirror{{From: "https://a.example", To: "http://a"}, {From: "https://b.example/", To: "https://pypi.corp.example:8443/b/"}}
	if !reflect.DeepEqual(app.Mirrors, mirrors) {
		t.Errorf("mirrors: got %+v", app.Mirrors)
	}
}

// TestMessagesShowNoCredentials writes one into every place where a URL, or something of one, is meant or mistaken to be.
func TestMessagesShowNoCredentials(t *testing.T) {
	t.Parallel()
	credentials := []string{"https://bob:hunter2@h.example/x", "https://hunter2@h.example/x", "https://bob:hunter2/x@h.example/",
		"//bob:hunter2@h.example", "https://bob:${hunter2@h.example/", "https://${X:-bob:hunter2@h.example}/", "https://bob:hun\nter2@h.example/"}
	places := []string{
		`indexes: [{name: a, url: %}]`, `indexes: [{name: a, url: [%]}]`, `indexes: [{name: %, url: "https://a"}]`, `indexes: [%]`, `indexes: %`,
		`indexes: [{name: a, url: "https://a", hosts: [%]}]`, `indexes: [{name: a, url: "https://a", hosts: %}]`,
		`indexes: [{name: a, url: "https://a", secret: %}]`, `indexes: [{name: a, url: "https://a", client-cert: %}]`,
		`indexes: [{%: a}]`, `indexes: [{name: a, url: "https://a", default: %}]`,
		`mirrors: {%: "https://a/"}`, `mirrors: {%: [a]}`, `mirrors: {%: !!str a}`, `mirrors: {"https://a/": %}`, `mirrors: {%: a, %: b}`, `mirrors: %`,
		`packages: [%]`, `packages: ["a @ git+", %]`, `packages: %`, `package: %`, `no-wheel: %`, `no-wheel: {%: build}`, `no-wheel: {a: %}`,
		`base: %`, `base: {runtime: %}`, `base: {runtime: "a:1", build: %}`, `distro: %`, `steps: [%]`,
		`lock: %`, `lock: [%, %]`, `%: a`,
	}
	for _, place := range places {
		for _, credential := range credentials {
			quoted := `"` + strings.ReplaceAll(credential, "\n", `\n`) + `"`
			app, problems := check([]byte("entrypoint: [a]\n"+strings.ReplaceAll(place, "%", quoted)+"\n"), spec.Inputs{})
			if text := problems.Text("f"); app != nil || strings.Contains(text, "hunter2") || strings.Contains(text, "ter2") {
				t.Errorf("%s with %q: %s", place, credential, text)
			}
		}
		args := map[string]string{"ARG": "https://bob:hunter2@h.example/x"}
		_, problems := check([]byte("entrypoint: [a]\n"+strings.ReplaceAll(place, "%", `"${ARG}"`)+"\n"), spec.Inputs{BuildArgs: args})
		if text := problems.Text("f"); strings.Contains(text, "hunter2") {
			t.Errorf("%s with an argument: %s", place, text)
		}
	}
}

func TestGroupsOfPoetryAreLookedUp(t *testing.T) {
	t.Parallel()
	const text = "entrypoint: [a]\nexclude-groups: [docs]\nextras: [redis]\n"
	project := &pyproject.Project{Poetry: true}
	if app, problems := check([]byte(text), spec.Inputs{Project: project}); app != nil || len(problems) != 2 {
		t.Errorf("unknown names: got %s", problems.Text("f"))
	}
	project = &pyproject.Project{Poetry: true, Groups: []string{"docs"}, Extras: []string{"redis"}}
	if got := mustResolve(t, text, spec.Inputs{Project: project}).Groups.Exclude; !reflect.DeepEqual(got, []string{"docs"}) {
		t.Errorf("got %v", got)
	}
}
