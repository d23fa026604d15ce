package rig

import (
	"context"
	"encoding/json"
	"testing"

	"github.com/containerd/containerd/v2/core/content"
	"github.com/containerd/containerd/v2/plugins/content/local"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/layout"
	"github.com/moby/buildkit/client/llb"
	gwclient "github.com/moby/buildkit/frontend/gateway/client"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"
)

// Make builds an image of the test's own out of a graph, and pushes it with a configuration.
func (m Machine) Make(t *testing.T, st llb.State, config ocispecs.ImageConfig) (reference string) {
	t.Helper()
	make := func(ctx context.Context, c gwclient.Client) (*gwclient.Result, error) {
		def, err := st.Marshal(ctx)
		if err != nil {
			return nil, err
		}
		res, err := c.Solve(ctx, gwclient.SolveRequest{Definition: def.ToPB()})
		if err != nil {
			return nil, err
		}
		img := ocispecs.Image{Platform: c.BuildOpts().Workers[0].Platforms[0], Config: config}
		data, err := json.Marshal(img)
		res.AddMeta("containerimage.config", data)
		return res, err
	}
	result := m.Run(t.Context(), t, make, Build{Mode: InProcess, Dir: t.TempDir(), Name: RepositoryName(t)})
	if result.Err != nil {
		t.Fatalf("making an image: %v\n%s", result.Err, result.Log)
	}
	return result.Reference
}

// Layout writes an official image of Python into a folder (OCI image layout).
func (m Machine) Layout(t *testing.T, base string) (folder, digest string) {
	t.Helper()
	folder, img := t.TempDir(), m.Base(t, base)
	path, err := layout.Write(folder, empty.Index)
	if err != nil {
		t.Fatal(err)
	}
	if err := path.AppendImage(img); err != nil {
		t.Fatal(err)
	}
	hash, err := img.Digest()
	if err != nil {
		t.Fatal(err)
	}
	return folder, hash.String()
}

// Store is such a folder in the form in which a client offers it to a build.
func Store(t *testing.T, folder string) content.Store {
	t.Helper()
	store, err := local.NewStore(folder)
	if err != nil {
		t.Fatal(err)
	}
	return store
}
