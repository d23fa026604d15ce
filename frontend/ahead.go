package frontend

import (
	"context"
	"sync"

	"github.com/org/pyapp-frontend/frontend/plan"
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

// beginAhead begins to compile the standard library, which depends on the base image alone, while the project and its lock are still
// being read: every image needs it, and who waits for it later gets this. What goes wrong is said then. Nothing is installed
// ahead, because a project that turns out to be wrong gets its error before that.
func (b *build) beginAhead() {
	if b.ahead.begin == nil {
		return
	}
	pl, err := plan.New(b.app, b.planFacts(b.buildPlatform()))
	if err != nil || !pl.Stdlib {
		return
	}
	st := b.gen.Stdlib(pl, b.facts.tools)
	b.ahead.begin(func(ctx context.Context) { _, _ = b.solve(ctx, st) })
}
