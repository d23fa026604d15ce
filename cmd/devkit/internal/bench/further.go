package bench

import (
	"context"
	"slices"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/remote"
)

// further are the architectures that builds get for how cost grows with the number of platforms. Docker Hub's base has them; for the
// stand-in they are made.
func further() []string { return []string{"ppc64le", "s390x"} }

// releaseFurther adds the further architectures to the release of the base that builds find, where that is a stand-in.
func (l *lab) releaseFurther(ctx context.Context) error {
	if !l.aside.StandIns {
		return nil
	}
	tag, err := l.tag(slim, current)
	if err != nil {
		return err
	}
	index, err := remote.Index(tag)
	if err != nil {
		return err
	}
	made, err := l.aside.Further(ctx, further()...)
	if err != nil {
		return err
	}
	more, err := remote.Index(made)
	if err != nil {
		return err
	}
	if index, err = withFurther(index, more); err != nil {
		return err
	}
	return l.push(slim, current, index)
}

// withFurther adds the images for the further architectures of another index to one.
func withFurther(index, more v1.ImageIndex) (v1.ImageIndex, error) {
	manifest, err := more.IndexManifest()
	if err != nil {
		return nil, err
	}
	for _, d := range manifest.Manifests {
		if !slices.Contains(further(), d.Platform.Architecture) {
			continue
		}
		image, err := more.Image(d.Digest)
		if err != nil {
			return nil, err
		}
		index = mutate.AppendManifests(index, mutate.IndexAddendum{Add: image, Descriptor: v1.Descriptor{Platform: d.Platform}})
	}
	return index, nil
}
