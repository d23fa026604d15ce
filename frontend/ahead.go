package frontend

import (
	"context"
	"sync"

	"github.com/moby/buildkit/client/llb"
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

// beginAhead begins what the lock does not change, while it is still being read; who needs it later gets this, and what goes wrong is
// said then. Nothing is installed ahead, because a project that turns out to be wrong gets its error before that.
func (b *build) beginAhead(ctx context.Context) {
	if b.ahead.begin == nil {
		return
	}
	facts := b.planFacts(b.buildPlatform())
	var foreseen bool
	facts.FirstParty, foreseen = plan.Foreseen(b.app, b.facts.Locking)
	pl, err := plan.New(b.app, facts)
	if err != nil {
		return
	}
	if pl.Stdlib {
		b.solveAhead(b.gen.Stdlib(pl, b.facts.tools))
	}
	if !foreseen {
		return
	}
	if src, err := b.appSources(ctx, pl); err == nil {
		b.solveAhead(b.gen.App(pl, *src).Files)
	}
}

func (b *build) solveAhead(st llb.State) {
	b.ahead.begin(func(ctx context.Context) { _, _ = b.solve(ctx, st) })
}
