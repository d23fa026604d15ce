package pyproject_test

import (
	"reflect"
	"testing"

	"github.com/org/pyapp-frontend/spec/pyproject"
)

const mixed = `
[project]
name = "shop"
[project.optional-dependencies]
redis = ["redis"]
[dependency-groups]
Test = ["pytest", {include-group = "lint"}]
lint = ["ruff"]
[tool.uv]
default-groups = ["lint"]
dev-dependencies = ["ipython"]
[tool.poetry.group.test]
optional = true
include-groups = ["docs"]
[tool.poetry.group.docs.dependencies]
markdown = "^3"
[tool.poetry.group.Hidden]
optional = true
[tool.poetry.extras]
ignored = ["x"]
[tool.pdm.dev-dependencies]
TEST = ["mock"]
edit = ["-e file:///x"]
`

// view is what a choice of groups and extras depends on.
type view struct {
	groups, defaults []string
	all              bool
	includes         map[string][]string
	extras           []string
}

func viewOf(p *pyproject.Project) view {
	return view{p.Groups, p.DefaultGroups, p.AllGroups, p.GroupIncludes, p.Extras}
}

func TestGroupsOfEveryTool(t *testing.T) {
	t.Parallel()
	includes := map[string][]string{"Test": {"lint"}}
	for tool, want := range map[pyproject.Tool]view{
		pyproject.ToolUV: {[]string{"Test", "dev", "lint"}, []string{"lint"}, false, includes, []string{"redis"}},
		pyproject.ToolPoetry: {[]string{"Hidden", "Test", "docs", "lint"}, []string{"docs", "lint"}, false,
			map[string][]string{"Test": {"lint", "docs"}, "docs": nil, "Hidden": nil}, []string{"redis"}},
		pyproject.ToolPDM:    {[]string{"Test", "edit", "lint"}, nil, true, includes, []string{"redis"}},
		pyproject.ToolPipenv: {includes: map[string][]string{}},
	} {
		if got := viewOf(parse(t, mixed).As(pyproject.ToolPDM).As(tool)); !reflect.DeepEqual(got, want) {
			t.Errorf("%s:\ngot  %+v\nwant %+v", tool, got, want)
		}
	}
}

const classic = `
[tool.poetry]
name = "Classic_Shop"
version = "0.9"
description = "An older project"
authors = ["Ada <ada@example.org>"]
license = "MIT"
readme = ["README.md", "CHANGES.md"]
homepage = "https://shop.example"
[tool.poetry.urls]
Tracker = "https://shop.example/bugs"
[tool.poetry.dependencies]
python = "^3.10"
redis = {version = "^5", optional = true}
[tool.poetry.extras]
cache = ["redis"]
[tool.poetry.dev-dependencies]
pytest = "*"
[tool.poetry.scripts]
shop = "shop.cli:main"
other = {reference = "shop.cli:other", type = "console"}
shell = {reference = "bin/x.sh", type = "file"}
`

func TestPoetryWithoutProjectTable(t *testing.T) {
	t.Parallel()
	p := parse(t, classic)
	if p.HasProject || p.Name != "" {
		t.Errorf("uv sees the project %q", p.Name)
	}
	want := &pyproject.Project{
		HasProject: true, Name: "Classic_Shop", Version: "0.9", Description: "An older project", RequiresPython: ">=3.10,<4",
		License: "MIT", Readme: "README.md", Authors: []string{"Ada <ada@example.org>"},
		URLs:    map[string]string{"Homepage": "https://shop.example", "Tracker": "https://shop.example/bugs"},
		Scripts: []pyproject.Script{{Name: "other", Target: "shop.cli:other"}, {Name: "shop", Target: "shop.cli:main"}},
		Extras:  []string{"cache"}, Groups: []string{"dev"}, GroupIncludes: map[string][]string{}, DefaultGroups: []string{"dev"},
		Poetry: true, BuildBackend: "poetry.core.masonry.api", BuildRequires: []string{"poetry-core"},
	}
	if got := p.As(pyproject.ToolPoetry); !reflect.DeepEqual(exported(got), exported(want)) {
		t.Errorf("got  %+v\nwant %+v", exported(got), exported(want))
	}
}

func TestProjectTableWinsOverPoetry(t *testing.T) {
	t.Parallel()
	p := parse(t, "[project]\nname = 'a'\nversion = '1'\nlicense = 'MIT'\nrequires-python = '>=3.9'\ndependencies = ['x']\n"+
		"[tool.poetry]\nname = 'b'\nversion = '2'\nlicense = 'BSD'\n[tool.poetry.extras]\nno = ['x']\n[tool.poetry.dependencies]\npython = '>=3.11'\n")
	p = p.As(pyproject.ToolPoetry)
	if p.Name != "a" || p.Version != "1" || p.License != "MIT" || len(p.Extras) != 0 {
		t.Errorf("got %s %s %s %v", p.Name, p.Version, p.License, p.Extras)
	}
	if p.RequiresPython != ">=3.11" {
		t.Errorf("Python %s, want the narrower range that the lock is for", p.RequiresPython)
	}
}

func TestPythonOfPoetry(t *testing.T) {
	t.Parallel()
	for constraint, want := range map[string]string{
		"*":                       "",
		"^3.10":                   ">=3.10,<4",
		"^3.10.4":                 ">=3.10.4,<4",
		"^0.2.3":                  ">=0.2.3,<0.3",
		"~3.11":                   ">=3.11,<3.12",
		"~3":                      ">=3,<4",
		"~3.11.2":                 ">=3.11.2,<3.12",
		"~=3.11.2":                "~=3.11.2",
		">=3.10,<3.14":            ">=3.10,<3.14",
		">= 3.10 <3.14":           ">=3.10,<3.14",
		"^3.9, !=3.9.7":           ">=3.9,<4,!=3.9.7",
		"!=3.12.*, >=3.10":        "!=3.12.*,>=3.10",
		"3.12":                    "==3.12.*",
		"3.12.*":                  "==3.12.*",
		"3.x":                     "==3.*",
		"=3.12.4":                 "==3.12.4",
		"==3.12.4":                "==3.12.4",
		"~3.10 || ^3.12":          ">=3.10,<4",
		">=3.9,<3.10 | >=3.11":    ">=3.9",
		"3.12 || 3.10 || 3.9.*":   ">=3.9,<3.13",
		">=3.13,<3.14 || <3.10.2": "<3.14",
	} {
		p := parse(t, "[tool.poetry.dependencies]\npython = '"+constraint+"'\n").As(pyproject.ToolPoetry)
		if p.RequiresPython != want {
			t.Errorf("%s: got %s, want %s", constraint, p.RequiresPython, want)
		}
	}
}

func TestIsPackageOfOtherTools(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		tool pyproject.Tool
		text string
		want bool
	}{
		{pyproject.ToolPoetry, "[tool.poetry]\nname = 'x'", true},
		{pyproject.ToolPoetry, "[project]\nname = 'x'", true},
		{pyproject.ToolPoetry, "[tool.poetry]\npackage-mode = false\n[build-system]\nrequires = []", false},
		{pyproject.ToolPDM, "[project]\nname = 'x'", true},
		{pyproject.ToolPDM, "[tool.pdm]", false},
		{pyproject.ToolPDM, "[project]\nname = 'x'\n[tool.pdm]\ndistribution = false", false},
		{pyproject.ToolPDM, "[project]\nname = 'x'\n[tool.pdm]\npackage-type = 'application'", false},
		{pyproject.ToolPipenv, "[project]\nname = 'x'\n[build-system]\nrequires = []", false},
		{pyproject.ToolUV, "[project]\nname = 'x'\n[tool.poetry]\npackage-mode = true", false},
	} {
		if got := parse(t, tt.text).As(tt.tool).IsPackage(); got != tt.want {
			t.Errorf("%s: %q: got %v, want %v", tt.tool, tt.text, got, tt.want)
		}
	}
}
