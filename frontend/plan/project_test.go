package plan

import (
	"slices"
	"testing"
)

// TestManifest reads a pyproject.toml, or says where in it the trouble is.
func TestManifest(t *testing.T) {
	t.Parallel()
	files := ProjectFiles{"pyproject.toml": "[project]\nname = 'p'\n", "libs/a/pyproject.toml": "[project]\nname = \n"}
	if p, ds := files.Manifest("."); p == nil || p.Name != "p" || len(ds) > 0 {
		t.Errorf("got %v, %v", p, ds)
	}
	if p, ds := files.Manifest("libs/b"); p != nil || len(ds) > 0 {
		t.Errorf("got %v, %v of a folder without one", p, ds)
	}
	p, ds := files.Manifest("libs/a")
	if p != nil {
		t.Errorf("got %v of what cannot be read", p)
	}
	wantOne(t, ds, "project", "libs/a/pyproject.toml:2:")
}

// TestProject is the manifest as the tool sees it that has locked the project.
func TestProject(t *testing.T) {
	t.Parallel()
	const both = "[project]\nname = 'p'\nversion = '1'\n[dependency-groups]\nlint = []\n[tool.poetry.group.docs]\noptional = true\n" +
		"[tool.poetry.group.docs.dependencies]\nx = '*'\n"
	const pylock = "lock-version = '1.0'\ncreated-by = 'x'\nrequires-python = '>=3.14'\nextras = ['web']\ndependency-groups = ['ops', 'main']\n" +
		"default-groups = ['main']\npackages = []\n"
	files := ProjectFiles{"pyproject.toml": both, "Pipfile": "[packages]\n[metrics]\nx = '*'\n", "pylock.toml": pylock}
	for _, tc := range []struct {
		format      Format
		has, hasNot string // groups
	}{
		{FormatUV, "lint", "docs"}, {FormatPoetry, "docs", "x"}, {FormatPipenv, "metrics", "lint"}, {FormatPylock, "ops", "lint"},
	} {
		p, ds := files.Project([]Source{{tc.format, string(tc.format)}})
		if len(ds) > 0 || !slices.Contains(p.Groups, tc.has) || slices.Contains(p.Groups, tc.hasNot) {
			t.Errorf("%s: got the groups %q and %q, want %s and no %s", tc.format, p.Groups, ds.Text(""), tc.has, tc.hasNot)
		}
	}
	p, _ := files.Project([]Source{{FormatPylock, "pylock.toml"}})
	if p.RequiresPython != ">=3.14" || !slices.Equal(p.Extras, []string{"web"}) || !slices.Equal(p.DefaultGroups, []string{"main"}) || p.Name != "p" {
		t.Errorf("got %+v, want the lock's Python, extras and groups for the manifest's project", p)
	}
}

// TestProjectWithoutAManifest has what there is.
func TestProjectWithoutAManifest(t *testing.T) {
	t.Parallel()
	if p, ds := (ProjectFiles{}).Project(nil); p != nil || len(ds) > 0 {
		t.Errorf("got %v, %v", p, ds)
	}
	if p, ds := (ProjectFiles{"requirements.txt": ""}).Project([]Source{{FormatRequirements, "requirements.txt"}}); p != nil || len(ds) > 0 {
		t.Errorf("got %v, %v", p, ds)
	}
	locked := ProjectFiles{"pylock.toml": "lock-version = '1.0'\ncreated-by = 'x'\nrequires-python = '>=3.14'\npackages = []\n"}
	if p, ds := locked.Project([]Source{{FormatPylock, "pylock.toml"}}); p == nil || p.RequiresPython != ">=3.14" || p.IsPackage() || len(ds) > 0 {
		t.Errorf("got %+v, %v, want what the lock says", p, ds)
	}
	broken := ProjectFiles{"pylock.toml": "lock-version ="}
	if p, ds := broken.Project([]Source{{FormatPylock, "pylock.toml"}}); p != nil || len(ds) > 0 {
		t.Errorf("got %v, %v; a lock that cannot be read is reported where it is read", p, ds)
	}
	_, ds := (ProjectFiles{"Pipfile": "[packages\n"}).Project([]Source{{FormatPipenv, "Pipfile.lock"}})
	wantOne(t, ds, "project", "Pipfile:1:")
}

// TestScript reads the comment of a script.
func TestScript(t *testing.T) {
	t.Parallel()
	files := ProjectFiles{"bin/a.py": scriptText, "b.py": "print()\n", "c.py": "# /// script\n# dependencies = [\n# ///\n"}
	if p, ds := files.Script("bin/a.py"); p == nil || !slices.Equal(p.Dependencies, []string{"httpx"}) || len(ds) > 0 {
		t.Errorf("got %+v, %v", p, ds)
	}
	for _, name := range []string{"b.py", "none.py", ""} {
		if p, ds := files.Script(name); p != nil || len(ds) > 0 {
			t.Errorf("%q: got %+v, %v", name, p, ds)
		}
	}
	_, ds := files.Script("c.py")
	wantOne(t, ds, "project", "c.py:")
}

func TestWith(t *testing.T) {
	t.Parallel()
	a, b := ProjectFiles{"x": "a", "y": "a"}, ProjectFiles{"y": "b", "z": "b"}
	got := a.With(b)
	if got["x"] != "a" || got["y"] != "b" || got["z"] != "b" || len(got) != 3 || a["y"] != "a" {
		t.Errorf("got %v", got)
	}
	if got := ProjectFiles(nil).With(b); len(got) != 2 {
		t.Errorf("got %v", got)
	}
}

// TestProjectFileNames has every file that the checks ask for.
func TestProjectFileNames(t *testing.T) {
	t.Parallel()
	names := ProjectFileNames()
	for _, want := range append(OfUV(), "poetry.lock", "pdm.lock", "pylock.toml", "Pipfile", "Pipfile.lock", "requirements.txt", "requirements.in", ".python-version") {
		if !slices.Contains(names, want) {
			t.Errorf("%s is not loaded", want)
		}
	}
}
