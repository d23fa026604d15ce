package plan

import (
	"slices"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/spec"
)

func TestMinor(t *testing.T) {
	t.Parallel()
	for version, want := range map[string]string{"3.13": "3.13", "3.13.5": "3.13", "3.9.21": "3.9", "3": "3", "": ""} {
		if got := minor(version); got != want {
			t.Errorf("minor of %q is %q, want %q", version, got, want)
		}
	}
}

// TestImages names what an image is built from.
func TestImages(t *testing.T) {
	t.Parallel()
	app := yamlApp(t, "{python: '3.12.7', distro: bookworm, uv: 0.13.1}")
	if got, want := PythonImage(app), "docker.io/library/python:3.12.7-slim-bookworm"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := UVImage(app), "ghcr.io/astral-sh/uv:0.13.1"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	app.UVImage = "registry.example/uv:1"
	if got := UVImage(app); got != app.UVImage {
		t.Errorf("got %s, want %s", got, app.UVImage)
	}
}

// TestWheelPlatform names the wheels that suit a target and its C library.
func TestWheelPlatform(t *testing.T) {
	t.Parallel()
	lock := &Lock{Packages: []Package{{Name: "a"}}}
	for _, tc := range []struct {
		target Platform
		distro string
		want   string // empty: refused
	}{
		{amd64, "trixie", "x86_64-manylinux_2_40"},
		{amd64, "bookworm", "x86_64-manylinux_2_36"},
		{Platform{OS: "linux", Architecture: "arm64"}, "trixie", "aarch64-manylinux_2_40"},
		{Platform{OS: "linux", Architecture: "arm", Variant: "v7"}, "trixie", ""},
		{Platform{OS: "windows", Architecture: "amd64"}, "trixie", ""},
	} {
		p, err := New(yamlApp(t, "distro: "+tc.distro), Facts{Target: tc.target, Build: amd64, Lock: lock})
		switch {
		case tc.want == "" && (err == nil || !strings.Contains(err.Error(), tc.target.String())):
			t.Errorf("%s: error is %v, want one that names it", tc.target, err)
		case tc.want != "" && (err != nil || p.Deps[0].Platform != tc.want):
			t.Errorf("%s: got %+v, %v, want %s", tc.target, p, err, tc.want)
		}
	}
}

// TestInstallMode says how a project gets into the environment; empty: not at all.
func TestInstallMode(t *testing.T) {
	t.Parallel()
	const build = "[build-system]\nrequires = ['hatchling']\nbuild-backend = 'hatchling.build'\n"
	for _, tc := range []struct {
		name, yaml, toml string
		want             spec.Install
	}{
		{"not a package", "python: '3.13'", oneScript, ""},
		{"package", "python: '3.13'", oneScript + build, spec.InstallSource},
		{"package that is not to be one", "python: '3.13'", oneScript + build + "[tool.uv]\npackage = false\n", ""},
		{"compiled", "python: '3.13'", oneScript + "[build-system]\nrequires = ['maturin']\nbuild-backend = 'maturin'\n", spec.InstallWheel},
		{"as the file says", "install: wheel", oneScript + build, spec.InstallWheel},
		{"against the guess", "install: source", oneScript + "[build-system]\nrequires = ['cython']\n", spec.InstallSource},
	} {
		p := planned(t, yamlApp(t, tc.yaml), Facts{Project: projectOf(t, tc.toml)}).Project
		if (p == nil) != (tc.want == "") || p != nil && p.Install != tc.want {
			t.Errorf("%s: got %+v, want %q", tc.name, p, tc.want)
		}
	}
}

// TestMetadataFiles are those whose content decides the metadata of a package.
func TestMetadataFiles(t *testing.T) {
	t.Parallel()
	const build = "[build-system]\nrequires = []\nbuild-backend = 'b'\n"
	p := planned(t, yamlApp(t, "python: '3.13'"), Facts{Project: projectOf(t,
		"[project]\nname = 'p'\nversion = '1'\nreadme = 'docs/about.md'\nlicense-files = ['LICENSES/*']\n"+build)}).Project
	for _, want := range []string{"pyproject.toml", "LICEN[CS]E*", "LICENSES/*", "docs/about.md"} {
		if !slices.Contains(p.Metadata.Include, want) || p.Dynamic {
			t.Errorf("got %q and dynamic %t, want %q", p.Metadata.Include, p.Dynamic, want)
		}
	}
	files := planned(t, yamlApp(t, "python: '3.13'"), Facts{Ignore: []string{"*.md", "docs", "pyproject.toml"}, Project: projectOf(t,
		"[project]\nname = 'p'\nversion = '1'\nreadme = 'docs/about.md'\n"+build)}).Project.Files
	wantIn(t, files, true, "docs/about.md", "pyproject.toml")
	wantIn(t, files, false, "docs/other.md", "NEWS.md", ".env")
	p = planned(t, yamlApp(t, "python: '3.13'"), Facts{Project: projectOf(t, "[project]\nname = 'p'\ndynamic = ['version']\n"+build)}).Project
	if !p.Dynamic {
		t.Error("a version out of the source does not make the metadata dynamic")
	}
}
