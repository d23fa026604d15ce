package standin

import (
	"context"
	"errors"
	"io"
	"log"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-containerregistry/pkg/name"
	"github.com/google/go-containerregistry/pkg/registry"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/remote"

	"github.com/org/pyapp-frontend/cmd/devkit/internal/console"
)

// example is a stand-in that counts how often it is made.
func example(recipe string, builds *int) Image {
	return Image{
		Name:   "docker.io/library/python:3.13-slim-trixie",
		Arches: []string{"amd64", "arm64"},
		Recipe: recipe,
		Build: func(_ context.Context, arch, _ string, _ io.Writer) (v1.Image, error) {
			*builds++
			layer, err := layerFiles(file{path: "bin/x", content: []byte(arch)})
			if err != nil {
				return nil, err
			}
			return assemble(arch, v1.Config{Env: []string{"PYTHON_VERSION=3.13.5"}}, layer)
		},
		Alias: func(image v1.Image) (string, error) {
			version, err := envOf(image, "PYTHON_VERSION")
			return "docker.io/library/python:" + version + "-slim-trixie", err
		},
	}
}

func TestEnsureMakesAnImageOncePerRecipe(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(registry.New(registry.Logger(log.New(io.Discard, "", 0))))
	defer server.Close()
	host := strings.TrimPrefix(server.URL, "http://")
	c := console.New(io.Discard, t.TempDir())
	builds := 0
	for _, step := range []struct {
		recipe string
		want   int
	}{{"one", 2}, {"one", 2}, {"two", 4}} {
		if err := example(step.recipe, &builds).Ensure(t.Context(), host, t.TempDir(), c); err != nil {
			t.Fatal(err)
		}
		if builds != step.want {
			t.Errorf("recipe %s: %d builds, want %d", step.recipe, builds, step.want)
		}
	}
	for _, tag := range []string{"3.13-slim-trixie", "3.13.5-slim-trixie"} {
		for _, arch := range []string{"amd64", "arm64"} {
			wantArch(t, host+"/library/python:"+tag, arch)
		}
	}
}

func TestArchitecturesThatCannotBeMadeAreLeftOut(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(registry.New(registry.Logger(log.New(io.Discard, "", 0))))
	defer server.Close()
	host := strings.TrimPrefix(server.URL, "http://")
	builds := 0
	for arch, left := range map[string]bool{"amd64": false, "arm64": true} {
		image := example("one", &builds)
		whole := image.Build
		image.Build = func(ctx context.Context, a, scratch string, log io.Writer) (v1.Image, error) {
			if a == arch {
				return nil, errors.New("no packages for " + arch)
			}
			return whole(ctx, a, scratch, log)
		}
		var out strings.Builder
		err := image.Ensure(t.Context(), host, t.TempDir(), console.New(&out, t.TempDir()))
		if (err == nil) != left || strings.Contains(out.String(), "left out") != left {
			t.Errorf("without %s: %v\n%s", arch, err, out.String())
		}
	}
	if image := example("one", &builds); image.present(t.Context(), host) {
		t.Error("an image that lacks an architecture counts as made")
	}
}

// wantArch wants an index to have an image whose configuration is of the architecture, and none of another.
func wantArch(t *testing.T, reference, arch string) {
	t.Helper()
	ref, err := name.ParseReference(reference)
	if err != nil {
		t.Fatal(err)
	}
	image, err := remote.Image(ref, remote.WithPlatform(v1.Platform{OS: "linux", Architecture: arch}))
	if err != nil {
		t.Fatalf("%s for %s: %v", reference, arch, err)
	}
	config, err := image.ConfigFile()
	if err != nil {
		t.Fatal(err)
	}
	if config.Architecture != arch {
		t.Errorf("%s for %s says %s", reference, arch, config.Architecture)
	}
	if _, err := remote.Image(ref, remote.WithPlatform(v1.Platform{OS: "linux", Architecture: "s390x"})); err == nil {
		t.Errorf("%s has an image for an architecture it was not made for", reference)
	}
}

func TestMirrored(t *testing.T) {
	t.Parallel()
	for reference, want := range map[string]string{
		"docker.io/library/python:3.13-slim": "127.0.0.1:5555/library/python:3.13-slim",
		"ghcr.io/astral-sh/uv:0.13.8":        "127.0.0.1:5555/ghcr/astral-sh/uv:0.13.8",
		"quay.io/x/y:1":                      "",
	} {
		got, err := Mirrored("127.0.0.1:5555", reference)
		if got != want || (err != nil) != (want == "") {
			t.Errorf("%s: got %q, %v; want %q", reference, got, err, want)
		}
	}
}

func TestFindVersion(t *testing.T) {
	t.Parallel()
	for binary, want := range map[string]string{
		"x\x003.13\x003.13.5\x00y":                  "3.13.5",
		"\x003.13.5+\x00":                           "3.13.5",
		"Python 3.13.4 (main)\x003.1399\x00":        "",
		"\x003.12.1\x00\x003.13.11\x00\x003.13\x00": "3.13.11",
	} {
		got, err := findVersion(binary, "3.13")
		if got != want || (err != nil) != (want == "") {
			t.Errorf("%q: got %q, %v; want %q", binary, got, err, want)
		}
	}
}

func TestNeededObeysTheMode(t *testing.T) {
	t.Parallel()
	const nowhere = "127.0.0.1:1/x:1"
	for mode, want := range map[string]bool{"always": true, "never": false, "": true} {
		if got := Needed(t.Context(), mode, nowhere); got != want {
			t.Errorf("mode %q: %v, want %v", mode, got, want)
		}
	}
}
