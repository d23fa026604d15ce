package frontend

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/containerd/platforms"
	"github.com/distribution/reference"
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
	name   string        // reference of the image, with its registry; empty: it comes from none
	digest digest.Digest // empty where only the engine's own store has the image
	named  bool          // a named context has taken the place of what was asked for
}

// image resolves a reference for a platform, to a digest where there is one. A named context of the same name takes
// its place (`--build-context python:3.13-slim-trixie=…`).
func (b *build) image(ctx context.Context, ref string, platform ocispecs.Platform, key string) (*baseImage, error) {
	img, err := b.anyImage(ctx, ref, platform)
	switch {
	case err != nil && !lacksPlatform(err):
		return nil, b.unresolved(ref, platform, key, err)
	case img == nil, !fits(img, platform):
		return nil, b.withoutPlatform(ctx, ref, platform, key)
	}
	return img, nil
}

// anyImage is nil where the context base is for other platforms only: what a registry calls so is something else.
func (b *build) anyImage(ctx context.Context, ref string, platform ocispecs.Platform) (*baseImage, error) {
	img, err := b.namedImage(ctx, ref, platform)
	if img != nil || err != nil || ref == ownContext && b.hasContext(ref) {
		return img, err
	}
	return b.registryImage(ctx, ref, platform)
}

// unresolved is the error for an image that cannot be had.
func (b *build) unresolved(ref string, platform ocispecs.Platform, key string, err error) error {
	place := b.app.Where(key)
	message := spec.Diagnostic{Path: key, Range: place, Summary: fmt.Sprintf("%sresolving image %s for %s: %s",
		b.givenBy(key), ref, platforms.Format(platform), err)}
	switch {
	case !strings.Contains(err.Error(), "not found"):
	case strings.HasPrefix(key, "base") && b.app.Base.Kind == spec.BaseImage, strings.HasPrefix(key, "copy"):
		message.Suggestion = "does it exist, and may the builder read it?"
	default:
		message.Suggestion = "does it exist? `python`, `base`, `distro` and `uv` make up the names of images"
	}
	return b.withSource(reworded(err, message.Text(b.source.Filename)), ranges(place))
}

func (b *build) namedImage(ctx context.Context, ref string, platform ocispecs.Platform) (*baseImage, error) {
	img := baseImage{named: true}
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
	img.state, img.config, img.name = *state, config, b.contextReference(ref, platform)
	return &img, nil
}

// contextReference is the image of a registry that a named context stands for; empty: it is something else.
func (b *build) contextReference(name string, platform ocispecs.Platform) string {
	key := "context:" + strings.TrimSuffix(familiar(name), ":latest")
	opts := b.BuildOpts().Opts
	value := cmp.Or(opts[key+"::"+platforms.FormatAll(platforms.Normalize(platform))], opts[key])
	ref, ok := strings.CutPrefix(value, "docker-image:")
	if !ok {
		return ""
	}
	return normalized(strings.TrimPrefix(ref, "//"))
}

// familiar is a reference as users write it: without the registry and the folder that need not be named.
func familiar(ref string) string {
	named, err := reference.ParseNormalizedNamed(ref)
	if err != nil {
		return ref
	}
	return reference.FamiliarString(named)
}

// normalized is a reference with its registry and tag.
func normalized(ref string) string {
	named, err := reference.ParseNormalizedNamed(ref)
	if err != nil {
		return ref
	}
	return reference.TagNameOnly(named).String()
}

func (b *build) registryImage(ctx context.Context, ref string, platform ocispecs.Platform) (*baseImage, error) {
	name := normalized(ref)
	ref, dgst, data, err := b.client.ResolveImageConfig(ctx, name, sourceresolver.Opt{
		LogName:  "[internal] load metadata for " + name,
		ImageOpt: &sourceresolver.ResolveImageOpt{Platform: &platform, ResolveMode: b.ImageResolveMode.String()},
	})
	if err != nil {
		return nil, err
	}
	img := &baseImage{digest: dgst, name: name, config: &dockerspec.DockerOCIImage{}}
	if err := json.Unmarshal(data, img.config); err != nil {
		return nil, fmt.Errorf("reading its config: %w", err)
	}
	if dgst != "" && !strings.Contains(ref, "@") {
		ref += "@" + dgst.String()
	}
	img.state, err = llb.Image(ref, llb.Platform(platform), b.ImageResolveMode,
		llb.WithCustomName("load image "+name)).WithImageConfig(data)
	return img, err
}
