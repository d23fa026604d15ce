package pyproject_test

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/spec/pyproject"
)

func parse(t *testing.T, text string) *pyproject.Project {
	t.Helper()
	p, err := pyproject.Parse([]byte(text))
	if err != nil {
		t.Fatalf("parsing: %v", err)
	}
	return p
}

func TestParseEverything(t *testing.T) {
	t.Parallel()
	got := parse(t, `
[project]
name = "shop"
version = "1.2"
description = "Sells"
requires-python = ">=3.12"
license = "MIT"
license-files = ["LICENSE*"]
readme = {file = "README.md", content-type = "text/markdown"}
authors = [{name = "Ada", email = "ada@example.org"}, {name = "Bob"}, {email = "c@example.org"}]
dependencies = ["pika>=1"]
dynamic = ["classifiers"]
[project.urls]
Source = "https://example.org/shop"
[project.scripts]
worker = "shop:worker"
serve = "shop:serve"
[project.optional-dependencies]
redis = ["redis"]
S3 = ["boto3"]
[dependency-groups]
test = ["pytest"]
lint = ["ruff", {include-group = "test"}]
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[tool.uv]
package = false
default-groups = ["lint"]
dev-dependencies = ["ipython"]
[tool.uv.workspace]
members = ["libs/*"]
[tool.ruff]
line-length = "any type at all"
`)
	no := false
	want := &pyproject.Project{
		HasProject: true, Name: "shop", Version: "1.2", Description: "Sells", RequiresPython: ">=3.12", License: "MIT",
		LicenseFiles: []string{"LICENSE*"}, Readme: "README.md",
		Authors: []string{"Ada <ada@example.org>", "Bob", "c@example.org"},
		URLs:    map[string]string{"Source": "https://example.org/shop"},
		Dynamic: []string{"classifiers"}, Dependencies: []string{"pika>=1"},
		Scripts:       []pyproject.Script{{Name: "serve", Target: "shop:serve"}, {Name: "worker", Target: "shop:worker"}},
		Extras:        []string{"S3", "redis"},
		Groups:        []string{"dev", "lint", "test"},
		GroupIncludes: map[string][]string{"lint": {"test"}},
		DefaultGroups: []string{"lint"},
		BuildBackend:  "hatchling.build", BuildRequires: []string{"hatchling"},
		Package: &no, Workspace: []string{"libs/*"},
	}
	if !reflect.DeepEqual(exported(got), exported(want)) {
		t.Errorf("got  %+v\nwant %+v", exported(got), exported(want))
	}
}

// exported are the fields that other packages see.
func exported(p *pyproject.Project) map[string]any {
	out := map[string]any{}
	for field, value := range reflect.ValueOf(*p).Fields() {
		if field.IsExported() {
			out[field.Name] = value.Interface()
		}
	}
	return out
}

func TestParseForms(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text string
		get        func(*pyproject.Project) any
		want       any
	}{
		{"no project table", "", func(p *pyproject.Project) any { return p.HasProject }, false},
		{"empty project table", "[project]", func(p *pyproject.Project) any { return p.HasProject }, true},
		{"default groups unset", "", func(p *pyproject.Project) any { return p.DefaultGroups }, []string{"dev"}},
		{"default groups empty", "[tool.uv]\ndefault-groups = []", func(p *pyproject.Project) any { return p.DefaultGroups }, []string{}},
		{"default groups all", "[tool.uv]\ndefault-groups = 'all'", func(p *pyproject.Project) any { return p.AllGroups }, true},
		{"license text", "[project]\nlicense = {text = 'BSD'}", func(p *pyproject.Project) any { return p.License }, "BSD"},
		{"license file", "[project]\nlicense = {file = 'COPYING'}", func(p *pyproject.Project) any { return p.LicenseFiles }, []string{"COPYING"}},
		{"license file has no text", "[project]\nlicense = {file = 'COPYING'}", func(p *pyproject.Project) any { return p.License }, ""},
		{"readme path", "[project]\nreadme = 'README'", func(p *pyproject.Project) any { return p.Readme }, "README"},
		{"poetry", "[tool.poetry]\nname = 'x'", func(p *pyproject.Project) any { return p.Poetry }, true},
		{"no build system", "[project]", func(p *pyproject.Project) any { return p.BuildBackend }, ""},
		{"build system without backend", "[build-system]\nrequires = []", func(p *pyproject.Project) any { return p.BuildBackend }, pyproject.LegacyBackend},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := tt.get(parse(t, tt.text)); !reflect.DeepEqual(got, tt.want) {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

func TestParseErrorsHavePositions(t *testing.T) {
	t.Parallel()
	tests := []struct{ text, at, contains string }{
		{"[project]\nname = \n", "2:8", "unexpected character"},
		{"[project]\nname = 3\n", "2:8", "string"},
		{"[project]\nreadme = 3\n", "2:1", "project.readme: expected a string"},
		{"[project]\n\nlicense-files = 'x'\n", "3:1", "list of strings"},
		{"[dependency-groups]\na = []\ndev = [3]\n", "3:1", "include-group"},
		{"tool.uv.default-groups = [1]\n", "1:1", "list of strings"},
		{"[tool.uv]\npackage = 'no'\n", "2:", "bool"},
	}
	for _, tt := range tests {
		_, err := pyproject.Parse([]byte(tt.text))
		var problem *pyproject.Error
		if !errors.As(err, &problem) {
			t.Errorf("%q: error %v, want *Error", tt.text, err)
			continue
		}
		at := fmt.Sprintf("%d:%d", problem.Line, problem.Column)
		if !strings.HasPrefix(at, tt.at) || !strings.Contains(problem.Message, tt.contains) {
			t.Errorf("%q: got %s: %s, want %s … %q", tt.text, at, problem.Message, tt.at, tt.contains)
		}
	}
}

func TestIsPackage(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"[project]\nname = 'x'":                                     false,
		"[build-system]\nrequires = []":                             true,
		"[tool.uv]\npackage = true":                                 true,
		"[build-system]\nrequires = []\n[tool.uv]\npackage = false": false,
	} {
		if got := parse(t, text).IsPackage(); got != want {
			t.Errorf("%q: got %v, want %v", text, got, want)
		}
	}
}

func TestMakesFiles(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"": false,
		"[build-system]\nbuild-backend = 'hatchling.build'":              false,
		"[build-system]\nbuild-backend = 'uv_build'":                     false,
		"[build-system]\nrequires = ['setuptools>=61']":                  false,
		"[build-system]\nbuild-backend = 'maturin'":                      true,
		"[build-system]\nbuild-backend = 'scikit_build_core.build'":      true,
		"[build-system]\nbuild-backend = 'mesonpy'":                      true,
		"[build-system]\nrequires = ['setuptools', 'Cython>=3']":         true,
		"[build-system]\nrequires = ['setuptools', 'setuptools_rust']":   true,
		"[[tool.setuptools.ext-modules]]\nname = 'x'\nsources = ['x.c']": true,
		"[tool.hatch.build.hooks.vcs]\nversion-file = 'v.py'":            true,
		"[tool.hatch.build.targets.wheel.hooks.custom]":                  true,
		"[tool.hatch.build.targets.wheel]\npackages = ['src/x']":         false,
		"[tool.poetry]\nbuild = 'build.py'":                              true,
		"[tool.pdm.build]\nrun-setuptools = true":                        true,
		"[tool.setuptools_scm]\nversion_file = 'x/_version.py'":          true,
	} {
		if got := parse(t, text).MakesFiles(); got != want {
			t.Errorf("%q: got %v, want %v", text, got, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("[project]\nname = 'x'\nreadme = {file = 'y'}\n[dependency-groups]\ndev = [{include-group = 'z'}]\n"))
	f.Add([]byte("tool.uv.default-groups = 'all'\n"))
	f.Add([]byte("[tool.poetry.dependencies]\npython = '^3.10 || ~3.8'\n[tool.poetry.group.a]\noptional = true\n[tool.poetry.scripts]\nx = {}\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := pyproject.Parse(data)
		if (p == nil) == (err == nil) {
			t.Fatalf("project %v with error %v", p, err)
		}
		if err == nil {
			for _, tool := range []pyproject.Tool{pyproject.ToolUV, pyproject.ToolPoetry, pyproject.ToolPDM, pyproject.ToolPipenv} {
				p.As(tool).IsPackage()
			}
			p.MakesFiles()
		}
	})
}
