package plan

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/spec"
)

// onImage is a spec on an image that was looked at.
func onImage(t *testing.T, distribution string, lines ...string) *spec.App {
	t.Helper()
	app := yamlApp(t, append(lines, `base: {runtime: "corp/python:1", build: "corp/builder:1"}`)...)
	app.Base.Distribution, app.Base.Glibc = distribution, [2]int{2, 35}
	return app
}

// TestImagesOfBases has the names of the images that each kind of base begins with.
func TestImagesOfBases(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ lines, runtime, build, key string }{
		{"python: 3.13", "docker.io/library/python:3.13-slim-trixie", "docker.io/library/python:3.13-slim-trixie", "python"},
		{"{python: 3.13, base: slim}", "docker.io/library/python:3.13-slim-trixie", "docker.io/library/python:3.13-slim-trixie", "base"},
		{"{python: 3.13, base: alpine, distro: 3.22}", "docker.io/library/python:3.13-alpine3.22", "docker.io/library/python:3.13-alpine3.22", "base"},
		{"{python: 3.13, base: distroless, distro: bookworm}", "docker.io/library/python:3.13-slim-bookworm", "docker.io/library/python:3.13-slim-bookworm", "base"},
		{"base: corp/python:1", "corp/python:1", "corp/python:1", "base"},
		{"base: {runtime: 'corp/python:1'}", "corp/python:1", "corp/python:1", "base.runtime"},
		{"base: {runtime: 'corp/python:1', build: 'corp/builder:1'}", "corp/python:1", "corp/builder:1", "base.runtime"},
	} {
		app := yamlApp(t, tc.lines)
		if RuntimeImage(app) != tc.runtime || BuildImage(app) != tc.build || RuntimeKey(app) != tc.key {
			t.Errorf("%s: got %s and %s at %s", tc.lines, RuntimeImage(app), BuildImage(app), RuntimeKey(app))
		}
	}
	if key := BuildKey(onImage(t, "debian")); key != "base.build" {
		t.Errorf("the key is %s", key)
	}
	app := yamlApp(t, "python: 3.13")
	app.Base = spec.Base{Kind: spec.BaseImage, Runtime: "a", Build: "a"}
	if key := RuntimeKey(app); key != "base" {
		t.Errorf("of the command line: the key is %s", key)
	}
}

// TestCLibrary decides which wheels a base can load.
func TestCLibrary(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		app  *spec.App
		want string
	}{
		{yamlApp(t, "distro: trixie"), "x86_64-manylinux_2_40"},
		{yamlApp(t, "distro: bookworm"), "x86_64-manylinux_2_36"},
		{yamlApp(t, "base: distroless"), "x86_64-manylinux_2_40"},
		{yamlApp(t, "base: alpine"), "x86_64-unknown-linux-musl"},
		{onImage(t, "debian"), "x86_64-manylinux_2_35"},
		{&spec.App{Base: spec.Base{Kind: spec.BaseImage, Musl: [2]int{1, 2}}}, "x86_64-unknown-linux-musl"},
		{&spec.App{Base: spec.Base{Kind: spec.BaseImage, Glibc: [2]int{2, 43}}}, "x86_64-manylinux_2_40"},
		{&spec.App{Base: spec.Base{Kind: spec.BaseImage, Glibc: [2]int{2, 30}}}, "x86_64-manylinux_2_28"},
		{&spec.App{Base: spec.Base{Kind: spec.BaseImage, Glibc: [2]int{2, 26}}}, "x86_64-manylinux_2_17"},
	} {
		if got := pythonPlatform(tc.app, amd64); got != tc.want {
			t.Errorf("%+v: got %s, want %s", tc.app.Base, got, tc.want)
		}
	}
	musl, err := Target(yamlApp(t, "base: alpine"), amd64, "3.13.5", nil)
	if err != nil || musl.Wheel.Musl != [2]int{1, 2} || musl.Wheel.Glibc != [2]int{} {
		t.Errorf("wheels for Alpine are for %+v, %v", musl.Wheel, err)
	}
}

// TestAlpine has Alpine's names for what is installed and for where it lies.
func TestAlpine(t *testing.T) {
	t.Parallel()
	app := yamlApp(t, "{base: alpine, entrypoint: [python, main.py], system-libs: {build: [libpq-dev], run: [libpq]}}")
	p := planned(t, app, Facts{BasePath: "/opt/bin:/bin:/opt/bin:/app/.venv/bin"})
	if !slices.Equal(p.System.Packages, []string{"libpq", "tini"}) || p.Image.Entrypoint[0] != "/sbin/tini" {
		t.Errorf("packages are %q, the entrypoint is %q", p.System.Packages, p.Image.Entrypoint)
	}
	if want := (spec.EnvVar{Name: "PATH", Value: "/app/.venv/bin:/opt/bin:/bin"}); p.Image.Env[0] != want {
		t.Errorf("got %v, want %v", p.Image.Env[0], want)
	}
	if got := BuildTools(app, true); !slices.Contains(got, "musl-dev") || slices.Contains(got, "libc6-dev") || !slices.Contains(got, "libpq-dev") {
		t.Errorf("build tools are %q", got)
	}
	problems := ExplainBuild(app, Build{Name: "psycopg2"}, "Error: pg_config executable not found.")
	if text := problems.Text("f"); !strings.Contains(text, "pg_config is missing") || strings.Contains(text, "libpq-dev, ") {
		t.Errorf("got %s", text)
	}
	if AlpineRelease("trixie") || AlpineRelease("") || !AlpineRelease("3.22") {
		t.Error("releases are mixed up")
	}
}

// TestCheckPackageManager has a base that nothing can be installed into.
func TestCheckPackageManager(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ distribution, lines, want string }{
		{"debian", "system-libs: [libpq5]\ninit: true", ""},
		{"alpine", "system-libs: [libpq5]", ""},
		{"fedora", "entrypoint: [uvicorn, 'a:b']", ""},
		{"fedora", "init: false", ""},
		{"fedora", "entrypoint: [python, main.py]", "so the image gets no init"},
		{"", "init: true", "neither Debian nor Alpine, so tini cannot be installed"},
		{"fedora", "system-libs: [libpq5]", "(but fedora), so nothing can be installed into it"},
		{"fedora", "system-libs: {build: [gcc]}", "`base: {build: …}`"},
		{"fedora", "steps: [{run: [a], outputs: [b]}, {run: [a], outputs: [c], system-libs: [gcc]}]", "steps[1].system-libs: "},
	} {
		app := onImage(t, tc.distribution, tc.lines)
		got := CheckPackageManager(app).Text("f")
		if (got == "") != (tc.want == "") || !strings.Contains(got, tc.want) {
			t.Errorf("%s on %q: got %q, want %q", tc.lines, tc.distribution, got, tc.want)
		}
	}
	app := onImage(t, "fedora", "entrypoint: [python, main.py]")
	p := planned(t, app, Facts{})
	if len(p.System.Packages) > 0 || BuildTools(app, true) != nil || !reflect.DeepEqual(p.Image.Entrypoint, app.Entrypoint) {
		t.Errorf("packages are %q and %q, the entrypoint is %q", p.System.Packages, BuildTools(app, true), p.Image.Entrypoint)
	}
}
