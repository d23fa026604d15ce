package plan

import (
	"slices"
	"testing"

	"github.com/org/pyapp-frontend/spec/pyproject"
)

// TestFormatOf goes by names alone.
func TestFormatOf(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]Format{
		"uv.lock": FormatUV, "api/uv.lock": FormatUV, "poetry.lock": FormatPoetry, "pdm.lock": FormatPDM, "Pipfile.lock": FormatPipenv,
		"pylock.toml": FormatPylock, "pylock.prod.toml": FormatPylock, "deploy/pylock.web.toml": FormatPylock,
		"requirements.txt": FormatRequirements, "requirements/prod.txt": FormatRequirements, "deps.in": FormatRequirements,
		"main.py.lock": FormatScript, "bin/report.py.lock": FormatScript,
		"pyproject.toml": "", "main.lock": "", "lock": "", "Pipfile": "", "main.py": "", "mypylock.toml": "",
	} {
		if got := formatOf(name); got != want {
			t.Errorf("%s is taken for %q, want %q", name, got, want)
		}
	}
}

// TestSources finds what a project is installed from.
func TestSources(t *testing.T) {
	t.Parallel()
	all := ProjectFiles{"uv.lock": "", "pylock.toml": "", "poetry.lock": "", "pdm.lock": "", "Pipfile.lock": "", "requirements.txt": "", "main.py.lock": ""}
	for _, tc := range []struct {
		name   string
		files  ProjectFiles
		named  []string
		none   bool
		script string
		want   []Source
	}{
		{"nothing", nil, nil, false, "", nil},
		{"nothing but a script", ProjectFiles{"main.py": ""}, nil, false, "main.py", nil},
		{"uv before all others", all, nil, false, "main.py", []Source{{FormatUV, "uv.lock"}}},
		{"requirements before a script", ProjectFiles{"requirements.txt": "", "main.py.lock": ""}, nil, false, "main.py",
			[]Source{{FormatRequirements, "requirements.txt"}}},
		{"script", ProjectFiles{"main.py.lock": ""}, nil, false, "main.py", []Source{{FormatScript, "main.py"}}},
		{"another script", ProjectFiles{"main.py.lock": ""}, nil, false, "other.py", nil},
		{"named", all, []string{"a.txt", "bin/main.py.lock", "pdm.lock"}, false, "",
			[]Source{{FormatRequirements, "a.txt"}, {FormatScript, "bin/main.py"}, {FormatPDM, "pdm.lock"}}},
		{"named and unknown", all, []string{"a.json"}, false, "", []Source{{"", "a.json"}}},
		{"none", all, nil, true, "", []Source{{FormatNone, ""}}},
		{"none, of a script", ProjectFiles{"main.py": ""}, nil, true, "main.py", []Source{{FormatNone, "main.py"}}},
		{"none, of a project with a script", ProjectFiles{"main.py": "", "pyproject.toml": ""}, nil, true, "main.py", []Source{{FormatNone, ""}}},
	} {
		if got := tc.files.Sources(tc.named, tc.none, tc.script); !slices.Equal(got, tc.want) {
			t.Errorf("%s: got %v, want %v", tc.name, got, tc.want)
		}
	}
}

// TestWhatASourceMeans has, for each format, whose groups count, what uv itself does, and what the manifest is.
func TestWhatASourceMeans(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		source   Source
		tool     pyproject.Tool
		uv, runs bool
		manifest string
		step     string
	}{
		{Source{FormatUV, "uv.lock"}, pyproject.ToolUV, true, false, "pyproject.toml", "check uv.lock against pyproject.toml"},
		{Source{FormatPoetry, "poetry.lock"}, pyproject.ToolPoetry, false, false, "pyproject.toml", ""},
		{Source{FormatPDM, "pdm.lock"}, pyproject.ToolPDM, false, false, "pyproject.toml", ""},
		{Source{FormatPipenv, "Pipfile.lock"}, pyproject.ToolPipenv, false, false, "Pipfile", ""},
		{Source{FormatPylock, "pylock.web.toml"}, pyproject.ToolUV, false, false, "pylock.web.toml", ""},
		{Source{FormatRequirements, "a.txt"}, pyproject.ToolUV, false, false, "pyproject.toml", ""},
		{Source{FormatScript, "bin/a.py"}, pyproject.ToolUV, false, true, "bin/a.py", "check bin/a.py.lock against bin/a.py"},
		{Source{FormatNone, ""}, pyproject.ToolUV, true, false, "pyproject.toml", "resolve what nothing has locked"},
		{Source{FormatNone, "a.py"}, pyproject.ToolUV, true, true, "a.py", "resolve what nothing has locked"},
	} {
		one := []Source{tc.source}
		if got := tc.source.Tool(); got != tc.tool {
			t.Errorf("%v: the tool is %s, want %s", tc.source, got, tc.tool)
		}
		if UsesUV(one) != tc.uv || RunsScript(one) != tc.runs || Manifest(one) != tc.manifest {
			t.Errorf("%v: uses uv %t, runs a script %t, manifest %s", tc.source, UsesUV(one), RunsScript(one), Manifest(one))
		}
		if tc.step != "" && tc.source.StepName() != tc.step {
			t.Errorf("%v: the step is called %q, want %q", tc.source, tc.source.StepName(), tc.step)
		}
	}
	if UsesUV(nil) || RunsScript(nil) || Manifest(nil) != "pyproject.toml" {
		t.Error("a project without a lock has a source")
	}
}

func TestThere(t *testing.T) {
	t.Parallel()
	got := ProjectFiles{"a": "", "c": "x"}.There("c", "b", "a")
	if want := []string{"c", "a"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
