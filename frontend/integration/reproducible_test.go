package integration

import (
	"maps"
	"slices"
	"testing"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/random"
	"github.com/google/go-containerregistry/pkg/v1/remote"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// TestTwoEmptyBuilders wants two builders that have built nothing yet to make the same images, bit for bit, for every platform
// and on every base: with nothing but an epoch, and with all times rewritten by the exporter besides.
func TestTwoEmptyBuilders(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	both := []string{"linux/amd64", "linux/arm64"}
	flat := m.Copy(t, "flat")
	rig.Edit(t, flat, rig.SpecFile, "\npython:", "\ninit: false\npython:") // the stand-in for Alpine has no apk
	builds := map[string]rig.Build{
		"slim":       {Dir: m.Copy(t, "libpq"), Platforms: both},
		"rewritten":  {Dir: m.Copy(t, "libpq"), Platforms: both, Rewrite: true},
		"distroless": {Dir: m.Copy(t, "libpq"), Platforms: both, Attrs: map[string]string{"build-arg:PYAPP_BASE": "distroless"}},
		"alpine":     {Dir: flat, Attrs: map[string]string{"build-arg:PYAPP_BASE": "alpine"}},
	}
	digests := map[string][]string{}
	for range 2 {
		addr := m.EmptyDaemon(t)
		for name, b := range builds {
			attrs := epoch()
			maps.Copy(attrs, b.Attrs)
			b.Mode, b.Addr, b.Name, b.Attrs = rig.InProcess, addr, rig.RepositoryName(t), attrs
			digests[name] = append(digests[name], mustBuild(t, m, b).Digest)
		}
	}
	for name, got := range digests {
		if got[0] == "" || got[0] != got[1] {
			t.Errorf("%s: two builders gave %v", name, got)
		}
	}
}

// TestInlineCache builds on an empty builder that has nothing but the pushed image of another, with the cache in it.
func TestInlineCache(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	image := rig.RepositoryName(t)
	mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: m.Copy(t, "fastapi"), Name: image, CacheMode: "inline"})
	addr := m.EmptyDaemon(t)
	dir := m.Copy(t, "fastapi")
	editSource(t, dir)
	result := mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: dir, Addr: addr, CacheFrom: image + ":latest"})
	wantCached(t, result, "install", "dependenc")
}

// TestNewBase wants an update of the base image to change its own layers and no other.
func TestNewBase(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	dir := m.Copy(t, "fastapi")
	before := mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: dir, Name: rig.RepositoryName(t)})
	updated := updatedBase(t, m)
	attrs := map[string]string{"context:" + pythonBase: "docker-image://" + updated}
	after := mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: dir, Name: rig.RepositoryName(t), Attrs: attrs})
	base := m.BaseLayers(t, rig.Pull(t, before.Reference), pythonBase)
	if old, now := layers(t, before)[base:], layers(t, after)[base+1:]; !slices.Equal(old, now) {
		t.Errorf("above the base, the layers were %v, and are %v", old, now)
	}
}

// updatedBase is the Python image with a layer more, as an update would have it.
func updatedBase(t *testing.T, m rig.Machine) string {
	t.Helper()
	layer, err := random.Layer(1000, "application/vnd.oci.image.layer.v1.tar+gzip")
	if err != nil {
		t.Fatal(err)
	}
	img, err := mutate.AppendLayers(m.Base(t, pythonBase), layer)
	if err != nil {
		t.Fatal(err)
	}
	ref, err := name.ParseReference(m.Registry + "/" + rig.RepositoryName(t) + ":updated")
	if err != nil {
		t.Fatal(err)
	}
	if err := remote.Write(ref, img, remote.WithContext(t.Context())); err != nil {
		t.Fatal(err)
	}
	return ref.String()
}

// layers are the digests of a pushed image's compressed layers.
func layers(t *testing.T, r *rig.Result) []v1.Hash {
	t.Helper()
	manifest, err := rig.Pull(t, r.Reference).Manifest()
	if err != nil {
		t.Fatal(err)
	}
	var out []v1.Hash
	for _, layer := range manifest.Layers {
		out = append(out, layer.Digest)
	}
	return out
}

// TestForcedReinstall wants steps that run again, without an epoch, to make the layers that they made before.
func TestForcedReinstall(t *testing.T) {
	m := rig.Find(t)
	dir := m.Copy(t, "fastapi")
	b := rig.Build{Mode: rig.InProcess, Dir: dir, Name: rig.RepositoryName(t)}
	first := mustBuild(t, m, b)
	b.Attrs = map[string]string{"no-cache": ""}
	again := mustBuild(t, m, b)
	if a, b := layers(t, first), layers(t, again); !slices.Equal(a, b) {
		t.Errorf("the layers were %v, and are %v", a, b)
	}
}
