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

// kinds are titles without what differs from graph to graph: the numbers of inputs.
func kinds(names []string) []string {
	var out []string
	for _, n := range names {
		for _, kind := range []string{"diff", "merge"} {
			if strings.HasPrefix(n, kind+" ") {
				n = kind
			}
		}
		out = append(out, n)
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
		"version":     r.withProject(t, `version = "1.4.0"`, `version = "1.5.0"`),
		"linter":      r.withProject(t, "line-length = 100", "line-length = 120"),
	} {
		if got := titles(before, graph(t, changed.marshal(t, generator(allCaps)))); len(got) > 0 {
			t.Errorf("a change of %s changes %q", name, got)
		}
	}
}

func (r request) withProject(t *testing.T, old, text string) request {
	t.Helper()
	if !strings.Contains(r.pyproject, old) {
		t.Fatalf("no %q in %s", old, r.pyproject)
	}
	r.pyproject = strings.Replace(r.pyproject, old, text, 1)
	return r
}

// TestWhatALockChanges wants a new version of one dependency to install dependencies, and nothing else.
func TestWhatALockChanges(t *testing.T) {
	t.Parallel()
	r := requestOf(t, "fastapi")
	before := graph(t, r.marshal(t, generator(allCaps)))
	r.lock = strings.ReplaceAll(r.lock, "0.34.0", "0.34.1")
	got := kinds(titles(before, graph(t, r.marshal(t, generator(allCaps)))))
	if want := []string{"file make /pylock.toml", "install dependencies (3 locked)", "diff", "merge"}; !slices.Equal(got, want) {
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
	for _, n := range []string{"install dependencies (3 locked)", "compile the standard library of Python 3.13", "make the environment for Python 3.13"} {
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
	} {
		if slices.Contains(got, n) {
			t.Errorf("%q is another node for another platform", n)
		}
	}
	if !slices.Contains(got, "install dependencies (3 locked)") {
		t.Errorf("got %q, and wheels differ between platforms", got)
	}
}
