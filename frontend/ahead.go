package frontend

import (
	"context"
	"sync"

	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/spec"
)

// ahead is what a build has begun before it was asked for. A request that builds nothing has none.
type ahead struct {
	begin func(func(context.Context))
	group sync.WaitGroup
}

// mayBegin lets steps begin ahead. They end with the function that it gives.
func (a *ahead) mayBegin(ctx context.Context) (end func()) {
	ctx, cancel := context.WithCancel(ctx)
	a.begin = func(do func(context.Context)) { a.group.Go(func() { do(ctx) }) }
	return func() { cancel(); a.group.Wait() }
}

// beginAhead begins the steps that depend on the spec and its images alone, while the project and its lock are still being read.
// The image needs them whatever is found there; who waits for them later gets these. What goes wrong is said then.
func (b *build) beginAhead() {
	if b.ahead.begin == nil || b.app.Base.Kind == spec.BaseImage {
		return
	}
	for _, p := range b.wantedPlatforms() {
		pl, err := plan.New(b.app, b.planFacts(p))
		if err != nil {
			return
		}
		src := b.facts.tools
		b.ahead.begin(func(ctx context.Context) {
			base, err := b.runtimeImage(ctx, p)
			if err != nil {
				return
			}
			src.Base = base.state
			for _, st := range b.gen.Ahead(pl, src) {
				b.ahead.begin(func(ctx context.Context) { _, _ = b.solve(ctx, st) })
			}
		})
	}
}
