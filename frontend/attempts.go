package frontend

import (
	"context"
	"errors"
	"slices"

	"github.com/moby/buildkit/client/llb"
	"github.com/moby/buildkit/frontend/dockerui"
	gwclient "github.com/moby/buildkit/frontend/gateway/client"
	dockerspec "github.com/moby/docker-image-spec/specs-go/v1"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"
	"github.com/org/pyapp-frontend/frontend/llbgen"
	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/spec"
)

// errPlanAgain is why an attempt was given up: it showed something that makes another plan.
var errPlanAgain = errors.New("planning again with what the attempt has shown")

// attempts builds the image of one platform, again as long as an attempt shows something new.
func (b *build) attempts(ctx context.Context, base *baseImage, p, reported ocispecs.Platform) (*dockerui.BuildResult, error) {
	var learned plan.Learned
	for {
		pl, ref, st, err := b.attempt(ctx, base, p, &learned)
		if errors.Is(err, errPlanAgain) {
			continue
		}
		if err != nil {
			return nil, err
		}
		b.built.put(reported, st)
		return b.result(pl, base, ref, p), nil
	}
}

// result is what the client gets of one platform. An assembled base has no layer of the image whose files it has.
func (b *build) result(pl *plan.Plan, base *baseImage, ref gwclient.Reference, p ocispecs.Platform) *dockerui.BuildResult {
	below := base.config
	if pl.Distroless() {
		below = nil
	}
	return &dockerui.BuildResult{Reference: ref, Image: b.config(pl, base, p), BaseImage: below, Epoch: b.facts.epoch}
}

func (b *build) config(pl *plan.Plan, base *baseImage, p ocispecs.Platform) *dockerspec.DockerOCIImage {
	config := base.config
	if pl.Distroless() {
		config = bareConfig(base.config)
	}
	return imageConfig(pl, config, p, b.facts.epoch)
}

// attempt plans and solves the image of one platform.
func (b *build) attempt(ctx context.Context, base *baseImage, p ocispecs.Platform, learned *plan.Learned) (*plan.Plan, gwclient.Reference, llb.State, error) {
	pl, err := b.plan(ctx, base, p, *learned)
	if err != nil {
		return nil, nil, llb.State{}, err
	}
	src, img, err := b.compile(ctx, pl, base, p)
	if err != nil {
		return nil, nil, llb.State{}, err
	}
	ref, err := b.checked(ctx, pl, src, img, p, learned)
	return pl, ref, img.State, err
}

// compile is the graph of a plan, and what it starts from.
func (b *build) compile(
	ctx context.Context, pl *plan.Plan, base *baseImage, p ocispecs.Platform,
) (*llbgen.Sources, llbgen.Image, error) {
	src, err := b.sources(ctx, pl)
	if err != nil {
		return nil, llbgen.Image{}, err
	}
	src.Base = base.state
	if pl.Test != nil {
		src.Env = variables(b.config(pl, base, p).Config.Env)
	}
	if err := b.targetTools(ctx, pl, p, src); err != nil {
		return nil, llbgen.Image{}, err
	}
	if pl.Builder != nil {
		if src.Builder, err = b.sources(ctx, pl.Builder); err != nil {
			return nil, llbgen.Image{}, err
		}
	}
	return src, b.gen.Image(pl, *src), nil
}

// plan decides about one platform, and reports what the user has to mend before anything is installed.
func (b *build) plan(ctx context.Context, base *baseImage, p ocispecs.Platform, learned plan.Learned) (*plan.Plan, error) {
	return b.planOf(ctx, b.app, base, p, learned)
}

// planOf is the plan of a target of the file that installs what this one does.
func (b *build) planOf(ctx context.Context, app *spec.App, base *baseImage, p ocispecs.Platform, learned plan.Learned) (*plan.Plan, error) {
	facts := b.planFacts(p)
	facts.Lock, facts.BuildLock, facts.Learned = b.lockFor(p), b.lockFor(b.buildPlatform()), learned
	facts.BaseName, facts.BaseDigest, facts.BasePath = base.name, base.digest.String(), base.variable("PATH")
	facts.BaseChecked = base.checked()
	pl, err := plan.New(app, facts)
	if err != nil {
		return nil, b.report(ctx, plan.ExplainLockError(app, "", err))
	}
	return pl, b.report(ctx, slices.Concat(plan.CheckBuilds(app, pl), plan.CheckBuilder(app, pl), plan.CheckTools(app, pl), plan.Advise(app, facts)))
}

// checked solves an image, and has a look at it while it is made; before it, where the image has steps of the spec or a test: what
// is wrong with their environment is said better than by a command that comes upon it. What is copied into the image is there
// first, so that a stage that fails says so itself.
func (b *build) checked(
	ctx context.Context, pl *plan.Plan, src *llbgen.Sources, img llbgen.Image, p ocispecs.Platform, learned *plan.Learned,
) (gwclient.Reference, error) {
	var ref gwclient.Reference
	solve := func(ctx context.Context) (err error) { ref, err = b.solve(ctx, img.State, llb.Platform(p)); return err }
	copies := func(ctx context.Context) error {
		return inTurn(ctx,
			func(ctx context.Context) error {
				return b.checkCopies(ctx, pl, src, func(c plan.Copy) bool { return c.Stage })
			},
			func(ctx context.Context) error { return b.checkCovered(ctx, pl, img) },
		)
	}
	look := func(ctx context.Context) error {
		problems, err := b.guard(ctx, pl, img, learned)
		return b.failed(ctx, problems, err)
	}
	if len(pl.Steps) == 0 && pl.Test == nil {
		err := inParallel(ctx, func(ctx context.Context) error { return inTurn(ctx, copies, solve) }, look)
		return ref, err
	}
	err := inTurn(ctx,
		func(ctx context.Context) error { return inParallel(ctx, copies, look) },
		func(ctx context.Context) error { return b.test(ctx, img, p) },
		solve,
		func(ctx context.Context) error { return b.checkMade(ctx, pl, img) },
	)
	if err != nil {
		return nil, err
	}
	return ref, nil
}

// test runs the command of the target test. The image's own graph has it too, but not for every daemon.
func (b *build) test(ctx context.Context, img llbgen.Image, p ocispecs.Platform) error {
	for _, st := range img.Tests {
		if _, err := b.solve(ctx, st, llb.Platform(p)); err != nil {
			return err
		}
	}
	return nil
}
