package standin

import (
	"archive/tar"
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	v1 "github.com/google/go-containerregistry/pkg/v1"

	"github.com/org/pyapp-frontend/cmd/devkit/internal/apt"
)

// Golang describes the Go image of this machine's architecture: the toolchain in the folder goroot, of that version
// ("1.26.8"), on a minimal Debian.
func Golang(version, goroot, suite string, archive apt.Archive) Image {
	system := rootfs{
		suite:   suite,
		arch:    runtime.GOARCH,
		include: []string{"ca-certificates"},
		scripts: []string{debianScript},
		archive: archive,
	}
	return Image{
		Name:   "docker.io/library/golang:" + version,
		Arches: []string{system.arch},
		Recipe: system.recipe(version),
		Hint:   "about 30 s",
		Build: func(ctx context.Context, _, scratch string, log io.Writer) (v1.Image, error) {
			return buildGolang(ctx, system, version, goroot, scratch, log)
		},
	}
}

func buildGolang(ctx context.Context, system rootfs, version, goroot, scratch string, log io.Writer) (v1.Image, error) {
	base, err := system.make(ctx, scratch, log)
	if err != nil {
		return nil, err
	}
	toolchain := filepath.Join(scratch, "go.tar")
	if err := tarGoroot(goroot, toolchain); err != nil {
		return nil, fmt.Errorf("packing the Go toolchain: %w", err)
	}
	var layers []v1.Layer
	for _, path := range []string{base, toolchain} {
		layer, err := layerFile(path)
		if err != nil {
			return nil, fmt.Errorf("reading a layer: %w", err)
		}
		layers = append(layers, layer)
	}
	return assemble(system.arch, v1.Config{
		Env: []string{
			"PATH=/go/bin:/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
			"GOLANG_VERSION=" + version,
			"GOTOOLCHAIN=local",
			"GOPATH=/go",
		},
		WorkingDir: "/go",
		Cmd:        []string{"bash"},
	}, layers...)
}

// tarGoroot packs a toolchain as usr/local/go, without what no build reads.
func tarGoroot(goroot, target string) error {
	out, err := os.Create(target)
	if err != nil {
		return err
	}
	defer out.Close()
	w := tar.NewWriter(out)
	if err := filepath.WalkDir(goroot, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return addToToolchain(w, goroot, path, entry)
	}); err != nil {
		return err
	}
	return w.Close()
}

func addToToolchain(w *tar.Writer, goroot, path string, entry fs.DirEntry) error {
	relative, err := filepath.Rel(goroot, path)
	if err != nil {
		return err
	}
	top, _, _ := strings.Cut(relative, "/")
	if slices.Contains([]string{"api", "doc", "misc", "test"}, top) {
		return nil
	}
	if !entry.IsDir() && !entry.Type().IsRegular() {
		return nil
	}
	info, err := entry.Info()
	if err != nil {
		return err
	}
	header := &tar.Header{Name: filepath.Join("usr/local/go", relative), Mode: int64(info.Mode().Perm() | 0o200), ModTime: time.Unix(epoch, 0)}
	if entry.IsDir() {
		header.Typeflag, header.Name = tar.TypeDir, header.Name+"/"
		return w.WriteHeader(header)
	}
	header.Typeflag, header.Size = tar.TypeReg, info.Size()
	return addFile(w, header, path)
}

func addFile(w *tar.Writer, header *tar.Header, path string) error {
	if err := w.WriteHeader(header); err != nil {
		return err
	}
	in, err := os.Open(path)
	if err != nil {
		return err
	}
	defer in.Close()
	_, err = io.Copy(w, in)
	return err
}
