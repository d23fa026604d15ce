package frontend

import (
	"context"
	"sync"

	"github.com/moby/buildkit/client/llb"
	gwclient "github.com/moby/buildkit/frontend/gateway/client"
	"github.com/moby/buildkit/solver/pb"
	"github.com/org/pyapp-frontend/frontend/graph"
	"github.com/org/pyapp-frontend/frontend/picture"
)

// answerGraph is the build graph of all platforms that are asked for, as text for Mermaid and as JSON.
func (b *build) answerGraph(ctx context.Context) (*gwclient.Result, error) {
	g, err := b.graph(ctx)
	if err != nil {
		return nil, err
	}
	return answeredJSON("graph", g.Mermaid(), g)
}

// answerPicture is the same as an SVG. Clients print the text as it is, so that it can be sent into a file.
func (b *build) answerPicture(ctx context.Context) (*gwclient.Result, error) {
	g, err := b.graph(ctx)
	if err != nil {
		return nil, err
	}
	return answeredJSON("graph.svg", picture.SVG(g), g)
}

// graph is read out of what a build would solve, and out of what was solved to find that out.
func (b *build) graph(ctx context.Context) (*graph.Graph, error) {
	facts := &recorder{Client: b.client}
	b.client = facts
	var reader *graph.Reader
	err := b.eachPlanned(ctx, func(p planned) (err error) {
		if reader == nil {
			if reader, err = graph.New(facts.solved()); err != nil {
				return err
			}
		}
		def, err := b.definition(ctx, p)
		if err != nil {
			return err
		}
		return reader.Image(def.ToPB(), p.plan.Target.String())
	})
	if err != nil {
		return nil, err
	}
	return reader.Graph(), nil
}

// definition is the graph of an image that was planned.
func (b *build) definition(ctx context.Context, p planned) (*llb.Definition, error) {
	_, img, err := b.compile(ctx, p.plan, p.base, p.platform)
	if err != nil {
		return nil, err
	}
	return b.marshal(ctx, img.State, llb.Platform(p.platform))
}

// recorder remembers the graphs that are solved.
type recorder struct {
	gwclient.Client
	mu   sync.Mutex
	defs []*pb.Definition
}

// Solve implements gwclient.Client.
func (r *recorder) Solve(ctx context.Context, req gwclient.SolveRequest) (*gwclient.Result, error) {
	if req.Definition != nil {
		r.mu.Lock()
		r.defs = append(r.defs, req.Definition)
		r.mu.Unlock()
	}
	return r.Client.Solve(ctx, req)
}

func (r *recorder) solved() []*pb.Definition {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.defs
}
