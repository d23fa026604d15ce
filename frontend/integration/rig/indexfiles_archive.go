package rig

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"
)

// backend builds the wheel of a source tree.
//
//go:embed indexfiles_backend.py
var backend string

// wheel packs a project (binary distribution format 1.0). Nothing in it depends on the day or the machine, and nothing is
// compressed: archives of texts of the same lengths have the same size.
func wheel(t *testing.T, p project) []byte {
	t.Helper()
	info := p.stem() + ".dist-info/"
	files := map[string]string{}
	maps.Copy(files, p.files)
	files[info+"METADATA"] = p.metadata()
	files[info+"WHEEL"] = "Wheel-Version: 1.0\nGenerator: " + p.packer + "\nRoot-Is-Purelib: true\nTag: " + p.tags + "\n"
	var record strings.Builder
	for _, name := range slices.Sorted(maps.Keys(files)) {
		sum := sha256.Sum256([]byte(files[name]))
		fmt.Fprintf(&record, "%s,sha256=%s,%d\n", name, base64.RawURLEncoding.EncodeToString(sum[:]), len(files[name]))
	}
	files[info+"RECORD"] = record.String() + info + "RECORD,,\n"
	return zipped(t, files)
}

// sdist packs a project's source tree (PEP 625).
func sdist(t *testing.T, p project) []byte {
	t.Helper()
	var buffer bytes.Buffer
	compressor, err := gzip.NewWriterLevel(&buffer, gzip.NoCompression)
	if err != nil {
		t.Fatal(err)
	}
	archive := tar.NewWriter(compressor)
	tree := p.sourceTree()
	for _, name := range slices.Sorted(maps.Keys(tree)) {
		header := &tar.Header{Name: p.stem() + "/" + name, Mode: 0o644, Size: int64(len(tree[name]))}
		if err := archive.WriteHeader(header); err != nil {
			t.Fatal(err)
		}
		if _, err := archive.Write([]byte(tree[name])); err != nil {
			t.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	if err := compressor.Close(); err != nil {
		t.Fatal(err)
	}
	return buffer.Bytes()
}

const buildSystem = "[build-system]\nrequires = []\nbuild-backend = \"backend\"\nbackend-path = [\"build\"]\n"

// WriteCompiled writes the source tree of what [Index.AddCompiledSdist] would add.
func WriteCompiled(t *testing.T, dir, name, version string, files map[string]string) {
	t.Helper()
	p := newProject(name, version, files)
	p.compiles = true
	for path, text := range p.sourceTree() {
		Write(t, dir, path, text)
	}
	Write(t, dir, "pyproject.toml", fmt.Sprintf("[project]\nname = %q\nversion = %q\nrequires-python = \">=3.12\"\n%s", name, version, buildSystem))
}

// sourceTree is what the author of the project has, with a build backend in it (PEP 517) so that no requirement of the
// build has to be fetched.
func (p project) sourceTree() map[string]string {
	tree := map[string]string{
		"PKG-INFO":         p.metadata(),
		"build/backend.py": backend,
		"pyproject.toml":   "# Packed by " + p.packer + ".\n" + buildSystem,
	}
	if p.compiles {
		tree["build/compiles"] = ""
	}
	for name, text := range p.files {
		tree["src/"+name] = text
	}
	return tree
}

func zipped(t *testing.T, files map[string]string) []byte {
	t.Helper()
	var buffer bytes.Buffer
	archive := zip.NewWriter(&buffer)
	// Deflate without compression: installers that unpack while they download cannot do so with stored entries.
	archive.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.NoCompression) })
	for _, name := range slices.Sorted(maps.Keys(files)) {
		entry := &zip.FileHeader{Name: name, Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)}
		entry.SetMode(0o644)
		w, err := archive.CreateHeader(entry)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(files[name])); err != nil {
			t.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	return buffer.Bytes()
}
