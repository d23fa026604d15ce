package integration

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/moby/buildkit/client"
	"github.com/moby/buildkit/client/llb"
	"github.com/tonistiigi/fsutil"

	"github.com/org/pyapp-frontend/frontend"
	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// TestNamedContext puts images of the user's in the place of the published ones.
func TestNamedContext(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	for _, tc := range []struct{ name, context, image, fails string }{
		{"base", pythonBase, "/library/python:3.13.5-slim-trixie", ""},
		{"uv", "ghcr.io/astral-sh/uv:0.13.8", "/ghcr/astral-sh/uv:0.13.8", ""},
		{"another Python", pythonBase, "/library/python:3.11-slim-bookworm", "the base image has Python 3.11"},
		{"none there", pythonBase, "/library/python:none", "resolving image"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			dir := m.Copy(t, "fastapi")
			attrs := map[string]string{"context:" + tc.context: "docker-image://" + m.Registry + tc.image}
			result := build(t, m, rig.Build{Mode: rig.AsImage, Dir: dir, Attrs: attrs})
			switch {
			case tc.fails == "" && result.Err != nil:
				t.Error(result.Err)
			case tc.fails != "" && (result.Err == nil || !strings.Contains(result.Err.Error(), tc.fails)):
				t.Errorf("got %v, want %q", result.Err, tc.fails)
			}
		})
	}
}

// TestContextAsInput hands the context over as a graph, as other frontends do: nothing of the client's own transfer filters
// it, and the deny list holds all the same.
func TestContextAsInput(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	for app, file := range map[string]string{"script": "main.py", "assets": "static/manifest.json"} {
		dir := m.Copy(t, app)
		seeded := rig.Seed(t, dir)
		out := buildInput(t, m, dir)
		for _, name := range seeded {
			data, _ := os.ReadFile(filepath.Join(out, "app", name)) // the environment has some of the names itself
			if strings.Contains(string(data), rig.Marker) {
				t.Errorf("the image has %s", name)
			}
		}
		if _, err := os.Stat(filepath.Join(out, "app", file)); err != nil {
			t.Error(err)
		}
	}
}

// buildInput builds a folder that is handed over as a graph, and returns where the files of the image are.
func buildInput(t *testing.T, m rig.Machine, dir string) string {
	t.Helper()
	folder, err := fsutil.NewFS(dir)
	if err != nil {
		t.Fatal(err)
	}
	c, err := client.New(t.Context(), m.BuildKit)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	out := t.TempDir()
	_, err = c.Build(t.Context(), client.SolveOpt{
		FrontendAttrs:  map[string]string{"filename": rig.SpecFile},
		FrontendInputs: map[string]llb.State{"context": llb.Scratch().File(llb.Copy(llb.Local("files"), "/", "/"))},
		LocalMounts:    map[string]fsutil.FS{"files": folder, "dockerfile": folder},
		Session:        m.Secrets(t),
		Exports:        []client.ExportEntry{{Type: client.ExporterLocal, OutputDir: out}},
	}, "", frontend.Build, nil)
	if err != nil {
		t.Fatal(err)
	}
	return out
}
