package standin

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"

	v1 "github.com/google/go-containerregistry/pkg/v1"
)

// DockerfileFrontend describes the Dockerfile frontend as an image, for this machine's architecture, from the program
// dockerfile-frontend in the folder bin. Labels and path are those of BuildKit's own Dockerfile for it.
func DockerfileFrontend(bin, version string) Image {
	return Image{
		Name:   "docker.io/docker/dockerfile:1",
		Arches: []string{runtime.GOARCH},
		Recipe: recipe(version),
		Build: func(_ context.Context, arch, _ string, _ io.Writer) (v1.Image, error) {
			program, err := os.ReadFile(filepath.Join(bin, "dockerfile-frontend"))
			if err != nil {
				return nil, fmt.Errorf("reading the Dockerfile frontend: %w", err)
			}
			layer, err := layerFiles(file{path: "bin/dockerfile-frontend", content: program})
			if err != nil {
				return nil, err
			}
			return assemble(arch, dockerfileConfig(), layer)
		},
	}
}

func dockerfileConfig() v1.Config {
	const caps = "moby.buildkit.frontend."
	return v1.Config{
		Env:        []string{"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"},
		Entrypoint: []string{"/bin/dockerfile-frontend"},
		Labels: map[string]string{
			caps + "network.none": "true",
			caps + "caps":         caps + "inputs," + caps + "subrequests," + caps + "contexts," + caps + "gitquerystring," + caps + "contexts.zstd",
		},
	}
}
