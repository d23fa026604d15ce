package integration

import (
	"archive/tar"
	"bytes"
	"encoding/json"
	"io"
	"slices"
	"testing"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/remote"
	"github.com/google/go-containerregistry/pkg/v1/tarball"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// scanner is a scanner of BuildKit's SBOM protocol (docs/attestations/sbom-protocol.md) that lists Python distributions.
// What it writes is wrapped in an in-toto statement, which the protocol's page leaves out and the exporter insists on.
const scanner = `import json, os, pathlib
source = pathlib.Path(os.environ["BUILDKIT_SCAN_SOURCE"])
found = sorted(p.name.removesuffix(".dist-info") for p in source.glob("app/.venv/lib/*/site-packages/*.dist-info"))
document = {
    "spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT", "name": source.name,
    "documentNamespace": "https://example.com/" + source.name,
    "creationInfo": {"created": "2026-01-01T00:00:00Z", "creators": ["Tool: test"]},
    "packages": [{"name": n, "SPDXID": f"SPDXRef-{i}", "downloadLocation": "NOASSERTION"} for i, n in enumerate(found)],
}
target = pathlib.Path(os.environ["BUILDKIT_SCAN_DESTINATION"], source.name + ".spdx.json")
target.write_text(json.dumps({
    "_type": "https://in-toto.io/Statement/v0.1", "predicateType": "https://spdx.dev/Document", "subject": [], "predicate": document,
}))
`

// TestSBOM wants a scanner that the user names to see the finished image, and what it finds to be attached.
func TestSBOM(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	result := mustBuild(t, m, rig.Build{
		Mode: rig.InProcess, Dir: m.Copy(t, "worker"), Name: rig.RepositoryName(t),
		Attrs: map[string]string{"attest:sbom": "generator=" + pushScanner(t, m)},
	})
	var statement struct {
		PredicateType string
		Predicate     struct{ Packages []struct{ Name string } }
	}
	if err := json.Unmarshal(attestation(t, result.Reference), &statement); err != nil {
		t.Fatalf("reading the attestation: %v", err)
	}
	if statement.PredicateType != "https://spdx.dev/Document" {
		t.Errorf("predicate type is %q", statement.PredicateType)
	}
	names := make([]string, 0, len(statement.Predicate.Packages))
	for _, p := range statement.Predicate.Packages {
		names = append(names, p.Name)
	}
	if !slices.ContainsFunc(names, func(n string) bool { return rig.Match("pika-*", n) }) {
		t.Errorf("the list has no pika: %q", names)
	}
}

// pushScanner makes an image of the scanner and returns its reference.
func pushScanner(t *testing.T, m rig.Machine) string {
	t.Helper()
	var archive bytes.Buffer
	w := tar.NewWriter(&archive)
	if err := w.WriteHeader(&tar.Header{Name: "scan.py", Mode: 0o644, Size: int64(len(scanner))}); err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(w, scanner); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	layer, err := tarball.LayerFromOpener(func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(archive.Bytes())), nil })
	if err != nil {
		t.Fatal(err)
	}
	img, err := mutate.AppendLayers(m.Base(t, pythonBase), layer)
	if err != nil {
		t.Fatal(err)
	}
	img, err = mutate.Config(img, v1.Config{Entrypoint: []string{"python3", "/scan.py"}, Env: []string{"PATH=/usr/local/bin:/usr/bin:/bin"}})
	if err != nil {
		t.Fatal(err)
	}
	ref, err := name.ParseReference(m.Registry + "/test/scanner:1")
	if err != nil {
		t.Fatal(err)
	}
	if err := remote.Write(ref, img, remote.WithContext(t.Context())); err != nil {
		t.Fatalf("pushing the scanner: %v", err)
	}
	return ref.String()
}

// attestation is the first in-toto statement that the pushed index carries.
func attestation(t *testing.T, reference string) []byte {
	t.Helper()
	ref, err := name.ParseReference(reference)
	if err != nil {
		t.Fatal(err)
	}
	index, err := remote.Index(ref, remote.WithContext(t.Context()))
	if err != nil {
		t.Fatalf("the image has no attestations: %v", err)
	}
	manifest, err := index.IndexManifest()
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range manifest.Manifests {
		if entry.Annotations["vnd.docker.reference.type"] == "attestation-manifest" {
			return firstLayer(t, index, entry.Digest)
		}
	}
	t.Fatalf("the index has no attestation manifest: %+v", manifest.Manifests)
	return nil
}

func firstLayer(t *testing.T, index v1.ImageIndex, digest v1.Hash) []byte {
	t.Helper()
	img, err := index.Image(digest)
	if err != nil {
		t.Fatal(err)
	}
	layers, err := img.Layers()
	if err != nil || len(layers) == 0 {
		t.Fatalf("the attestation has no layers: %v", err)
	}
	content, err := layers[0].Uncompressed()
	if err != nil {
		t.Fatal(err)
	}
	defer content.Close()
	data, err := io.ReadAll(content)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
