package spec_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/spec"
	"github.com/org/pyapp-frontend/spec/pyproject"
)

func TestGroupsTakeTheProjectsSpelling(t *testing.T) {
	t.Parallel()
	project := &pyproject.Project{Groups: []string{"Dev_Tools", "postgres"}, Extras: []string{"Redis"}}
	app := mustResolve(t, "entrypoint: [a]\nexclude-groups: [dev-tools]\ninclude-groups: [POSTGRES]\nextras: [redis]\n", spec.Inputs{Project: project})
	want := spec.Groups{Exclude: []string{"Dev_Tools"}, Include: []string{"postgres"}, Extras: []string{"Redis"}}
	if !reflect.DeepEqual(app.Groups, want) {
		t.Errorf("got %+v, want %+v", app.Groups, want)
	}
}

func TestExcludedGroupStaysInOnlyThroughAnInstalledOne(t *testing.T) {
	t.Parallel()
	const exclude = "entrypoint: [a]\nexclude-groups: [test]\n"
	groups := func(defaults []string, all bool) *pyproject.Project {
		return &pyproject.Project{
			Groups: []string{"ci", "dev", "test"}, DefaultGroups: defaults, AllGroups: all,
			GroupIncludes: map[string][]string{"dev": {"ci"}, "ci": {"Test", "dev"}},
		}
	}
	for _, tt := range []struct {
		name, file string
		project    *pyproject.Project
		want       bool
	}{
		{"default group", exclude, groups([]string{"dev"}, false), true},
		{"no default group", exclude, groups([]string{}, false), false},
		{"all groups", exclude, groups(nil, true), true},
		{"included group", exclude + "include-groups: [ci]\n", groups([]string{}, false), true},
		{"including group excluded too", "entrypoint: [a]\nexclude-groups: [test, dev]\n", groups([]string{"dev"}, false), false},
		{"all excluded", "entrypoint: [a]\ninclude-groups: [ci]\n", groups([]string{"dev"}, false), false},
	} {
		_, problems := check([]byte(tt.file), spec.Inputs{Project: tt.project})
		if got := len(problems.Warnings()) == 1; got != tt.want || len(problems.Errors()) > 0 {
			t.Errorf("%s: got %s, want a warning: %v", tt.name, problems.Text("f"), tt.want)
		}
	}
}

func TestOneScriptIsTheEntrypoint(t *testing.T) {
	t.Parallel()
	in := spec.Inputs{Project: &pyproject.Project{Scripts: []pyproject.Script{{Name: "serve", Target: "app:main"}}}}
	if got := mustResolve(t, "python: 3.13\n", in).Entrypoint; !reflect.DeepEqual(got, []string{"serve"}) {
		t.Errorf("without either: got %v", got)
	}
	app := mustResolve(t, "command: [migrate]\n", in)
	if app.Entrypoint != nil || !reflect.DeepEqual(app.Command, []string{"migrate"}) {
		t.Errorf("with a command: got %v and %v", app.Entrypoint, app.Command)
	}
}

func TestCommandLine(t *testing.T) {
	t.Parallel()
	for line, want := range map[string][]string{
		`python main.py`:             {"python", "main.py"},
		`sh -c 'a | b && c > d'`:     {"sh", "-c", "a | b && c > d"},
		`echo "a;b" x\&y $HOME ${X}`: {"echo", "a;b", "x&y", "$HOME", "${X}"},
		`run ''`:                     {"run", ""},
	} {
		app := mustResolve(t, "entrypoint: >-\n  "+line+"\n", spec.Inputs{})
		if !reflect.DeepEqual(app.Entrypoint, want) {
			t.Errorf("%s: got %q, want %q", line, app.Entrypoint, want)
		}
	}
}

func TestBuildArgs(t *testing.T) {
	t.Parallel()
	args := map[string]string{"DISTRO": "bookworm", "BASE": "slim", "EMPTY": "", "PYAPP_UV_IMAGE": "localhost:5000/a/uv:0.13.8"}
	app := mustResolve(t, `entrypoint: ["${NOT_TOUCHED}", $$]
distro: "${DISTRO}"
base: "${BASE}"
labels: {c: "$${x} ${EMPTY}|${EMPTY:-d}|$DISTRO", b: "${DISTRO}-${BASE}", a: "100%"}
env: {A: "${DISTRO}"}
`, spec.Inputs{BuildArgs: args})
	if app.Distro != "bookworm" || app.Base.Kind != spec.BaseSlim || app.UVImage != "localhost:5000/a/uv:0.13.8" {
		t.Errorf("got distro %q, base %q, uv image %q", app.Distro, app.Base.Kind, app.UVImage)
	}
	labels := []spec.Label{{Key: "a", Value: "100%"}, {Key: "b", Value: "bookworm-slim"}, {Key: "c", Value: "${x} |d|$DISTRO"}}
	if !reflect.DeepEqual(app.Labels, labels) {
		t.Errorf("labels: got %q, want %q", app.Labels, labels)
	}
	if app.Entrypoint[0] != "${NOT_TOUCHED}" || app.Entrypoint[1] != "$$" || app.Env[0].Value != "${DISTRO}" {
		t.Errorf("entrypoint %q and env %q are not left alone", app.Entrypoint, app.Env)
	}
}

func TestImageReferences(t *testing.T) {
	t.Parallel()
	digest := "@sha256:" + strings.Repeat("a", 64)
	for reference, valid := range map[string]bool{
		"uv": true, "uv:0.13": true, "a/b/uv": true, "host.example:5000/uv:x" + digest: true, "uv" + digest: true, "[::1]:5000/uv": true,
		"UV": false, "uv:": false, "uv@sha256:abc": false, "a//b": false, "-uv": false, "uv:a b": false, "https://host/uv": false,
	} {
		app, _ := check([]byte("entrypoint: [a]\n"), spec.Inputs{BuildArgs: map[string]string{"PYAPP_UV_IMAGE": reference}})
		if (app != nil) != valid {
			t.Errorf("%q: accepted %v, want %v", reference, app != nil, valid)
		}
	}
}

// TestSameAnswerEveryTime guards against the order of maps.
func TestSameAnswerEveryTime(t *testing.T) {
	t.Parallel()
	text := []byte("cnd: [a]\nenvs: {}\nuser: {nme: x, ud: 1}\nlabels: {b: 1, a: [2]}\n")
	_, first := check(text, spec.Inputs{})
	for range 25 {
		if _, again := check(text, spec.Inputs{}); !reflect.DeepEqual(first, again) {
			t.Fatalf("got %v after %v", again, first)
		}
	}
}
