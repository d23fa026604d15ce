package frontend

import (
	"context"
	"fmt"

	"github.com/moby/buildkit/client/llb"
	"github.com/moby/buildkit/client/llb/sourceresolver"
	"github.com/moby/buildkit/frontend/attestations/sbom"
	"github.com/moby/buildkit/frontend/dockerui"
	gwclient "github.com/moby/buildkit/frontend/gateway/client"
	"github.com/moby/buildkit/solver/result"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"
)

// attest scans each image where the client asks for a bill of materials (`--sbom=true`). The scanner runs on the build
// platform, whatever platform it scans.
func (b *build) attest(ctx context.Context, res *dockerui.ResultBuilder) error {
	if b.SBOM == nil {
		return nil
	}
	platform := b.buildPlatform()
	scan, err := sbom.CreateSBOMScanner(ctx, b.client, b.SBOM.Generator, platform, sourceresolver.Opt{
		ImageOpt: &sourceresolver.ResolveImageOpt{Platform: &platform, ResolveMode: b.ImageResolveMode.String()},
	}, b.SBOM.Parameters)
	if err != nil {
		return fmt.Errorf("resolving the scanner %s: %w", b.SBOM.Generator, err)
	}
	return res.EachPlatform(ctx, func(ctx context.Context, id string, _ ocispecs.Platform) error {
		st, ok := b.built.states[id]
		if !ok {
			return fmt.Errorf("scanning %s: no image was built for it", id)
		}
		att, err := scan(ctx, id, st, nil)
		if err != nil {
			return err
		}
		solved, err := result.ConvertAttestation(&att, func(st *llb.State) (gwclient.Reference, error) {
			return b.solve(ctx, *st)
		})
		if err != nil {
			return err
		}
		res.AddAttestation(id, *solved)
		return nil
	})
}
