package frontend

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/containerd/platforms"
	"github.com/moby/buildkit/client/llb"
	"github.com/moby/buildkit/client/llb/sourceresolver"
	"github.com/moby/buildkit/frontend/dockerui"
	dockerspec "github.com/moby/docker-image-spec/specs-go/v1"
	digest "github.com/opencontainers/go-digest"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"
	"github.com/org/pyapp-frontend/spec"
)

// baseImage is an image that the build starts from.
type baseImage struct {
	state  llb.State
	config *dockerspec.DockerOCIImage
	digest digest.Digest // empty where only the engine's own store has the image
}

// image resolves a reference for a platform, to a digest where there is one. A named context of the same name takes
// its place (`--build-context python:3.13-slim-trixie=…`).
func (b *build) image(ctx context.Context, ref string, platform ocispecs.Platform, key string) (*baseImage, error) {
	img, err := b.namedImage(ctx, ref, platform)
	if img == nil && err == nil {
		img, err = b.registryImage(ctx, ref, platform)
	}
	if err != nil {
		place := b.app.Where(key)
		message := spec.Diagnostic{Path: key, Range: place, Summary: fmt.Sprintf("resolving image %s for %s: %s", ref,
			platforms.Format(platform), err)}
		if strings.Contains(err.Error(), "not found") {
			message.Suggestion = "does it exist? `python`, `distro` and `uv` make up the names of images"
		}
		return nil, b.withSource(reworded(err, message.Text(b.source.Filename)), ranges(place))
	}
	return img, nil
}

func (b *build) namedImage(ctx context.Context, ref string, platform ocispecs.Platform) (*baseImage, error) {
	var img baseImage
	named, err := b.NamedContext(ref, dockerui.ContextOpt{
		Platform: &platform, ResolveMode: b.ImageResolveMode.String(), CaptureDigest: &img.digest,
	})
	if err != nil || named == nil {
		return nil, err
	}
	state, config, err := named.Load(ctx)
	if err != nil {
		return nil, err
	}
	if config == nil {
		config = &dockerspec.DockerOCIImage{Image: ocispecs.Image{Platform: platform}}
	}
	img.state, img.config = *state, config
	return &img, nil
}

func (b *build) registryImage(ctx context.Context, ref string, platform ocispecs.Platform) (*baseImage, error) {
	ref, dgst, data, err := b.client.ResolveImageConfig(ctx, ref, sourceresolver.Opt{
		LogName:  "[internal] load metadata for " + ref,
		ImageOpt: &sourceresolver.ResolveImageOpt{Platform: &platform, ResolveMode: b.ImageResolveMode.String()},
	})
	if err != nil {
		return nil, err
	}
	img := &baseImage{digest: dgst, config: &dockerspec.DockerOCIImage{}}
	if err := json.Unmarshal(data, img.config); err != nil {
		return nil, fmt.Errorf("reading its config: %w", err)
	}
	name := ref
	if dgst != "" && !strings.Contains(ref, "@") {
		ref += "@" + dgst.String()
	}
	img.state, err = llb.Image(ref, llb.Platform(platform), b.ImageResolveMode,
		llb.WithCustomName("load image "+name)).WithImageConfig(data)
	return img, err
}
