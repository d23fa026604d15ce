package frontend

import (
	"context"

	"github.com/moby/buildkit/client/llb"
	gwclient "github.com/moby/buildkit/frontend/gateway/client"
	"golang.org/x/sync/errgroup"
)

// solve runs a graph to its end, so that a step that fails fails here, where its error can be explained.
func (b *build) solve(ctx context.Context, st llb.State, opts ...llb.ConstraintsOpt) (gwclient.Reference, error) {
	ref, err := b.tried(ctx, st, opts...)
	if err == nil {
		return ref, nil
	}
	if explained := b.emulationFailed(ctx, err); explained != nil {
		return nil, explained
	}
	return nil, b.translate(b.withSaid(ctx, err))
}

// tried is solve for a graph whose failure says something else than that the build failed.
func (b *build) tried(ctx context.Context, st llb.State, opts ...llb.ConstraintsOpt) (gwclient.Reference, error) {
	def, err := b.marshal(ctx, st, opts...)
	if err != nil {
		return nil, err
	}
	res, err := b.client.Solve(ctx, gwclient.SolveRequest{
		Definition: def.ToPB(), Evaluate: true, CacheImports: b.CacheImports,
	})
	if err != nil {
		return nil, err
	}
	return res.SingleRef()
}

// marshal is a graph as this daemon can read it.
func (b *build) marshal(ctx context.Context, st llb.State, opts ...llb.ConstraintsOpt) (*llb.Definition, error) {
	return st.Marshal(ctx, append(opts, llb.WithCaps(b.BuildOpts().LLBCaps), b.uniqueID())...)
}

// inTurn runs functions one after the other until the first fails.
func inTurn(ctx context.Context, fns ...func(context.Context) error) error {
	for _, fn := range fns {
		if err := fn(ctx); err != nil {
			return err
		}
	}
	return nil
}

// inParallel runs functions side by side until the first fails.
func inParallel(ctx context.Context, fns ...func(context.Context) error) error {
	eg, ctx := errgroup.WithContext(ctx)
	for _, fn := range fns {
		eg.Go(func() error { return fn(ctx) })
	}
	return eg.Wait()
}
