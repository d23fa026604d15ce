package bench

import (
	"strings"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
)

// labelled are platforms whose bases are those of the foreign platform under another label: what is measured with them is how cost
// grows with the number of platforms, and a build of ours runs nothing of them.
func labelled() []string { return []string{"linux/ppc64le", "linux/s390x"} }

// withLabelled adds to a base what the labelled platforms take for theirs.
func withLabelled(index v1.ImageIndex) (v1.ImageIndex, error) {
	manifest, err := index.IndexManifest()
	if err != nil {
		return nil, err
	}
	for _, d := range manifest.Manifests {
		if d.Platform == nil || d.Platform.OS+"/"+d.Platform.Architecture != foreign() {
			continue
		}
		image, err := index.Image(d.Digest)
		if err != nil {
			return nil, err
		}
		for _, platform := range labelled() {
			if index, err = withLabel(index, image, strings.TrimPrefix(platform, "linux/")); err != nil {
				return nil, err
			}
		}
	}
	return index, nil
}

func withLabel(index v1.ImageIndex, image v1.Image, arch string) (v1.ImageIndex, error) {
	config, err := image.ConfigFile()
	if err != nil {
		return nil, err
	}
	config = config.DeepCopy()
	config.Architecture, config.Variant = arch, ""
	if image, err = mutate.ConfigFile(image, config); err != nil {
		return nil, err
	}
	platform := &v1.Platform{OS: "linux", Architecture: arch}
	return mutate.AppendManifests(index, mutate.IndexAddendum{Add: image, Descriptor: v1.Descriptor{Platform: platform}}), nil
}
