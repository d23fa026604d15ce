package rig

import (
	"context"
	"fmt"
	"io"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/remote"

	"github.com/org/pyapp-frontend/cmd/devkit/internal/console"
)

// Repository is the folder of this project's source, asked from Go.
func Repository(ctx context.Context) (string, error) {
	const module = "github.com/org/pyapp-frontend"
	return console.Command{Args: []string{"go", "list", "-m", "-f", "{{.Dir}}", module}}.Output(ctx)
}

// BuildImage builds the frontend's own image from the repository's Dockerfile, pushes it to the loopback registry as
// Frontend, and says how large it is.
func (r *Rig) BuildImage(ctx context.Context) error {
	repository, err := Repository(ctx)
	if err != nil {
		return err
	}
	version, _, err := goToolchain(ctx)
	if err != nil {
		return err
	}
	args := append([]string{"build", "--progress=plain", "--build-arg=GO_VERSION=" + version}, r.Output(r.Frontend())...)
	err = r.Console.Step("image", "building the frontend's image", "about 2 min, later 10 s", func(log io.Writer) error {
		return r.Buildx(append(args, repository)...).Run(ctx, log)
	})
	if err != nil {
		return err
	}
	return r.sayImage(ctx, r.Frontend())
}

// Output are the arguments of `docker buildx build` that push to the loopback registry as reference, without
// attestations, and hand the machine's certificates to the steps that ask for them.
func (r *Rig) Output(reference string) []string {
	args := []string{"--provenance=false", "--output=type=image,push=true,registry.insecure=true,name=" + reference}
	if ca := CABundle(); ca != "" {
		args = append(args, "--secret=id=ca,src="+ca)
	}
	return args
}

// Pushed reads an image of this machine's architecture back from the loopback registry.
func (r *Rig) Pushed(ctx context.Context, reference string) (v1.Image, error) {
	tag, err := name.NewTag(reference, name.Insecure)
	if err != nil {
		return nil, fmt.Errorf("reading the image %s: %w", reference, err)
	}
	image, err := remote.Image(tag, remote.WithContext(ctx))
	if err != nil {
		return nil, fmt.Errorf("reading the image %s: %w", reference, err)
	}
	return image, nil
}

func (r *Rig) sayImage(ctx context.Context, reference string) error {
	image, err := r.Pushed(ctx, reference)
	if err != nil {
		return err
	}
	digest, err := image.Digest()
	if err != nil {
		return fmt.Errorf("reading the image's digest: %w", err)
	}
	layers, err := image.Layers()
	if err != nil {
		return fmt.Errorf("reading the image's layers: %w", err)
	}
	var size int64
	for _, layer := range layers {
		n, err := layer.Size()
		if err != nil {
			return fmt.Errorf("reading a layer's size: %w", err)
		}
		size += n
	}
	r.Console.Say("    %s\n    %s, %.1f MB compressed", reference, digest, float64(size)/1e6)
	return nil
}

// MadeBy lists what made each layer; entries of the history without a layer are passed over.
func MadeBy(history []v1.History) []string {
	var made []string
	for _, entry := range history {
		if !entry.EmptyLayer {
			made = append(made, entry.CreatedBy)
		}
	}
	return made
}
