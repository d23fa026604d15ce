package rig

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/remote"
)

// Disguised pushes images that say that they are for these platforms and have what a base image has for this machine: enough
// for builds that run no program of them. The result is the reference of all.
func (m Machine) Disguised(t *testing.T, base string, platforms ...string) string {
	t.Helper()
	img, index := m.Base(t, base), v1.ImageIndex(empty.Index)
	for _, platform := range platforms {
		p, err := v1.ParsePlatform(platform)
		if err != nil {
			t.Fatal(err)
		}
		config := Config(t, img).DeepCopy()
		config.OS, config.Architecture, config.Variant = p.OS, p.Architecture, p.Variant
		other, err := mutate.ConfigFile(img, config)
		if err != nil {
			t.Fatal(err)
		}
		index = mutate.AppendManifests(index, mutate.IndexAddendum{Add: other, Descriptor: v1.Descriptor{Platform: p}})
	}
	ref, err := name.ParseReference(fmt.Sprintf("%s/%s-base-%d", m.Registry, RepositoryName(t), rand.Int()))
	if err != nil {
		t.Fatal(err)
	}
	if err := remote.WriteIndex(ref, index, remote.WithContext(t.Context())); err != nil {
		t.Fatalf("pushing %s: %v", ref, err)
	}
	return ref.String()
}
