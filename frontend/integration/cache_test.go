package integration

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// An edit is something that users do between two builds.
type edit struct {
	name string
	do   func(t *testing.T, dir string)
	runs []string // beginnings of the names of the steps that may run again
}

// edits are made to the service that is a package. Each makes a text that no build has seen before, or a step could be
// CACHED only because an earlier run of the tests left its result. Versions and specifiers stand in the lock too, where
// `uv lock` would write them.
func edits() []edit {
	const project, app, lock = "install project", "copy the application", "check uv.lock"
	return []edit{
		{"version", relocked(`version = "1.4.0"`, `version = "1.4.%d"`, `"shop-front"`+"\n"), []string{project, app, lock}},
		{"linter settings", change("pyproject.toml", "line-length = 100", "line-length = %d"), []string{project, app, lock}},
		{"development group", relocked(`>=8.3`, `>=8.3,!=7.%d`, `specifier = "`), []string{project, app, lock}},
		{"readme", change("README.md", "small", "small (%d)"), []string{project, app}},
		{"source", editSource, []string{app}},
		{"env", change(rig.SpecFile, "LOG_LEVEL: info", "LOG_LEVEL: %d"), nil},
		{"ports", change(rig.SpecFile, "ports: [8000]", "ports: [%d]"), nil},
		{"entrypoint", change(rig.SpecFile, `"8000"]`, `"8000", --header, "x:%d"]`), nil},
		{"labels", change(rig.SpecFile, "storefront", "storefront-%d"), nil},
	}
}

// change replaces a text of a file by one that has a number never used before.
func change(file, old, format string) func(t *testing.T, dir string) {
	return func(t *testing.T, dir string) {
		t.Helper()
		rig.Edit(t, dir, file, old, fmt.Sprintf(format, unused()))
	}
}

// relocked changes the manifest, and the lock where the same text comes after another.
func relocked(old, format, before string) func(t *testing.T, dir string) {
	return func(t *testing.T, dir string) {
		t.Helper()
		replacement := fmt.Sprintf(format, unused())
		rig.Edit(t, dir, "pyproject.toml", old, replacement)
		rig.Edit(t, dir, "uv.lock", before+old, before+replacement)
	}
}

// unused is a number that fits everywhere, a port's place included.
func unused() int { return 10_000 + rand.IntN(50_000) }

// editSource makes a change that no build has seen before.
func editSource(t *testing.T, dir string) {
	t.Helper()
	change("src/shop_front/main.py", "Welcome", "Welcome %d")(t, dir)
}

// TestEditsKeepDependencies reads from the states of the steps what each edit makes run again.
func TestEditsKeepDependencies(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	eachMode(t, func(t *testing.T, mode rig.Mode) {
		mustBuild(t, m, rig.Build{Mode: mode, Dir: m.Copy(t, "fastapi")})
		for _, e := range edits() {
			t.Run(e.name, func(t *testing.T) {
				dir := m.Copy(t, "fastapi")
				e.do(t, dir)
				result := mustBuild(t, m, rig.Build{Mode: mode, Dir: dir})
				wantCached(t, result, "install", "dependenc")
				wantOnly(t, result, e.runs)
			})
		}
	})
}

// TestSourceEditRunsApplicationStep guards the test above: a step that is never seen to run proves nothing.
func TestSourceEditRunsApplicationStep(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	dir := m.Copy(t, "fastapi")
	mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: dir})
	editSource(t, dir)
	result := mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: dir})
	wantCached(t, result, "install", "dependenc")
	wantCached(t, result, "install project")
	if !slices.ContainsFunc(result.Named("copy the application"), func(s rig.Step) bool { return s.Ran }) {
		t.Errorf("the application step did not run: %+v", result.Steps)
	}
}

// TestRegistryCache builds on a second, empty builder that has nothing but the first one's cache in the registry.
func TestRegistryCache(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	all := edits()
	for mode, chosen := range map[string][]edit{"max": all[:5], "min": {all[0], all[4]}} {
		t.Run(mode, func(t *testing.T) {
			cache := rig.RepositoryName(t) + ":cache"
			mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: m.Copy(t, "fastapi"), CacheTo: cache, CacheMode: mode})
			addr := m.EmptyDaemon(t)
			for _, e := range chosen {
				t.Run(e.name, func(t *testing.T) {
					dir := m.Copy(t, "fastapi")
					e.do(t, dir)
					result := mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: dir, Addr: addr, CacheFrom: cache})
					wantCached(t, result, "install", "dependenc")
				})
			}
		})
	}
}

// wantCached wants the steps of that name to be there, and none of them to have run.
func wantCached(t *testing.T, result *rig.Result, words ...string) {
	t.Helper()
	steps := result.Named(words...)
	if len(steps) == 0 {
		t.Errorf("no step is called %q: %+v", words, result.Steps)
	}
	for _, step := range steps {
		if step.Ran || !step.Cached {
			t.Errorf("%q was not CACHED", step.Name)
		}
	}
}

// wantOnly wants no installing or copying step to have run but those whose name begins so.
func wantOnly(t *testing.T, result *rig.Result, prefixes []string) {
	t.Helper()
	for _, name := range result.Ran() {
		work := slices.ContainsFunc([]string{"install", "copy", "compile", "make", "add user", "check"}, func(verb string) bool {
			return strings.HasPrefix(name, verb)
		})
		allowed := slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(name, p) })
		if work && !allowed {
			t.Errorf("%q ran again", name)
		}
	}
}
