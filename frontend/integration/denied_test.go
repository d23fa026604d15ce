package integration

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// TestDenied wants nothing of what must stay out in any layer, and one warning that names it.
func TestDenied(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	eachMode(t, func(t *testing.T, mode rig.Mode) {
		dir := m.Copy(t, "script")
		denied := seedAll(t, dir)
		result := mustBuild(t, m, rig.Build{Mode: mode, Dir: dir, Name: rig.RepositoryName(t)})
		img := rig.Pull(t, result.Reference)
		entries := rig.Entries(t, img)
		for _, e := range rig.Above(entries, m.BaseLayers(t, img, pythonBase)) {
			if e.Marked {
				t.Errorf("layer %d ships %s", e.Layer, e.Path)
			}
		}
		files := rig.Files(entries)
		for _, name := range denied {
			if strings.HasPrefix(name, ".venv/") {
				continue // the image has an environment of its own there
			}
			if found := rig.Matching(files, "app/"+name); len(found) > 0 {
				t.Errorf("the image has %s", found)
			}
		}
		wantNamed(t, result.Warnings)
	})
}

// seedAll adds to the usual seeds what a .dockerignore keeps out, what it tries to bring back, and what lies deeper.
func seedAll(t *testing.T, dir string) []string {
	t.Helper()
	names := append(rig.Seed(t, dir),
		"notes.txt", "drafts/one.md",
		".env.production", "conf/.env", "conf/server.pem", "tools/.git/config", "tools/__pycache__/tool.cpython-313.pyc",
		".idea/workspace.xml", ".vscode/settings.json", "Dockerfile", "home/.aws/credentials", ".netrc",
	)
	for _, name := range names {
		rig.Write(t, dir, name, rig.Marker)
	}
	rig.Write(t, dir, ".dockerignore", "notes.txt\ndrafts\n!.env\n!id_rsa\n")
	rig.Write(t, dir, "conf/settings.toml", "kept = true\n")
	return names
}

// wantNamed wants exactly one warning about files that were kept out, with the names that would surprise an author.
func wantNamed(t *testing.T, warnings []rig.Warning) {
	t.Helper()
	var about []string
	for _, w := range warnings {
		if text := w.Text + "\n" + w.Detail; strings.Contains(text, "kept out") {
			about = append(about, text)
		}
	}
	if len(about) != 1 {
		t.Fatalf("%d warnings name what was kept out, want 1: %+v", len(about), warnings)
	}
	for _, name := range []string{".env.production", "conf/.env", "conf/server.pem", "home/.aws"} {
		if !strings.Contains(about[0], name) {
			t.Errorf("the warning does not name %s: %s", name, about[0])
		}
	}
}

// TestIgnoreFileOfTheSpec wants pyapp.yaml.dockerignore to replace .dockerignore, as BuildKit documents for any spec file.
func TestIgnoreFileOfTheSpec(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	dir := m.Copy(t, "script")
	rig.Write(t, dir, ".dockerignore", "kept.txt\n")
	rig.Write(t, dir, rig.SpecFile+".dockerignore", "left.txt\n")
	rig.Write(t, dir, "kept.txt", "kept")
	rig.Write(t, dir, "left.txt", "left")
	result := mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: dir, Name: rig.RepositoryName(t)})
	files := rig.Files(rig.Entries(t, rig.Pull(t, result.Reference)))
	if _, ok := files["app/kept.txt"]; !ok {
		t.Error("kept.txt is missing")
	}
	if _, ok := files["app/left.txt"]; ok {
		t.Error("left.txt is in the image")
	}
}

// TestEscapingSymlink wants a link that leaves the context to be refused by name.
func TestEscapingSymlink(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	eachMode(t, func(t *testing.T, mode rig.Mode) {
		dir := m.Copy(t, "script")
		rig.Write(t, filepath.Dir(dir), "outside.txt", rig.Marker)
		if err := os.Symlink("../outside.txt", filepath.Join(dir, "shared.txt")); err != nil {
			t.Fatal(err)
		}
		result := build(t, m, rig.Build{Mode: mode, Dir: dir})
		wantMessage(t, result, "shared.txt", "../outside.txt")
	})
}
