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

// Layout is an image of the machine's registry as a folder (OCI image layout), in the form in which a client offers it to a
// build, and its digest.
func (m Machine) Layout(t *testing.T, base string) (store content.Store, digest string) {
	t.Helper()
	dir, img := t.TempDir(), m.Base(t, base)
	path, err := layout.Write(dir, empty.Index)
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
	if store, err = local.NewStore(dir); err != nil {
		t.Fatal(err)
	}
	return store, hash.String()
}
