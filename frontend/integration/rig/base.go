package rig

import (
	"strings"
	"testing"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/remote"
)

// BaseLayers is the number of layers that the image shares with the Python image of its platform that it was built from.
func (m Machine) BaseLayers(t *testing.T, img v1.Image, base string) int {
	t.Helper()
	config := Config(t, img)
	mine := config.RootFS.DiffIDs
	shared := 0
	for i, layer := range Config(t, m.base(t, base, config.OS+"/"+config.Architecture)).RootFS.DiffIDs {
		if i < len(mine) && mine[i] == layer {
			shared++
		}
	}
	return shared
}

// Base is an official image of Docker Hub for linux/amd64, from the machine's registry where that has a stand-in.
func (m Machine) Base(t *testing.T, base string) v1.Image {
	t.Helper()
	return m.base(t, base, "linux/amd64")
}

func (m Machine) base(t *testing.T, base, platform string) v1.Image {
	t.Helper()
	return m.published(t, "docker.io/library/"+base, platform)
}

// published is an image of a public registry, from the machine's registry where that has a stand-in.
func (m Machine) published(t *testing.T, reference, platform string) v1.Image {
	t.Helper()
	local := m.standIn(reference)
	ref, err := name.ParseReference(local)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := remote.Head(ref, remote.WithContext(t.Context())); err == nil {
		return PullPlatform(t, local, platform)
	}
	return PullPlatform(t, reference, platform)
}

// standIn is the name that the machine's registry has for an image of a public one, whether it has the image or not.
func (m Machine) standIn(reference string) string {
	return m.Registry + "/" + strings.NewReplacer("docker.io/", "", "ghcr.io/", "ghcr/").Replace(reference)
}
