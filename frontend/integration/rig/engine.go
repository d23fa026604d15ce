package rig

import (
	"path/filepath"
	"testing"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
)

// EngineImages brings images under their public names into the Docker engine's store, which knows nothing of buildkitd's
// mirrors: from the machine's registry where that has a stand-in, else as anyone would pull them.
func (m Machine) EngineImages(t *testing.T, references ...string) {
	t.Helper()
	NeedEnv(t, "DOCKER_HOST")
	for _, reference := range references {
		local := m.standIn(reference)
		if _, err := docker(t.Context(), "pull", "--quiet", local); err != nil {
			local = reference
			if _, err := docker(t.Context(), "pull", "--quiet", local); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := docker(t.Context(), "tag", local, reference); err != nil {
			t.Fatal(err)
		}
	}
}

// Saved reads an image back from the Docker engine's store.
func Saved(t *testing.T, image string) v1.Image {
	t.Helper()
	file := filepath.Join(t.TempDir(), "image.tar")
	if _, err := docker(t.Context(), "save", "--output", file, image); err != nil {
		t.Fatal(err)
	}
	tag, err := name.NewTag(image)
	if err != nil {
		t.Fatal(err)
	}
	img, err := tarball.ImageFromPath(file, &tag)
	if err != nil {
		t.Fatalf("reading the saved image: %v", err)
	}
	return img
}
