package plan

import (
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/frontend/plan/lock"
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
	for _, tc := range []struct {
		target Platform
		distro string
		want   string // empty: refused
	}{
		{amd64, "trixie", "x86_64-manylinux_2_40"},
		{amd64, "bookworm", "x86_64-manylinux_2_36"},
		{Platform{OS: "linux", Architecture: "arm64"}, "trixie", "aarch64-manylinux_2_40"},
		{Platform{OS: "linux", Architecture: "arm", Variant: "v6"}, "trixie", ""},
		{Platform{OS: "windows", Architecture: "amd64"}, "trixie", ""},
	} {
		l := &lock.Lock{Packages: []lock.Package{{Name: "a", Version: "1", Wheels: []lock.File{
			fileOf("a-1-py3-none-manylinux_2_17_x86_64.whl"), fileOf("a-1-py3-none-manylinux_2_17_aarch64.whl"),
		}}}}
		p, err := New(yamlApp(t, "distro: "+tc.distro), Facts{Target: tc.target, Build: amd64, Python: "3.13.5", Lock: l})
		switch {
		case tc.want == "" && (err == nil || !strings.Contains(err.Error(), tc.target.String())):
			t.Errorf("%s: error is %v, want one that names it", tc.target, err)
		case tc.want != "" && (err != nil || p.Deps[0].Platform != tc.want):
			t.Errorf("%s: got %+v, %v, want %s", tc.target, p, err, tc.want)
		}
	}
}
