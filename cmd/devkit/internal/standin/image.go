// Package standin makes images that take the place of those from public registries on machines that reach none: a
// Python bases, uv, a Go toolchain and the Dockerfile frontend, with the paths and the configuration that the real
// ones have; cmd/devkit/README.md says what they lack. They are pushed to the devkit's loopback registry, which BuildKit
// uses as a mirror.
package standin

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/types"
)

// Image says what one stand-in is called and how it is made.
type Image struct {
	// Name is the reference users write, with registry and tag: "docker.io/library/python:3.13-slim-trixie".
	Name string
	// Arches are the architectures it is made for, in Go's words (amd64, arm64). Those after the first are left out when
	// they cannot be made. It is always pushed as an index, as the real ones are, so that asking for another architecture
	// fails.
	Arches []string
	// Recipe changes when what the image is made of changes; an image of another recipe is made anew.
	Recipe string
	// Optional images are done without when they cannot be made.
	Optional bool
	// Hint tells how long making it takes on a small machine.
	Hint string
	// Build makes the image of one architecture. scratch is an empty folder that is removed afterwards; it is called after
	// the architecture, and those of the architectures before it lie beside it.
	Build func(ctx context.Context, arch, scratch string, log io.Writer) (v1.Image, error)
	// Alias gives a further name for a finished image, such as the one with the full version. It may be nil.
	Alias func(v1.Image) (string, error)
}

// recipeAnnotation is where a pushed index keeps its recipe.
const recipeAnnotation = "pyapp-devkit.recipe"

// made is a finished stand-in: its index and all its names, and why architectures are left out, if any are.
type made struct {
	index v1.ImageIndex
	names []string
	left  error
}

func (i Image) build(ctx context.Context, scratch string, log io.Writer) (made, error) {
	result := made{names: []string{i.Name}}
	index := mutate.IndexMediaType(empty.Index, types.OCIImageIndex)
	for n, arch := range i.Arches {
		image, err := i.buildArch(ctx, arch, scratch, log)
		if err != nil {
			err = fmt.Errorf("making %s for %s: %w", i.Name, arch, err)
			if n == 0 || ctx.Err() != nil {
				return made{}, err
			}
			result.left = errors.Join(result.left, err)
			continue
		}
		index = mutate.AppendManifests(index, mutate.IndexAddendum{
			Add:        image,
			Descriptor: v1.Descriptor{Platform: &v1.Platform{OS: "linux", Architecture: arch}},
		})
		if i.Alias != nil && len(result.names) == 1 {
			alias, err := i.Alias(image)
			if err != nil {
				return made{}, err
			}
			result.names = append(result.names, alias)
		}
	}
	recipe := i.Recipe
	if result.left != nil {
		recipe = "incomplete" // to be made anew
	}
	annotated, ok := mutate.Annotations(index, map[string]string{recipeAnnotation: recipe}).(v1.ImageIndex)
	if !ok {
		return made{}, fmt.Errorf("annotating %s: the result is no index", i.Name)
	}
	result.index = annotated
	return result, nil
}

func (i Image) buildArch(ctx context.Context, arch, scratch string, log io.Writer) (v1.Image, error) {
	dir := filepath.Join(scratch, arch)
	if err := os.Mkdir(dir, 0o755); err != nil {
		return nil, fmt.Errorf("making a scratch folder: %w", err)
	}
	return i.Build(ctx, arch, dir, log)
}

// Mirrored is the reference under which a registry at host keeps what users call name, in the layout that Mirrors
// tells BuildKit about.
func Mirrored(host, name string) (string, error) {
	registry, rest, ok := strings.Cut(name, "/")
	path, known := mirrorPaths()[registry]
	if !ok || !known {
		return "", fmt.Errorf("mirroring %s: no mirror for its registry", name)
	}
	return host + path + "/" + rest, nil
}

// Mirrors gives, for each public registry that stand-ins are taken from, the address of its mirror in the registry at
// host.
func Mirrors(host string) map[string]string {
	mirrors := mirrorPaths()
	for registry, path := range mirrors {
		mirrors[registry] = host + path
	}
	return mirrors
}

// mirrorPaths: Docker Hub's images keep their path, others get a folder of their own.
func mirrorPaths() map[string]string {
	return map[string]string{"docker.io": "", "ghcr.io": "/ghcr"}
}
