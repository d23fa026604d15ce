package rig

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/remote"
)

// A Look is shown one thing that a build has left: what it is, and its bytes, unpacked where they were compressed. An
// archive comes as a whole, with the names in it.
type Look func(what string, content []byte)

// Pushed shows everything that a reference leads to: manifests, configurations, layers, attestations, caches. What the base
// image has as well is left out.
func (m Machine) Pushed(t *testing.T, reference, base string, look Look) {
	t.Helper()
	ref, err := name.ParseReference(reference)
	if err != nil {
		t.Fatal(err)
	}
	layers, err := m.Base(t, base).Layers()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[v1.Hash]bool{}
	for _, layer := range layers {
		digest, err := layer.Digest()
		if err != nil {
			t.Fatal(err)
		}
		seen[digest] = true
	}
	descriptor, err := remote.Get(ref, remote.WithContext(t.Context()))
	if err != nil {
		t.Fatalf("reading %s: %v", reference, err)
	}
	pushed(t, ref.Context(), descriptor.Descriptor, seen, look)
}

// pushed shows what a descriptor stands for, and what that names.
func pushed(t *testing.T, repository name.Repository, d v1.Descriptor, seen map[v1.Hash]bool, look Look) {
	t.Helper()
	if seen[d.Digest] {
		return
	}
	seen[d.Digest] = true
	content := fetched(t, repository, d)
	look(string(d.MediaType)+" "+d.Digest.String(), content)
	if !d.MediaType.IsIndex() && !d.MediaType.IsImage() {
		return
	}
	var manifest struct {
		Config            *v1.Descriptor
		Manifests, Layers []v1.Descriptor
	}
	if err := json.Unmarshal(content, &manifest); err != nil {
		t.Fatal(err)
	}
	below := slices.Concat(manifest.Manifests, manifest.Layers)
	if manifest.Config != nil {
		below = append(below, *manifest.Config)
	}
	for _, next := range below {
		pushed(t, repository, next, seen, look)
	}
}

func fetched(t *testing.T, repository name.Repository, d v1.Descriptor) []byte {
	t.Helper()
	digest := repository.Digest(d.Digest.String())
	if d.MediaType.IsIndex() || d.MediaType.IsImage() {
		manifest, err := remote.Get(digest, remote.WithContext(t.Context()))
		if err != nil {
			t.Fatal(err)
		}
		return manifest.Manifest
	}
	layer, err := remote.Layer(digest, remote.WithContext(t.Context()))
	if err != nil {
		t.Fatal(err)
	}
	stream, err := layer.Compressed()
	if err != nil {
		t.Fatalf("reading %s: %v", digest, err)
	}
	defer stream.Close()
	data, err := io.ReadAll(stream)
	if err != nil {
		t.Fatal(err)
	}
	return unpacked(t, data)
}

// Kept shows every file of a daemon that [Machine.EmptyDaemon] has started: its log, its records, and the file systems that
// it keeps, caches of steps among them.
func Kept(t *testing.T, addr string, look Look) {
	t.Helper()
	folder := filepath.Dir(strings.TrimPrefix(addr, "unix://"))
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil // the daemon tidies up at any time
		}
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		data, err := os.ReadFile(path)
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		look(strings.TrimPrefix(path, folder), unpacked(t, data))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// unpacked is what gzip has packed, or the data themselves.
func unpacked(t *testing.T, data []byte) []byte {
	t.Helper()
	reader, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return data
	}
	content, err := io.ReadAll(reader)
	if err != nil {
		return data // it only begins as if it were packed
	}
	return content
}
