package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"os"
	"slices"
	"strings"

	"github.com/google/go-containerregistry/pkg/authn"
	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/remote"
	"github.com/google/go-containerregistry/pkg/v1/remote/transport"
)

// repository is where releases are, asked with the logins of the Docker client.
type repository struct{ name.Repository }

func newRepository(image string) (repository, error) {
	repo, err := name.NewRepository(image, name.StrictValidation)
	if err != nil || strings.Contains(image, "://") || strings.ContainsAny(image[strings.LastIndex(image, "/")+1:], ":@") {
		return repository{}, fmt.Errorf("IMAGE=%s: want a registry and a repository, without a tag, as in registry.example/org/pyapp-frontend", image)
	}
	return repository{repo}, nil
}

// release gives the pushed index the tags of a version, and returns the published reference by digest. A version that is
// there already keeps its index: only its images can be compared, because attestations tell when they were made.
func (r repository) release(ctx context.Context, v version, digest string) (string, error) {
	built, err := r.index(ctx, r.Digest(digest))
	if err != nil {
		return "", err
	}
	tags, err := r.tags(ctx)
	if err != nil {
		return "", err
	}
	if !slices.Contains(tags, v.String()) {
		return r.tag(ctx, built, append([]string{v.String()}, v.moving(tags)...))
	}
	published, err := r.index(ctx, r.Tag(v.String()))
	if err != nil {
		return "", err
	}
	if !maps.Equal(published.images, built.images) {
		return "", fmt.Errorf("%s is published, and this source gives other images; a version never changes, so give this one a new number\n  published: %s\n  built:     %s",
			r.Tag(v.String()), published, built)
	}
	return r.tag(ctx, published, v.moving(tags))
}

// index is what a tag of a release points at.
type index struct {
	v1.ImageIndex
	digest v1.Hash
	images map[string]v1.Hash // by platform, as in "linux/amd64"
}

func (i index) String() string {
	var parts []string
	for _, platform := range slices.Sorted(maps.Keys(i.images)) {
		parts = append(parts, platform+" "+i.images[platform].String())
	}
	return strings.Join(parts, ", ")
}

func (r repository) index(ctx context.Context, ref name.Reference) (index, error) {
	found, err := remote.Index(ref, remote.WithContext(ctx), remote.WithAuthFromKeychain(authn.DefaultKeychain))
	if err != nil {
		return index{}, fmt.Errorf("reading %s: %w", ref, err)
	}
	digest, err := found.Digest()
	if err != nil {
		return index{}, fmt.Errorf("reading %s: %w", ref, err)
	}
	manifest, err := found.IndexManifest()
	if err != nil {
		return index{}, fmt.Errorf("reading %s: %w", ref, err)
	}
	i := index{found, digest, map[string]v1.Hash{}}
	for _, m := range manifest.Manifests {
		if m.Annotations["vnd.docker.reference.type"] != "attestation-manifest" {
			i.images[m.Platform.String()] = m.Digest
		}
	}
	return i, nil
}

func (r repository) tag(ctx context.Context, i index, tags []string) (string, error) {
	for _, tag := range tags {
		if err := remote.Tag(r.Tag(tag), i.ImageIndex, remote.WithContext(ctx), remote.WithAuthFromKeychain(authn.DefaultKeychain)); err != nil {
			return "", fmt.Errorf("tagging %s: %w", r.Tag(tag), err)
		}
		fmt.Fprintf(os.Stderr, "%s is %s\n", r.Tag(tag), i.digest)
	}
	return r.Digest(i.digest.String()).String(), nil
}

// tags are those of the repository; none where it does not exist yet.
func (r repository) tags(ctx context.Context) ([]string, error) {
	tags, err := remote.List(r.Repository, remote.WithContext(ctx), remote.WithAuthFromKeychain(authn.DefaultKeychain))
	var answer *transport.Error
	if errors.As(err, &answer) && answer.StatusCode == http.StatusNotFound {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("listing the tags of %s: %w", r, err)
	}
	return tags, nil
}
