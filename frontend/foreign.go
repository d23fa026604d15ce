package frontend

import (
	"context"
	"slices"
	"strings"

	"github.com/containerd/platforms"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"
	"github.com/org/pyapp-frontend/frontend/llbgen"
	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/frontend/plan/lock"
	"github.com/org/pyapp-frontend/spec"
)

// targets are the platforms that images are made for.
func (b *build) targets() []plan.Platform {
	var out []plan.Platform
	for _, p := range b.wantedPlatforms() {
		out = append(out, planPlatform(p))
	}
	return out
}

// checkPlatforms refuses platforms before anything is looked for that they do not have.
func (b *build) checkPlatforms(ctx context.Context) error {
	return b.report(ctx, plan.CheckPlatforms(b.targets()))
}

// placeLock finds out where the locked files are, for those platforms that cannot be installed for without.
func (b *build) placeLock(ctx context.Context, l *lock.Lock) (spec.Diagnostics, error) {
	needed := func(p plan.Platform) bool { return plan.NeedsPlaces(b.app, p) }
	if l == nil || !slices.ContainsFunc(b.targets(), needed) {
		return nil, nil
	}
	var from plan.Source // none: all that is installed are `packages` of the spec, whose places are known
	if len(b.facts.Sources) > 0 {
		from = b.facts.Sources[0]
	}
	placed, problems, err := b.lookedUp(ctx, from, l.WithoutPlaces())
	if placed != nil {
		b.facts.placed = placed.Mirrored(plan.Mirrors(b.app))
	}
	return problems, err
}

// lockFor is the lock that a platform is installed from. It is the same for all that can do without what was looked up for
// others, so that what they install does not depend on which are built together.
func (b *build) lockFor(p ocispecs.Platform) *lock.Lock {
	if plan.NeedsPlaces(b.app, planPlatform(p)) {
		return b.facts.placed
	}
	return b.facts.lock
}

// targetTools adds the images to build in for the platform of the image, where something of the plan is built there.
func (b *build) targetTools(ctx context.Context, pl *plan.Plan, p ocispecs.Platform, src *llbgen.Sources) error {
	names := pl.Emulated()
	if len(names) == 0 {
		return nil
	}
	python, err := b.image(ctx, plan.BuildImage(b.app), platforms.Normalize(p), plan.BuildKey(b.app))
	if err != nil {
		return err
	}
	uv, err := b.image(ctx, plan.UVImage(b.app), platforms.Normalize(p), "uv")
	if err != nil {
		return reworded(err, err.Error()+"; without it nothing can be built for this platform, as would be "+strings.Join(names, ", "))
	}
	src.TargetPython, src.TargetUV = python.forSteps(), uv.state
	return nil
}
