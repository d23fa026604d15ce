package foreign

import (
	"debug/elf"
	"strings"
	"testing"

	v1 "github.com/google/go-containerregistry/pkg/v1"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// TestBuildsWithoutEmulator builds for both platforms where no emulator is, on a builder that has built nothing yet. The image
// of each has to be of that platform, and what no platform changes to be one layer of both.
func TestBuildsWithoutEmulator(t *testing.T) {
	m := rig.Find(t)
	m.BuildKit = m.EmptyDaemon(t)
	for _, app := range []string{"worker", "fastapi", "shop", "flat"} {
		t.Run(app, func(t *testing.T) {
			result := build(t, m, app)
			own := checkPlatform(t, m, result.Reference, rig.Own())
			foreign := checkPlatform(t, m, result.Reference, rig.Foreign())
			for _, made := range []string{"compile the standard library", "copy the application"} {
				if a, b := layerOf(t, own, made), layerOf(t, foreign, made); a != b {
					t.Errorf("the layer %q is %s and %s", made, a, b)
				}
			}
		})
	}
}

// checkPlatform wants an index to have an image of the platform, with no program or library of another above its base.
func checkPlatform(t *testing.T, m rig.Machine, reference string, platform rig.Platform) v1.Image {
	t.Helper()
	img := rig.PullPlatform(t, reference, platform.Name)
	if got := rig.Config(t, img).Platform().String(); got != platform.Name {
		t.Errorf("the image for %s is one for %s", platform.Name, got)
	}
	base := m.BaseLayers(t, img, pythonBase)
	if base == 0 {
		t.Errorf("the image for %s has no layer of its base", platform.Name)
	}
	for _, e := range rig.Above(rig.Entries(t, img), base) {
		if e.Machine != elf.EM_NONE && e.Machine != platform.Machine {
			t.Errorf("the image for %s has %s for %s", platform.Name, e.Path, e.Machine)
		}
	}
	return img
}

// layerOf is the digest of the layer whose history has the words.
func layerOf(t *testing.T, img v1.Image, words string) v1.Hash {
	t.Helper()
	layers, err := img.Layers()
	if err != nil {
		t.Fatal(err)
	}
	i := 0
	for _, entry := range rig.Config(t, img).History {
		if entry.EmptyLayer {
			continue
		}
		if strings.Contains(entry.CreatedBy, words) {
			digest, err := layers[i].Digest()
			if err != nil {
				t.Fatal(err)
			}
			return digest
		}
		i++
	}
	t.Fatalf("no layer is said to %s", words)
	return v1.Hash{}
}
