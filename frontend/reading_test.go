package frontend

import (
	"context"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	gwclient "github.com/moby/buildkit/frontend/gateway/client"
	"github.com/org/pyapp-frontend/frontend/plan"
	fstypes "github.com/tonistiigi/fsutil/types"
)

// fileTree is what a step has left, in memory. Its errors read as a daemon's do.
type fileTree struct {
	gwclient.Reference
	files fstest.MapFS
	fail  error // of every read
}

func (r fileTree) ReadFile(_ context.Context, req gwclient.ReadRequest) ([]byte, error) {
	if r.fail != nil {
		return nil, r.fail
	}
	data, err := fs.ReadFile(r.files, inRoot(req.Filename))
	return data, asDaemon(err)
}

func (r fileTree) ReadDir(_ context.Context, req gwclient.ReadDirRequest) ([]*fstypes.Stat, error) {
	if r.fail != nil {
		return nil, r.fail
	}
	entries, err := fs.ReadDir(r.files, inRoot(req.Path))
	var out []*fstypes.Stat
	for _, e := range entries {
		stat := &fstypes.Stat{Path: e.Name(), Mode: 0o644}
		if e.IsDir() {
			stat.Mode = uint32(fs.ModeDir) | 0o755
		}
		out = append(out, stat)
	}
	return out, asDaemon(err)
}

// asDaemon is an error as it comes over the wire.
func asDaemon(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return errors.New("open: no such file or directory")
	}
	return err
}

// inRoot is a name as package fs wants it.
func inRoot(name string) string {
	if name = strings.TrimPrefix(path.Clean("/"+name), "/"); name == "" {
		return "."
	}
	return name
}

func filesOf(names ...string) fstest.MapFS {
	out := fstest.MapFS{}
	for _, n := range names {
		out[n] = &fstest.MapFile{Data: []byte("text of " + n)}
	}
	return out
}

// TestReadFiles reads those that are there, beside the manifest and in folders.
func TestReadFiles(t *testing.T) {
	t.Parallel()
	ref := fileTree{files: filesOf("api/pyproject.toml", "api/libs/a/pyproject.toml", "uv.lock", "shared/uv.lock")}
	names := []string{"pyproject.toml", "uv.lock", "libs/a/pyproject.toml", "libs/b/pyproject.toml", "../uv.lock"}
	got, err := readFiles(t.Context(), ref, "api", names)
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"pyproject.toml", "libs/a/pyproject.toml", "../uv.lock"}; !slices.Equal(got.There(names...), want) {
		t.Errorf("got %q, want %q", got.There(names...), want)
	}
	if got["libs/a/pyproject.toml"] != "text of api/libs/a/pyproject.toml" {
		t.Errorf("got the text %q", got["libs/a/pyproject.toml"])
	}
	if got, err := readFiles(t.Context(), ref, "nowhere", names); err != nil || len(got.There("pyproject.toml")) > 0 {
		t.Errorf("got %v, %v of a folder that is not there", got, err)
	}
	_, err = readFiles(t.Context(), fileTree{fail: errors.New("connection lost")}, "api", names)
	wantError(t, err, "connection lost")
}

// TestSpecOfTheContext finds the spec file itself, so that it does not get into the image.
func TestSpecOfTheContext(t *testing.T) {
	t.Parallel()
	b, _ := newBuild(t, "text of pyapp.yaml", nil)
	ref := fileTree{files: filesOf("pyapp.yaml", "other.yaml")}
	for name, want := range map[string]int{"pyapp.yaml": 1, "other.yaml": 0, "none.yaml": 0} {
		if got, err := b.appendSpec(t.Context(), ref, nil, name); err != nil || len(got) != want {
			t.Errorf("%s: got %q, %v", name, got, err)
		}
	}
	_, err := b.appendSpec(t.Context(), fileTree{fail: errors.New("connection lost")}, nil, "pyapp.yaml")
	wantError(t, err, "connection lost")
}

// TestNamesIn tells folders from files, and nothing of a folder that is not there.
func TestNamesIn(t *testing.T) {
	t.Parallel()
	ref := fileTree{files: filesOf("app/main.py", "app/README.md", "app/src/shop/web.py", "app/packages/api/src/api/main.py")}
	for folder, want := range map[string][]string{"/app": {"README.md", "main.py", "packages/", "src/"}, "/app/src/shop": {"web.py"}, "/app/lib": nil} {
		if got, err := namesIn(t.Context(), ref, folder); err != nil || !slices.Equal(slices.Sorted(slices.Values(got)), want) {
			t.Errorf("%s: got %q, %v, want %q", folder, got, err, want)
		}
	}
	_, err := namesIn(t.Context(), fileTree{fail: errors.New("connection lost")}, "/app")
	wantError(t, err, "connection lost")
}

// TestLeftOut lists what a daemon that knows no patterns has to remove, folders as a whole where nothing of them stays.
func TestLeftOut(t *testing.T) {
	t.Parallel()
	ref := fileTree{files: filesOf("api/main.py", "api/.env", "api/tls/a.key", "api/tls/b.key", "api/data/c.key", "api/data/x.csv", "web/index.js")}
	got, kept, err := leftOut(t.Context(), ref, plan.NewMatcher(plan.Selection{Include: []string{"api"}, Exclude: []string{"**/*.key", "**/.env"}}), ".")
	if want := []string{"api/.env", "api/data/c.key", "api/tls", "web"}; err != nil || !kept || !slices.Equal(got, want) {
		t.Errorf("got %q, %t, %v, want %q", got, kept, err, want)
	}
}

// TestReadText takes a file that is not there for an empty one, because steps leave one file or the other.
func TestReadText(t *testing.T) {
	t.Parallel()
	b, _ := newBuild(t, "", nil)
	ref := fileTree{files: filesOf("pylock.toml")}
	if got, err := b.readText(t.Context(), ref, "/pylock.toml"); got != "text of pylock.toml" || err != nil {
		t.Errorf("got %q, %v", got, err)
	}
	if got, err := b.readText(t.Context(), ref, "/problem.txt"); got != "" || err != nil {
		t.Errorf("got %q, %v of a file that is not there", got, err)
	}
	_, err := b.readText(t.Context(), fileTree{fail: errors.New("connection lost")}, "/x")
	wantError(t, err, "connection lost")
}

// TestDecodeFacts says which file of a step cannot be read.
func TestDecodeFacts(t *testing.T) {
	t.Parallel()
	b, _ := newBuild(t, "", nil)
	var into struct{ Scripts []string }
	ref := fileTree{files: fstest.MapFS{"environment.json": {Data: []byte(`{"scripts": ["a"]}`)}, "system.json": {Data: []byte("{")}}}
	if err := b.decode(t.Context(), ref, "/environment.json", &into); err != nil || !slices.Equal(into.Scripts, []string{"a"}) {
		t.Errorf("got %+v, %v", into, err)
	}
	wantError(t, b.decode(t.Context(), ref, "/system.json", &into), "/system.json")
}
