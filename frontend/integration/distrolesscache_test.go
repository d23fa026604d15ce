package integration

import (
	"slices"
	"testing"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// TestDistrolessEdits wants edits that change nothing of what the base needs to leave it as it is.
func TestDistrolessEdits(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: distroless(t, m, "fastapi")})
	for _, e := range edits() {
		dir := distroless(t, m, "fastapi")
		e.do(t, dir)
		result := mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: dir})
		for _, step := range []string{"assemble a base", "complete the base", "add user", "install dependenc"} {
			wantCached(t, result, step)
		}
		wantOnly(t, result, e.runs)
	}
}

// TestDistrolessReproducible builds the same twice, every step of it, and wants the same image. It has the builder to itself,
// as TestNoCache has.
func TestDistrolessReproducible(t *testing.T) {
	m := rig.Find(t)
	dir, name := distroless(t, m, "libpq"), newName(t)
	first := mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: dir, Name: name, Attrs: epoch()})
	uncached := epoch()
	uncached["no-cache"] = ""
	if again := mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: dir, Name: name, Attrs: uncached}); again.Digest != first.Digest {
		t.Errorf("two builds gave %s and %s", first.Digest, again.Digest)
	}
}

// TestDistrolessOnOldestBuildKit wants the oldest supported BuildKit to make the same layers.
func TestDistrolessOnOldestBuildKit(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	dir, name, oldest := distroless(t, m, "fastapi"), newName(t), rig.NeedEnv(t, "PYAPP_BUILDKIT_OLDEST")
	var layers [2][]string
	for i, addr := range []string{"", oldest} {
		layers[i] = diffIDs(t, mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: dir, Name: name, Addr: addr}))
	}
	if !slices.Equal(layers[0], layers[1]) {
		t.Errorf("the layers are %v, and %v on the oldest BuildKit", layers[0], layers[1])
	}
}

// TestDistrolessRegistryCache wants an empty builder to take the base from a cache in a registry, after an edit as well.
func TestDistrolessRegistryCache(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	cache := rig.RepositoryName(t)
	mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: distroless(t, m, "fastapi"), CacheTo: cache, CacheMode: "max"})
	dir := distroless(t, m, "fastapi")
	editSource(t, dir)
	result := mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: dir, Addr: m.EmptyDaemon(t), CacheFrom: cache})
	for _, step := range []string{"assemble a base", "complete the base", "install dependenc"} {
		wantCached(t, result, step)
	}
}
