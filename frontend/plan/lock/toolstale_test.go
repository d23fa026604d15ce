package lock

import (
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/spec"
	"github.com/org/pyapp-frontend/spec/pyproject"
)

// Every change is one that the tool itself calls stale, or does not.
func TestStaleness(t *testing.T) {
	t.Parallel()
	poetry, classic, pdm, pipfile := poetryProject(t, "shop"), poetryProject(t, "classic"), pdmProject(t, "shop"), pipfileProject(t, "shop")
	for _, tt := range []struct {
		name     string
		project  toolProject
		old, new string
		stale    bool
	}{
		{"dependency", poetry, `"click>=8.1",`, `"click>=8.2",`, true},
		{"group", poetry, `"pytest>=8"`, `"pytest>=9"`, true},
		{"source", poetry, `priority = "explicit"`, `priority = "supplemental"`, true},
		{"version", poetry, `version = "1.2.0"`, `version = "1.3.0"`, false},
		{"own table", classic, `click = "^8.1"`, `click = "^8.2"`, true},
		{"script", classic, `shop = "classic_shop.cli:main"`, `shop = "classic_shop.cli:run"`, false},
		{"Python", pdm, `">=3.10,<3.15"`, `">=3.11,<3.15"`, true},
		{"own group", pdm, `"markdown>=3.5"`, `"markdown>=3.6"`, true},
		{"build", pdm, `"pdm-backend"`, `"pdm-backend>=2"`, false},
		{"package", pipfile, `anyio = "*"`, `anyio = ">=4"`, true},
		{"spelling", pipfile, `Click = ">=8.1"`, `click = ">=8.1"`, false},
		{"category", pipfile, `markdown = ">=3.5"`, `markdown = ">=3.6"`, true},
		{"script", pipfile, "[docs]", "[scripts]\nrun = \"x\"\n[docs]", false},
	} {
		if !strings.Contains(tt.project.manifest, tt.old) {
			t.Fatalf("%q is not in the manifest", tt.old)
		}
		_, err := tt.project.parse(tt.project.lock, strings.Replace(tt.project.manifest, tt.old, tt.new, 1), spec.Groups{})
		if stale := err != nil && strings.Contains(err.Error(), "does not match"); stale != tt.stale || !stale && err != nil {
			t.Errorf("%s: stale %v, error %v", tt.name, stale, err)
		}
	}
}

// The hash is Poetry 2.2.1's.
func TestPoetryBeforeDependencyGroupsCounted(t *testing.T) {
	t.Parallel()
	p := poetryProject(t, "shop")
	before, _, _ := strings.Cut(p.lock, "content-hash")
	p.lock = before + "content-hash = \"2e8e7b2d2014d81ca1d043647c8c92dfcea72444c0313058100a3643fc1e4f18\"\n"
	if _, err := p.parse(p.lock, p.manifest, spec.Groups{}); err == nil {
		t.Error("the old hash passes for one of Poetry 2.5")
	}
	p.lock = strings.Replace(p.lock, "Poetry 2.5.1", "Poetry 2.2.1", 1)
	p.read(t, spec.Groups{})
}

// The hashes are those of PDM 2.15.4, 2.19.3 and 2.29.3.
func TestHashesOfAllReleasesOfPDM(t *testing.T) {
	t.Parallel()
	const text = `
[project]
name = "x"
dependencies = ["six", "a-\"b\"; extra == 'x'", "tab\t\u007f"]
requires-python = ">=3.10"
[tool.pdm.dev-dependencies]
Dev_Tools = ["pytest"]
[tool.pdm.resolution]
respect-source-order = true
[tool.pdm.resolution.overrides]
six = "1.16"
`
	for hash, fresh := range map[string]bool{
		"sha256:18a4804be6f7a9059612168374d6b645d1a7e845fdf32ced62e10b3c08074223": true,
		"sha256:723e3f9d3738b4ad035ae8ddab1f1cf0f46abbd2348a22471a80c92334de0d5b": true,
		"sha256:858630f1a621b2fb9f85e85a44404050e7fe3cb4aba594e7b4b8375f4b9b103a": true,
		"sha256:00": false, "": false,
	} {
		if got := pdmFresh(pdmMetadata{ContentHash: hash}, toolManifest(text), asPDM(t, text)); got != fresh {
			t.Errorf("%s: fresh %v", hash, got)
		}
		// The older releases did not know [dependency-groups].
		grouped := text + "[dependency-groups]\ntest = []\n"
		if pdmFresh(pdmMetadata{ContentHash: hash}, toolManifest(grouped), asPDM(t, grouped)) {
			t.Errorf("%s passes for a project with another group", hash)
		}
	}
}

func TestProjectsThatPDMHashesOtherwise(t *testing.T) {
	t.Parallel()
	inputs := &pdmInputs{}
	inputs.Project.Groups = map[string]any{"default": nil, "test": nil}
	for _, tt := range []struct {
		name, text string
		inputs     *pdmInputs
		fresh      bool
	}{
		{"workspace", "[project]\nname = 'x'\n[tool.pdm.workspace]\nmembers = ['a']\n", nil, true},
		{"no project table", "[tool.poetry]\nname = 'x'\n", nil, true},
		{"lock inputs", "[project]\nname = 'x'\n[dependency-groups]\nTest = []\n", inputs, true},
		{"lock inputs of other groups", "[project]\nname = 'x'\n[dependency-groups]\ndocs = []\n", inputs, false},
	} {
		if got := pdmFresh(pdmMetadata{Inputs: tt.inputs}, toolManifest(tt.text), asPDM(t, tt.text)); got != tt.fresh {
			t.Errorf("%s: fresh %v", tt.name, got)
		}
	}
}

func asPDM(t *testing.T, text string) *pyproject.Project {
	t.Helper()
	p, err := pyproject.Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return p.As(pyproject.ToolPDM)
}

// The Pipfile has no [[source]]. The second hash is the one of releases before 2026, by the library plette.
func TestPipfileWithoutSource(t *testing.T) {
	t.Parallel()
	p := pipfileProject(t, "plain")
	p.read(t, spec.Groups{})
	p.lock = strings.Replace(p.lock, "0b8d2422bbb9708deaebcb387c55ef3de51828fdac46233b9e038ce0c63cc9ad",
		"e87b43fa86f90719ce866af3ff10902d4efbabfe3e90b35e07e270456e061740", 1)
	p.read(t, spec.Groups{})
}

func TestTextAsPythonWritesIt(t *testing.T) {
	t.Parallel()
	w := &pythonJSON{item: ", ", key: ": "}
	w.value(map[string]any{"b": []any{int64(-3), 1.0, 1.5e-7, 1e16, 0.1, true, nil}, "a": "é\"\\\n\t\x00\x7f🛒", "ä": map[string]any{}})
	want := `{"a": "\u00e9\"\\\n\t\u0000\u007f\ud83d\uded2", "b": [-3, 1.0, 1.5e-07, 1e+16, 0.1, true, null], "\u00e4": {}}`
	if got := w.out.String(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
