package rig

import (
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
	local := m.Registry + "/library/" + base
	ref, err := name.ParseReference(local)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := remote.Head(ref, remote.WithContext(t.Context())); err == nil {
		return PullPlatform(t, local, platform)
	}
	return PullPlatform(t, "docker.io/library/"+base, platform)
}
