package rig

import (
	"archive/tar"
	"bytes"
	"crypto/sha256"
	"debug/elf"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/remote"
)

// Entry is one member of one layer.
type Entry struct {
	Path     string // cleaned, without a leading slash
	Layer    int    // counted from 0, the lowest layer of the base
	Header   *tar.Header
	Hash     string // SHA-256 of a regular file's content, in hex; empty for everything else
	Marked   bool   // the content has the text of [Marker]
	Whiteout bool   // it removes a path of a lower layer, and Path is that path
	Text     string // content of a distribution's RECORD or WHEEL, and of apt's own states; what bytecode is of; empty for everything else

	Machine elf.Machine // that a program or library is for; EM_NONE for everything else
}

// Pull reads a pushed image back: of an index, the one for linux/amd64.
func Pull(t *testing.T, reference string) v1.Image {
	t.Helper()
	return PullPlatform(t, reference, "linux/amd64")
}

// PullPlatform reads a pushed image back: of an index, the one for the platform.
func PullPlatform(t *testing.T, reference, platform string) v1.Image {
	t.Helper()
	ref, err := name.ParseReference(reference)
	if err != nil {
		t.Fatal(err)
	}
	wanted, err := v1.ParsePlatform(platform)
	if err != nil {
		t.Fatal(err)
	}
	img, err := remote.Image(ref, remote.WithContext(t.Context()), remote.WithPlatform(*wanted))
	if err != nil {
		t.Fatalf("pulling %s for %s: %v", reference, platform, err)
	}
	return img
}

// Images are those of a pushed index, in its order.
func Images(t *testing.T, reference string) []v1.Image {
	t.Helper()
	ref, err := name.ParseReference(reference)
	if err != nil {
		t.Fatal(err)
	}
	index, err := remote.Index(ref, remote.WithContext(t.Context()))
	if err != nil {
		t.Fatalf("pulling %s: %v", reference, err)
	}
	manifest, err := index.IndexManifest()
	if err != nil {
		t.Fatal(err)
	}
	var images []v1.Image
	for _, m := range manifest.Manifests {
		img, err := index.Image(m.Digest)
		if err != nil {
			t.Fatal(err)
		}
		images = append(images, img)
	}
	return images
}

// Config is the image's configuration.
func Config(t *testing.T, img v1.Image) *v1.ConfigFile {
	t.Helper()
	config, err := img.ConfigFile()
	if err != nil {
		t.Fatalf("reading the image's configuration: %v", err)
	}
	return config
}

// Entries are the members of all layers, the lowest first.
func Entries(t *testing.T, img v1.Image) []Entry {
	t.Helper()
	layers, err := img.Layers()
	if err != nil {
		t.Fatal(err)
	}
	var all []Entry
	for i, layer := range layers {
		entries, err := layerEntries(layer, i)
		if err != nil {
			t.Fatalf("reading layer %d: %v", i, err)
		}
		all = append(all, entries...)
	}
	return all
}

// Above are the entries of the layers from the given one up.
func Above(entries []Entry, layer int) []Entry {
	i := slices.IndexFunc(entries, func(e Entry) bool { return e.Layer >= layer })
	if i < 0 {
		return nil
	}
	return entries[i:]
}

// Files is the file system that the layers make, by path without a leading slash.
func Files(entries []Entry) map[string]Entry {
	files := map[string]Entry{}
	for _, e := range entries {
		if e.Whiteout {
			remove(files, e.Path)
			continue
		}
		files[e.Path] = e
	}
	return files
}

func layerEntries(layer v1.Layer, index int) ([]Entry, error) {
	stream, err := layer.Uncompressed()
	if err != nil {
		return nil, err
	}
	defer stream.Close()
	var entries []Entry
	for archive := tar.NewReader(stream); ; {
		header, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return entries, nil
		}
		if err != nil {
			return nil, err
		}
		entry, err := newEntry(header, archive, index)
		if err != nil {
			return nil, fmt.Errorf("reading %s: %w", header.Name, err)
		}
		entries = append(entries, entry)
	}
}

func newEntry(header *tar.Header, content io.Reader, layer int) (Entry, error) {
	e := Entry{Path: path.Clean("/" + header.Name)[1:], Layer: layer, Header: header}
	if folder, file := path.Split(e.Path); len(file) > 4 && file[:4] == ".wh." {
		e.Path, e.Whiteout = folder+file[4:], true
	}
	if header.Typeflag != tar.TypeReg {
		return e, nil
	}
	data, err := io.ReadAll(content)
	if err != nil {
		return e, err
	}
	e.Machine = machineOf(data)
	name := path.Base(e.Path)
	if strings.HasSuffix(path.Dir(e.Path), ".dist-info") && (name == "RECORD" || name == "WHEEL") || name == "extended_states" {
		e.Text = string(data)
	}
	if strings.HasSuffix(name, ".pyc") {
		e.Text = bytecodeOf(e.Path, data)
	}
	sum := sha256.Sum256(data)
	e.Hash, e.Marked = hex.EncodeToString(sum[:]), bytes.Contains(data, []byte(Marker))
	return e, nil
}

// bytecodeOf is what bytecode is of: the version of Python, how it is checked and the hash of its source (PEP 552), which are its
// first 16 bytes; and whether it records where that source lies. What follows differs with the process that has compiled it.
func bytecodeOf(name string, data []byte) string {
	module, _, _ := strings.Cut(path.Base(name), ".")
	source := path.Join("/", path.Dir(path.Dir(name)), module+".py")
	return fmt.Sprintf("%x %t", data[:min(len(data), 16)], bytes.Contains(data, []byte(source)))
}

// remove deletes a path and what lies below it.
func remove(files map[string]Entry, gone string) {
	for p := range files {
		if p == gone || len(p) > len(gone) && p[:len(gone)+1] == gone+"/" {
			delete(files, p)
		}
	}
}

// Compressed are the bytes of the layers from the given one up, as pushed.
func Compressed(t *testing.T, img v1.Image, from int) int64 {
	t.Helper()
	manifest, err := img.Manifest()
	if err != nil {
		t.Fatal(err)
	}
	var total int64
	for _, layer := range manifest.Layers[from:] {
		total += layer.Size
	}
	return total
}
