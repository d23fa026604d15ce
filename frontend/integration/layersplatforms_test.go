package integration

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/remote"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// TestPlatformsShareLayers wants pure packages to be installed once for an image of two platforms, and to be in the same layers.
func TestPlatformsShareLayers(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	index := rig.NewIndex(t, rig.IndexOptions{})
	b := rig.Build{Mode: rig.InProcess, Dir: withLeaf(t, m, index), Name: rig.RepositoryName(t), Attrs: map[string]string{"platform": "linux/amd64,linux/arm64"}}
	result := mustBuild(t, m, b)
	var pure, native []string
	for _, s := range result.Named("install dependencies") {
		if strings.Contains(s.Name, " for linux/") {
			native = append(native, s.Name)
		} else {
			pure = append(pure, s.Name)
		}
	}
	if len(pure) != 2 || len(native) != 8 || len(slices.Compact(slices.Sorted(slices.Values(pure)))) != 2 {
		t.Errorf("steps for all platforms are %q, for one %q", pure, native)
	}
	here, there := platformLayers(t, result, "amd64"), platformLayers(t, result, "arm64")
	shared := slices.DeleteFunc(slices.Clone(here), func(digest string) bool { return !slices.Contains(there, digest) })
	t.Logf("%d of %d dependency layers are shared", len(shared), len(here))
	if len(here) != 6 || len(shared) != 2 {
		t.Errorf("the dependencies are in %q and %q", here, there)
	}
}

// platformLayers are the digests of the layers that dependencies are in, in the image of one architecture.
func platformLayers(t *testing.T, result *rig.Result, architecture string) []string {
	t.Helper()
	ref, err := name.ParseReference(result.Reference)
	if err != nil {
		t.Fatal(err)
	}
	img, err := remote.Image(ref, remote.WithContext(t.Context()), remote.WithPlatform(v1.Platform{OS: "linux", Architecture: architecture}))
	if err != nil {
		t.Fatal(err)
	}
	manifest, err := img.Manifest()
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, i := range dependencyLayers(t, img) {
		out = append(out, manifest.Layers[i].Digest.String())
	}
	return out
}

// TestOnceForAllPlatforms wants what no platform changes to be one step of an image of two, where the project is installed from
// source and where it is built.
func TestOnceForAllPlatforms(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	for _, app := range []string{"fastapi", "wheel"} {
		dir := m.Copy(t, app)
		// A step that another test has the builder run at the same time would count as well.
		rig.Write(t, dir, "own.py", fmt.Sprintf("OWN = %d\n", unused()))
		rig.Write(t, dir, "pyproject.toml", string(readFile(t, dir, "pyproject.toml"))+fmt.Sprintf("\n[tool.own]\nown = %d\n", unused()))
		result := mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: dir, Platforms: []string{"linux/amd64", "linux/arm64"}})
		for _, name := range []string{"check uv.lock", "compile the standard library", "make the environment", "install project", "copy the application"} {
			if steps := result.Named(strings.ToLower(name)); len(steps) != 1 {
				t.Errorf("%s: %d steps are called %q: %+v", app, len(steps), name, steps)
			}
		}
	}
}
