package llbgen

import (
	"slices"
	"strings"
	"testing"

	digest "github.com/opencontainers/go-digest"
)

// titles are what a reader would call those nodes of one graph that an earlier one does not have.
func titles(before, after []op) []string {
	known := map[digest.Digest]bool{}
	for _, o := range before {
		known[o.digest] = true
	}
	var out []string
	for _, o := range after {
		if !known[o.digest] {
			out = append(out, o.title())
		}
	}
	return out
}

func (o op) title() string {
	if o.GetExec() != nil {
		return o.name
	}
	first, _, _ := strings.Cut(o.describe(), "\n")
	words := strings.Fields(first)
	return strings.Join(words[:min(len(words), 3)], " ")
}

// kinds are titles without what differs from graph to graph, the numbers of inputs, and without the steps that look at what
// others made and the differences that remember them.
func kinds(names []string) []string {
	var out []string
	looked := false
	for _, n := range names {
		for _, kind := range []string{"diff", "merge"} {
			if strings.HasPrefix(n, kind+" ") {
				n = kind
			}
		}
		remembers := looked && n == "diff"
		if looked = strings.HasPrefix(n, "[internal] look at "); !looked && !remembers {
			out = append(out, n)
		}
	}
	return out
}

// TestWhatOnlyTheConfigHolds changes what a user changes most, and runs nothing again.
func TestWhatOnlyTheConfigHolds(t *testing.T) {
	t.Parallel()
	r := requestOf(t, "fastapi")
	before := graph(t, r.marshal(t, generator(allCaps)))
	for name, changed := range map[string]request{
		"env":         r.changed(t, "LOG_LEVEL: info", "LOG_LEVEL: debug, MORE: '1'"),
		"ports":       r.changed(t, "ports: [8000]", "ports: [8000, 9000/udp]").changed(t, "path: /health", "port: 8000, path: /health"),
		"entrypoint":  r.changed(t, `"8000"]`, `"8000", --workers, "2"]`),
		"labels":      r.changed(t, "team: storefront", "team: checkout"),
		"healthcheck": r.changed(t, "interval: 5s", "interval: 9s"),
		"command":     r.changed(t, "env:", "command: [--reload]\nenv:"),
		"stop-signal": r.changed(t, "env:", "stop-signal: SIGINT\nenv:"),
		"version":     r.edited(t, "pyproject.toml", `version = "1.4.0"`, `version = "1.5.0"`),
		"linter":      r.edited(t, "pyproject.toml", "line-length = 100", "line-length = 120"),
	} {
		if got := titles(before, graph(t, changed.marshal(t, generator(allCaps)))); len(got) > 0 {
			t.Errorf("a change of %s changes %q", name, got)
		}
	}
}

// changes are the kinds of nodes that a changed request has and the original has not.
func changes(t *testing.T, before, after request) []string {
	t.Helper()
	g := generator(allCaps)
	return kinds(titles(graph(t, before.marshal(t, g)), graph(t, after.marshal(t, g))))
}

// The steps that install the dependencies of the application fastapi.
const (
	fastapiPure   = "install dependencies: 13 pure-Python packages"
	fastapiNative = "install dependencies for linux/amd64: pydantic-core"
)

// TestWhatALockChanges wants a new version of one dependency to install its group, and nothing else.
func TestWhatALockChanges(t *testing.T) {
	t.Parallel()
	r := requestOf(t, "fastapi")
	got := changes(t, r, r.relocked(t, "h11", "0.16.0", "0.16.1"))
	if want := []string{"file make /pylock.toml", fastapiPure, "diff", "merge"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestWhatABuildDependsOn is the lock of its own package: what has no wheel is built again only when it changes itself.
func TestWhatABuildDependsOn(t *testing.T) {
	t.Parallel()
	r := requestOf(t, "requirements")
	build := "build docopt 0.6.2 (it has no wheel, only a source distribution)"
	got := changes(t, r, r.relocked(t, "humanize", "4.12.3", "4.12.4"))
	if want := []string{"file make /pylock.toml", "install dependencies: 4 pure-Python packages", "diff", "merge"}; !slices.Equal(got, want) {
		t.Errorf("a dependency with a wheel changes %q, want %q", got, want)
	}
	got = changes(t, r, r.relocked(t, "docopt", "0.6.2", "0.6.3"))
	if want := []string{"file make /pylock.toml", strings.Replace(build, "0.6.2", "0.6.3", 1), "diff", "merge"}; !slices.Equal(got, want) {
		t.Errorf("the package without a wheel changes %q, want %q", got, want)
	}
}

// TestWhatBuildToolsChange reruns what is built, and nothing that is installed from wheels or from source.
func TestWhatBuildToolsChange(t *testing.T) {
	t.Parallel()
	const build = "build ticker 0.3.0 (it is a source archive, ticker-0.3.0.tar.gz)"
	r := requestOf(t, "sources")
	got := changes(t, r, r.changed(t, "entrypoint:", "system-libs: {build: [libpq-dev]}\nentrypoint:"))
	if want := []string{"install build tools: g++, gcc, libc6-dev, libpq-dev, make, pkgconf", build, "diff", "merge"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	plain := requestOf(t, "fastapi")
	if got := changes(t, plain, plain.changed(t, "env:", "system-libs: {build: [libpq-dev]}\nenv:")); len(got) > 0 {
		t.Errorf("got %q where nothing is built", got)
	}
	wheel := requestOf(t, "wheel")
	got = changes(t, wheel, wheel.changed(t, "install:", "system-libs: {build: [libpq-dev]}\ninstall:"))
	if want := []string{"file make /__main__.py", "install build tools: libpq-dev", "install project teller (wheel)", "diff", "merge"}; !slices.Equal(got, want) {
		t.Errorf("got %q for a wheel of the project, want %q", got, want)
	}
}

// TestWhatSystemLibrariesChange is the base with the account, and what steps of the spec make in it.
func TestWhatSystemLibrariesChange(t *testing.T) {
	t.Parallel()
	const collects = "step: python manage.py collectstatic --noinput" // where the libraries are as well
	r := requestOf(t, "django")
	got := changes(t, r, r.changed(t, "run: [libpq5]", "run: [libpq5, curl]"))
	want := []string{
		"install system libraries: curl, libpq5", "add user nonroot (65532)", "install system libraries for the steps: curl, libpq5",
		"add user nonroot (65532)", "merge", collects, "merge",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestWhatTheUserChanges wants another account to make the system layer anew, and no dependency.
func TestWhatTheUserChanges(t *testing.T) {
	t.Parallel()
	r := requestOf(t, "fastapi")
	before := graph(t, r.marshal(t, generator(allCaps)))
	r = r.changed(t, "env:", "user: {name: shop, uid: 1000}\nenv:")
	got := kinds(titles(before, graph(t, r.marshal(t, generator(allCaps)))))
	for _, n := range []string{fastapiPure, fastapiNative, "compile the standard library of Python 3.13", "make the environment for Python 3.13"} {
		if slices.Contains(got, n) {
			t.Errorf("%q runs again", n)
		}
	}
	if len(got) == 0 || got[0] != "add user shop (1000)" {
		t.Errorf("got %q, want the account first", got)
	}
}

// TestWhatPlatformsShare wants what no platform changes to be the same node for all.
func TestWhatPlatformsShare(t *testing.T) {
	t.Parallel()
	r := requestOf(t, "fastapi")
	native := graph(t, r.marshal(t, generator(allCaps)))
	r.arch = "arm64"
	got := titles(native, graph(t, r.marshal(t, generator(allCaps))))
	for _, n := range []string{
		"compile the standard library of Python 3.13", "make the environment for Python 3.13", "copy the application and compile it", "source local://context -",
		fastapiPure,
	} {
		if slices.Contains(got, n) {
			t.Errorf("%q is another node for another platform", n)
		}
	}
	if !slices.Contains(got, "install dependencies for linux/arm64: pydantic-core") {
		t.Errorf("got %q, and compiled wheels differ between platforms", got)
	}
}

// TestPurePackagesAreForEveryPlatform wants the steps that install them to be the same nodes, in every application.
func TestPurePackagesAreForEveryPlatform(t *testing.T) {
	t.Parallel()
	for _, name := range appNames(t) {
		r := requestOf(t, name)
		native := graph(t, r.marshal(t, generator(allCaps)))
		r.arch = "arm64"
		for _, n := range titles(native, graph(t, r.marshal(t, generator(allCaps)))) {
			if strings.HasPrefix(n, "install dependencies: ") {
				t.Errorf("%s: %q is another node for another platform", name, n)
			}
		}
	}
}
