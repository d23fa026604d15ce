package frontend

import (
	"context"
	"errors"

	"github.com/moby/buildkit/client/llb"
	gwclient "github.com/moby/buildkit/frontend/gateway/client"
)

// solve runs a graph to its end, so that a step that fails fails here, where its error can be explained.
func (b *build) solve(ctx context.Context, st llb.State, opts ...llb.ConstraintsOpt) (gwclient.Reference, error) {
	def, err := st.Marshal(ctx, append(opts, llb.WithCaps(b.BuildOpts().LLBCaps), b.uniqueID())...)
	if err != nil {
		return nil, err
	}
	res, err := b.client.Solve(ctx, gwclient.SolveRequest{
		Definition: def.ToPB(), Evaluate: true, CacheImports: b.CacheImports,
	})
	if err != nil {
		return nil, b.translate(err)
	}
	return res.SingleRef()
}

// inParallel runs functions side by side and joins their errors in the order of the functions.
func inParallel(fns ...func() error) error {
	errs := make([]error, len(fns))
	done := make(chan struct{})
	for i, fn := range fns {
		go func() {
			errs[i] = fn()
			done <- struct{}{}
		}()
	}
	for range fns {
		<-done
	}
	return errors.Join(errs...)
}
