package standin

import (
	"archive/tar"
	"archive/zip"
	"errors"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	v1 "github.com/google/go-containerregistry/pkg/v1"
)

func TestUVHoldsTheProgramsOfTheWheel(t *testing.T) {
	t.Parallel()
	wheel := filepath.Join(t.TempDir(), "uv-1.0-py3-none-any.whl")
	out, err := os.Create(wheel)
	if err != nil {
		t.Fatal(err)
	}
	archive := zip.NewWriter(out)
	for _, program := range []string{"uv", "uvx"} {
		w, err := archive.Create("uv-1.0.data/scripts/" + program)
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(w, "the program "+program)
	}
	if err := errors.Join(archive.Close(), out.Close()); err != nil {
		t.Fatal(err)
	}
	image, err := buildUV(wheel, "1.0", "arm64")
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"uv": "the program uv", "uvx": "the program uvx"}
	if got := contents(t, image); !maps.Equal(got, want) {
		t.Errorf("got %v", got)
	}
}

// contents reads the regular files of a one-layer image, and wants them to be executable.
func contents(t *testing.T, image v1.Image) map[string]string {
	t.Helper()
	layers, err := image.Layers()
	if err != nil || len(layers) != 1 {
		t.Fatalf("%d layers, %v", len(layers), err)
	}
	content, err := layers[0].Uncompressed()
	if err != nil {
		t.Fatal(err)
	}
	defer content.Close()
	return untar(t, content)
}

func untar(t *testing.T, content io.Reader) map[string]string {
	t.Helper()
	files := map[string]string{}
	for r := tar.NewReader(content); ; {
		header, err := r.Next()
		if errors.Is(err, io.EOF) {
			return files
		}
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if header.Typeflag == tar.TypeReg {
			files[header.Name] = string(text)
		}
	}
}

func TestGorootIsPackedWithoutWhatNoBuildReads(t *testing.T) {
	t.Parallel()
	goroot := t.TempDir()
	for path, text := range map[string]string{"VERSION": "go1.26.8", "bin/go": "go", "src/test/a.go": "a", "test/b.go": "b", "api/go1.txt": "c"} {
		path = filepath.Join(goroot, path)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(text), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	target := filepath.Join(t.TempDir(), "go.tar")
	if err := tarGoroot(goroot, target); err != nil {
		t.Fatal(err)
	}
	packed, err := os.Open(target)
	if err != nil {
		t.Fatal(err)
	}
	defer packed.Close()
	want := []string{"usr/local/go/VERSION", "usr/local/go/bin/go", "usr/local/go/src/test/a.go"}
	if got := slices.Sorted(maps.Keys(untar(t, packed))); !slices.Equal(got, want) {
		t.Errorf("got %v", got)
	}
}
