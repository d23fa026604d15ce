package integration

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/remote"
)

// checkAttested wants a pushed index to have one image for each of both platforms, and an SBOM and provenance for each.
func checkAttested(t *testing.T, reference string) {
	t.Helper()
	ref, err := name.ParseReference(reference)
	if err != nil {
		t.Fatal(err)
	}
	index, err := remote.Index(ref, remote.WithContext(t.Context()))
	if err != nil {
		t.Fatal(err)
	}
	manifest, err := index.IndexManifest()
	if err != nil {
		t.Fatal(err)
	}
	predicates, images := map[string][]string{}, map[string]string{}
	for _, entry := range manifest.Manifests {
		if entry.Annotations["vnd.docker.reference.type"] == "attestation-manifest" {
			predicates[entry.Annotations["vnd.docker.reference.digest"]] = predicateTypes(t, index, entry.Digest)
		} else {
			images[entry.Platform.String()] = entry.Digest.String()
		}
	}
	if got := slices.Sorted(maps.Keys(images)); strings.Join(got, ",") != bothPlatforms {
		t.Errorf("%s has the platforms %q", reference, got)
	}
	for platform, digest := range images {
		if got := predicates[digest]; !slices.Equal(got, []string{"https://slsa.dev/provenance/v1", "https://spdx.dev/Document"}) {
			t.Errorf("%s has for %s the attestations %q", reference, platform, got)
		}
	}
}

// predicateTypes are those of an attestation manifest's statements, sorted.
func predicateTypes(t *testing.T, index v1.ImageIndex, digest v1.Hash) []string {
	t.Helper()
	img, err := index.Image(digest)
	if err != nil {
		t.Fatal(err)
	}
	manifest, err := img.Manifest()
	if err != nil {
		t.Fatal(err)
	}
	var types []string
	for _, layer := range manifest.Layers {
		types = append(types, layer.Annotations["in-toto.io/predicate-type"])
	}
	slices.Sort(types)
	return types
}
