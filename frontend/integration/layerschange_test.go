package integration

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	v1 "github.com/google/go-containerregistry/pkg/v1"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// TestOneDependencyChanges gives a service with many dependencies a new version of a small one: its group is installed, and
// nothing else is pushed.
func TestOneDependencyChanges(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	index := rig.NewIndex(t, rig.IndexOptions{})
	addr := m.EmptyDaemon(t) // one whose store is full may throw away what it has just built
	build := func() (*rig.Result, v1.Image) {
		dir := withLeaf(t, m, index)
		result := mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: dir, Addr: addr, Name: rig.RepositoryName(t)})
		return result, rig.Pull(t, result.Reference)
	}
	_, before := build()
	result, after := build()
	var ran []string
	for _, s := range result.Named("install dependencies") {
		if s.Ran {
			ran = append(ran, s.Name)
		} else if !s.Cached {
			t.Errorf("%q was neither run nor CACHED", s.Name)
		}
	}
	if len(ran) != 1 || !strings.Contains(ran[0], "pure-Python") {
		t.Errorf("the steps that ran are %q, want one group of pure packages", ran)
	}
	changed, whole := newBytes(t, before, after)
	t.Logf("%.1f of %.1f MB are new: %.1f %%", float64(changed)/1e6, float64(whole)/1e6, 100*float64(changed)/float64(whole))
	if changed == 0 || changed > whole/10 {
		t.Errorf("%d of %d bytes are pushed, want at most a tenth", changed, whole)
	}
}

// withLeaf is the application shop with one package more, of a version that nobody has seen.
func withLeaf(t *testing.T, m rig.Machine, index *rig.Index) string {
	t.Helper()
	dir := m.Copy(t, "shop")
	_, leaf, _ := strings.Cut(pylock(index.AddWheel(t, "leaf", numbered("1"), map[string]string{"leaf.py": "x = 1\n"})), "\n\n")
	removed("uv.lock")(t, dir)
	removed("pyproject.toml")(t, dir)
	rig.Edit(t, dir, rig.SpecFile, "exclude-groups: [dev]\n", "")
	rig.Write(t, dir, "pylock.toml", string(readFile(t, filepath.Join("..", "plan", "testdata", "pylock"), "shop.toml"))+"\n"+leaf)
	return dir
}

// newBytes are the compressed bytes of the layers that only the second image has, and of all its layers.
func newBytes(t *testing.T, before, after v1.Image) (changed, whole int64) {
	t.Helper()
	known, err := before.Manifest()
	if err != nil {
		t.Fatal(err)
	}
	manifest, err := after.Manifest()
	if err != nil {
		t.Fatal(err)
	}
	for _, layer := range manifest.Layers {
		whole += layer.Size
		if !slices.ContainsFunc(known.Layers, func(l v1.Descriptor) bool { return l.Digest == layer.Digest }) {
			changed += layer.Size
		}
	}
	return changed, whole
}
