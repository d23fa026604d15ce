package llbgen

import (
	"slices"
	"strings"
	"testing"

	"github.com/moby/buildkit/client/llb"
	"github.com/org/pyapp-frontend/frontend/plan"
)

// stepsOf are those of a graph whose names begin with some words, by name.
func stepsOf(t *testing.T, r request, words ...string) map[string]op {
	t.Helper()
	out := map[string]op{}
	for _, o := range graph(t, r.marshal(t, generator(allCaps))) {
		if o.GetExec() != nil && begins(o, words...) {
			out[o.name] = o
		}
	}
	return out
}

// TestBuildsOfAllPlatforms are the same nodes, so that a builder makes each once.
func TestBuildsOfAllPlatforms(t *testing.T) {
	t.Parallel()
	for name, r := range map[string]request{
		"sources": requestOf(t, "sources"), "requirements": requestOf(t, "requirements"), "wheel": requestOf(t, "wheel"), "git": gitRequest(),
		"workspace": requestOf(t, "workspace"),
	} {
		here := stepsOf(t, r, "build ", "install build tools", "install project")
		for _, arch := range []string{"arm64", "s390x", "386"} {
			r.arch = arch
			there := stepsOf(t, r, "build ", "install build tools", "install project")
			if len(here) == 0 || len(here) != len(there) {
				t.Errorf("%s: %d steps for amd64, %d for %s", name, len(here), len(there), arch)
			}
			for title, o := range there {
				if here[title].digest != o.digest {
					t.Errorf("%s: %q is another step for %s", name, title, arch)
				}
			}
		}
	}
}

// TestEmulatedBuild runs on the target, in its base image and with its uv; every other step stays what it was.
func TestEmulatedBuild(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ app, name, step string }{
		{"requirements", "docopt", "build docopt 0.6.2 for linux/arm64, under emulation (it has no wheel, only a source distribution)"},
		{"wheel", "teller", "install project teller (wheel) for linux/arm64, under emulation"},
	} {
		r := requestOf(t, tc.app)
		r.arch = "arm64"
		before := graph(t, r.marshal(t, generator(allCaps)))
		r.emulated = []string{tc.name}
		after := graph(t, r.marshal(t, generator(allCaps)))
		for _, title := range kinds(titles(before, after)) {
			if title != "diff" && title != "merge" && !strings.HasPrefix(title, "source") && !strings.Contains(title, " for linux/arm64, ") {
				t.Errorf("%s: changes %q", tc.app, title)
			}
		}
		i := slices.IndexFunc(after, func(o op) bool { return o.name == tc.step })
		if i < 0 {
			t.Fatalf("%s: no step %q", tc.app, tc.step)
		}
		if after[i].platform() != "linux/arm64" {
			t.Errorf("%s: it runs on %s", tc.app, after[i].platform())
		}
	}
}

// TestEmulatedTools are unpacked on the build platform, and finished where they are used, under names that say what for.
func TestEmulatedTools(t *testing.T) {
	t.Parallel()
	r := requestOf(t, "requirements")
	r.arch, r.emulated = "arm64", []string{"docopt"}
	tools := stepsOf(t, r, "install build tools", "finish build tools")
	for name, platform := range map[string]string{
		"install build tools for linux/arm64, to build docopt 0.6.2: g++, gcc, libc6-dev, make, pkgconf": "linux/amd64",
		"finish build tools for linux/arm64, under emulation, to build docopt 0.6.2":                     "linux/arm64",
	} {
		if o, ok := tools[name]; !ok || o.platform() != platform || len(tools) != 2 {
			t.Fatalf("got %v, want %q on %s", tools, name, platform)
		}
		caches, _, _ := mounts(tools[name])
		if want := "pyapp/apt-cache-trixie-arm64 pyapp/apt-lists-trixie-arm64"; strings.Join(caches, " ") != want {
			t.Errorf("the caches of %q are %q, want %q", name, caches, want)
		}
	}
}

// TestCachesOfPlatforms keeps what was built for one platform from another's builds.
func TestCachesOfPlatforms(t *testing.T) {
	t.Parallel()
	r := requestOf(t, "requirements")
	r.arch = "arm64"
	seen := map[string]string{}
	for _, emulated := range [][]string{nil, {"docopt"}} {
		r.emulated = emulated
		for name, o := range stepsOf(t, r, "build ") {
			caches, _, _ := mounts(o)
			if other, ok := seen[strings.Join(caches, " ")]; ok {
				t.Errorf("%q and %q share the cache %q", name, other, caches)
			}
			seen[strings.Join(caches, " ")] = name
		}
	}
}

// TestTry runs a program of the platform and does nothing else.
func TestTry(t *testing.T) {
	t.Parallel()
	g := generator(allCaps)
	st := g.Try(llb.Image("python", llb.Platform(linux("arm64"))), plan.Platform{OS: "linux", Architecture: "arm64"})
	ops := graph(t, marshalState(t, st, "amd64"))
	last := ops[len(ops)-1]
	if last.platform() != "linux/arm64" || last.GetExec().Meta.Args[0] != interpreter || len(last.GetExec().Mounts) != 1 {
		t.Errorf("got %s", last.describe())
	}
}
