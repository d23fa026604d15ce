package integration

import (
	"archive/tar"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"

	v1 "github.com/google/go-containerregistry/pkg/v1"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// TestLayersMakeOneEnvironment compares what the layers of the dependencies make with what one install of the same wheels
// gives, file for file, for every application.
func TestLayersMakeOneEnvironment(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	for _, app := range rig.Apps(t) {
		t.Run(app, func(t *testing.T) {
			t.Parallel()
			wantOneEnvironment(t, m, rig.Build{Mode: rig.InProcess, Dir: m.Copy(t, app), Name: rig.RepositoryName(t)})
		})
	}
}

// wantOneEnvironment builds, and compares the environment with what one install gives.
func wantOneEnvironment(t *testing.T, m rig.Machine, b rig.Build) (*rig.Result, v1.Image) {
	t.Helper()
	var o overheard
	result := m.Run(t.Context(), t, o.build, b)
	if result.Err != nil {
		t.Fatalf("building %s: %v\n%s", b.Dir, result.Err, result.Log)
	}
	img := rig.Pull(t, result.Reference)
	if len(o.installing) == 0 {
		return result, img
	}
	b.Name += "-at-once"
	once := m.Run(t.Context(), t, o.once, b)
	if once.Err != nil {
		t.Fatalf("installing at once: %v\n%s", once.Err, once.Log)
	}
	got, want := installed(t, img), map[string]rig.Entry{}
	for name, e := range rig.Files(rig.Entries(t, rig.Pull(t, once.Reference))) {
		if !e.Header.FileInfo().IsDir() && !ofEnvironment("app/"+name) {
			want["app/"+name] = e
		}
	}
	t.Logf("%d layers, %d files", len(dependencyLayers(t, img)), len(want))
	for _, name := range slices.Sorted(maps.Keys(union(got, want))) {
		if a, b := described(got, name), described(want, name); a != b {
			t.Errorf("%s is %s, want %s", name, a, b)
		}
	}
	return result, img
}

// dependencyLayers are those of the image that dependencies were installed into from wheels, by what its history says.
func dependencyLayers(t *testing.T, img v1.Image) []int {
	t.Helper()
	var out []int
	layer := 0
	for _, h := range rig.Config(t, img).History {
		if strings.Contains(h.CreatedBy, "install dependencies") {
			out = append(out, layer)
		}
		if !h.EmptyLayer {
			layer++
		}
	}
	return out
}

// installed is what these layers make, but for folders.
func installed(t *testing.T, img v1.Image) map[string]rig.Entry {
	t.Helper()
	layers := dependencyLayers(t, img)
	files := map[string]rig.Entry{}
	for _, e := range rig.Entries(t, img) {
		if slices.Contains(layers, e.Layer) && !e.Header.FileInfo().IsDir() {
			files[e.Path] = e
		}
	}
	return files
}

// ofEnvironment says whether every environment has a file, whatever is installed.
func ofEnvironment(name string) bool {
	return slices.ContainsFunc([]string{"bin/python*", "bin/[aA]ctivate*", "pyvenv.cfg", "lib64", ".gitignore", ".lock"}, func(pattern string) bool {
		ok, _ := path.Match("app/.venv/"+pattern, name)
		return ok
	})
}

func union(a, b map[string]rig.Entry) map[string]rig.Entry {
	all := maps.Clone(a)
	maps.Copy(all, b)
	return all
}

// described is all that a file's user can see of it.
func described(files map[string]rig.Entry, name string) string {
	e, ok := files[name]
	switch {
	case !ok:
		return "missing"
	case path.Ext(name) == ".pyc":
		return fs.FileMode(e.Header.Mode).Perm().String() // how bytecode is encoded depends on what else the process has loaded
	case e.Header.Typeflag == tar.TypeReg:
		return fs.FileMode(e.Header.Mode).Perm().String() + " " + e.Hash
	}
	return string(e.Header.Typeflag) + " to " + e.Header.Linkname
}
