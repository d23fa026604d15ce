package bench

import (
	"testing"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/random"
)

// TestANewerReleaseSharesNoLayerBelow wants the lowest layer to be another one and the others to be those that were, so that no
// state of a build that stands on them is what it was.
func TestANewerReleaseSharesNoLayerBelow(t *testing.T) {
	t.Parallel()
	image, err := random.Image(100, 3)
	if err != nil {
		t.Fatal(err)
	}
	newer, err := newerImage(image)
	if err != nil {
		t.Fatal(err)
	}
	before, after := diffIDs(t, image), diffIDs(t, newer)
	if len(after) != 3 || after[0] == before[0] || after[1] != before[1] || after[2] != before[2] {
		t.Errorf("layers were %v, are %v", before, after)
	}
}

func diffIDs(t *testing.T, image v1.Image) []v1.Hash {
	t.Helper()
	config, err := image.ConfigFile()
	if err != nil {
		t.Fatal(err)
	}
	return config.RootFS.DiffIDs
}
