package frontend

import (
	"context"
	"sync"

	"github.com/containerd/platforms"
	"github.com/moby/buildkit/client/llb"
	"github.com/moby/buildkit/frontend/dockerui"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"
	"github.com/org/pyapp-frontend/frontend/plan"
)

// results are the graphs that were built, by platform.
type results struct {
	mu     sync.Mutex
	states map[string]llb.State
}

func (r *results) put(platform ocispecs.Platform, st llb.State) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.states == nil {
		r.states = map[string]llb.State{}
	}
	r.states[platforms.FormatAll(platforms.Normalize(platform))] = st
}

// platform builds the image of one platform; nil is the builder's own.
func (b *build) platform(ctx context.Context, target *ocispecs.Platform, _ int) (*dockerui.BuildResult, error) {
	p := b.buildPlatform()
	if target != nil {
		p = *target
	}
	base, err := b.image(ctx, plan.PythonImage(b.app), p, "python")
	if err != nil {
		return nil, err
	}
	pl, err := plan.New(b.app, b.planFacts(p, base))
	if err != nil {
		return nil, b.at("", err.Error(), "")
	}
	st, err := b.compile(ctx, pl, base)
	if err != nil {
		return nil, err
	}
	ref, err := b.solve(ctx, st, llb.Platform(p))
	if err != nil {
		return nil, err
	}
	b.built.put(p, st)
	return &dockerui.BuildResult{
		Reference: ref,
		Image:     imageConfig(pl, base.config, p, b.facts.epoch),
		BaseImage: base.config,
		Epoch:     b.facts.epoch,
	}, nil
}

func (b *build) planFacts(target ocispecs.Platform, base *baseImage) plan.Facts {
	return plan.Facts{
		Target:     planPlatform(target),
		Build:      planPlatform(b.buildPlatform()),
		Project:    b.facts.project,
		Lock:       b.facts.lock,
		Ignore:     b.facts.ignore,
		Labels:     b.Labels,
		BaseDigest: base.digest.String(),
	}
}

func planPlatform(p ocispecs.Platform) plan.Platform {
	p = platforms.Normalize(p)
	return plan.Platform{OS: p.OS, Architecture: p.Architecture, Variant: p.Variant}
}

// compile turns a plan into a graph.
func (b *build) compile(ctx context.Context, pl *plan.Plan, base *baseImage) (llb.State, error) {
	src, err := b.tools(ctx)
	if err != nil {
		return llb.State{}, err
	}
	src.Base = base.state
	if src.App, err = b.contextFiles(ctx, pl.App.Files); err != nil {
		return llb.State{}, err
	}
	if pl.Project != nil {
		if src.Project, err = b.contextFiles(ctx, pl.Project.Files); err != nil {
			return llb.State{}, err
		}
	}
	return b.gen.Image(pl, *src), nil
}
