package standin

import (
	"archive/zip"
	"context"
	"fmt"
	"io"
	"path/filepath"

	v1 "github.com/google/go-containerregistry/pkg/v1"

	"github.com/org/pyapp-frontend/cmd/devkit/internal/console"
)

// UV describes uv's image: uv and uvx, statically linked, on scratch. They come out of the wheel for musl systems,
// which pip fetches from wherever this machine gets its packages.
func UV(version string, arches ...string) Image {
	return Image{
		Name:   "ghcr.io/astral-sh/uv:" + version,
		Arches: arches,
		Recipe: recipe(append(arches, version)...),
		Hint:   "about 15 s",
		Build: func(ctx context.Context, arch, scratch string, log io.Writer) (v1.Image, error) {
			wheel, err := fetchUV(ctx, version, arch, scratch, log)
			if err != nil {
				return nil, err
			}
			return buildUV(wheel, version, arch)
		},
	}
}

func fetchUV(ctx context.Context, version, arch, dir string, log io.Writer) (string, error) {
	machine, err := Machine(arch)
	if err != nil {
		return "", err
	}
	download := console.Command{Args: []string{"pip3", "download", "--no-deps", "--only-binary=:all:",
		"--platform=musllinux_1_1_" + machine, "--dest=" + dir, "uv==" + version}}
	if err := download.Run(ctx, log); err != nil {
		return "", err
	}
	wheels, err := filepath.Glob(filepath.Join(dir, "uv-*.whl"))
	if err != nil || len(wheels) != 1 {
		return "", fmt.Errorf("fetching uv: want one wheel, have %v", wheels)
	}
	return wheels[0], nil
}

func buildUV(wheel, version, arch string) (v1.Image, error) {
	archive, err := zip.OpenReader(wheel)
	if err != nil {
		return nil, fmt.Errorf("opening uv's wheel: %w", err)
	}
	defer archive.Close()
	var files []file
	for _, program := range []string{"uv", "uvx"} {
		content, err := readZip(&archive.Reader, fmt.Sprintf("uv-%s.data/scripts/%s", version, program))
		if err != nil {
			return nil, err
		}
		files = append(files, file{path: program, content: content})
	}
	layer, err := layerFiles(files...)
	if err != nil {
		return nil, err
	}
	return assemble(arch, v1.Config{
		Env:        []string{"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"},
		WorkingDir: "/io",
		Entrypoint: []string{"/uv"},
	}, layer)
}

func readZip(archive *zip.Reader, path string) ([]byte, error) {
	f, err := archive.Open(path)
	if err != nil {
		return nil, fmt.Errorf("reading uv's wheel: %w", err)
	}
	defer f.Close()
	return io.ReadAll(f)
}
