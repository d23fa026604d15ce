package standin

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/remote"

	"github.com/org/pyapp-frontend/cmd/devkit/internal/console"
)

// Ensure makes the image and pushes it to the registry at host under all its names, unless an image of the same
// recipe is there. scratch is a folder for intermediate files.
func (i Image) Ensure(ctx context.Context, host, scratch string, c *console.Console) error {
	if i.present(ctx, host) {
		return nil
	}
	var left error
	err := c.Step(slug(i.Name), "making a stand-in for "+i.Name, i.Hint, func(log io.Writer) error {
		dir, err := os.MkdirTemp(scratch, "image-")
		if err != nil {
			return fmt.Errorf("making a scratch folder: %w", err)
		}
		defer os.RemoveAll(dir)
		made, err := i.build(ctx, dir, log)
		if err != nil {
			return err
		}
		left = made.left
		return made.push(ctx, host, log)
	})
	if left != nil {
		c.Say("    left out, until it is tried again: %v", left)
	}
	return err
}

func (i Image) present(ctx context.Context, host string) bool {
	ref, err := mirroredTag(host, i.Name)
	if err != nil {
		return false
	}
	descriptor, err := remote.Get(ref, remote.WithContext(ctx))
	if err != nil {
		return false
	}
	var manifest v1.IndexManifest
	if err := json.Unmarshal(descriptor.Manifest, &manifest); err != nil {
		return false
	}
	return manifest.Annotations[recipeAnnotation] == i.Recipe
}

func (m made) push(ctx context.Context, host string, log io.Writer) error {
	for _, n := range m.names {
		ref, err := mirroredTag(host, n)
		if err != nil {
			return err
		}
		fmt.Fprintf(log, "pushing %s\n", ref)
		if err := remote.WriteIndex(ref, m.index, remote.WithContext(ctx)); err != nil {
			return fmt.Errorf("pushing %s: %w", n, err)
		}
	}
	return nil
}

func mirroredTag(host, reference string) (name.Tag, error) {
	mirrored, err := Mirrored(host, reference)
	if err != nil {
		return name.Tag{}, err
	}
	return name.NewTag(mirrored, name.Insecure)
}
