package frontend

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/moby/buildkit/client/llb"
	"github.com/moby/buildkit/frontend/dockerui"
	gwclient "github.com/moby/buildkit/frontend/gateway/client"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"
	"github.com/org/pyapp-frontend/frontend/llbgen"
	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/frontend/plan/libs"
	"github.com/org/pyapp-frontend/spec"
)

// trees are those that copies are from. Platforms and attempts share them.
type trees struct {
	mu   sync.Mutex
	made map[string]func() (llb.State, error)
}

// once makes a tree, or waits for who makes it already. What several want is made in the time of the first that asks.
func (t *trees) once(key string, tree func() (llb.State, error)) (llb.State, error) {
	t.mu.Lock()
	if t.made == nil {
		t.made = map[string]func() (llb.State, error){}
	}
	if _, ok := t.made[key]; !ok {
		t.made[key] = sync.OnceValues(tree)
	}
	found := t.made[key]
	t.mu.Unlock()
	return found()
}

// findCopies finds out where the copies of the spec are from, for every platform. What is there before anything is built is looked
// at here.
func (b *build) findCopies(ctx context.Context) error {
	isContext := func(name string) bool { return b.hasContext(name) }
	if err := b.report(ctx, plan.CheckFrom(b.app, isContext)); err != nil || len(b.app.Copies) == 0 {
		return err
	}
	if err := b.readStages(ctx); err != nil {
		return err
	}
	for _, target := range b.targets() {
		pl := plan.Elsewhere(b.app, plan.Facts{Target: target, Build: planPlatform(b.buildPlatform()), StageIgnore: b.facts.stages.ignore})
		trees, err := b.copySources(ctx, pl)
		if err != nil {
			return err
		}
		there := func(c plan.Copy) bool { return !c.Stage }
		if err := b.checkSources(ctx, pl, trees, there); err != nil {
			return err
		}
	}
	return nil
}

// copySources are the trees that the copies of a plan are from, in their order.
func (b *build) copySources(ctx context.Context, pl *plan.Plan) ([]llb.State, error) {
	out := make([]llb.State, len(pl.Copies))
	var find []func(context.Context) error
	for i, c := range pl.Copies {
		find = append(find, func(ctx context.Context) (err error) { out[i], err = b.copySource(ctx, pl, c); return err })
	}
	return out, inParallel(ctx, find...)
}

func (b *build) copySource(ctx context.Context, pl *plan.Plan, c plan.Copy) (llb.State, error) {
	if s := pl.Stage(c.From); s != nil {
		return b.trees.once(s.Key()+" "+s.On.String(), func() (llb.State, error) { return b.stage(ctx, *s) })
	}
	return b.trees.once(c.Key+" "+pl.Target.String(), func() (llb.State, error) { return b.elsewhere(ctx, c, pl.Target) })
}

// elsewhere is a named context of the client, of which only the source is sent, or an image.
func (b *build) elsewhere(ctx context.Context, c plan.Copy, target plan.Platform) (llb.State, error) {
	platform := ocispecs.Platform{OS: target.OS, Architecture: target.Architecture, Variant: target.Variant}
	named, err := b.NamedContext(c.From, dockerui.ContextOpt{
		Platform: &platform, ResolveMode: b.ImageResolveMode.String(), AsyncLocalOpts: onlySource(c),
	})
	switch {
	case err != nil:
		return llb.State{}, err
	case named == nil && plan.IsWord(c.From):
		return llb.State{}, b.at(c.Key+".from", fmt.Sprintf("the build context %s is given for other platforms than %s", c.From, target), "")
	case named == nil:
		img, err := b.image(ctx, c.From, platform, c.Key+".from")
		if err != nil {
			return llb.State{}, err
		}
		return img.state, nil
	}
	st, _, err := named.Load(ctx)
	if err != nil {
		return llb.State{}, b.unresolved(c.From, platform, c.Key+".from", err)
	}
	return llb.NewState(st.Output()), nil
}

func onlySource(c plan.Copy) func() []llb.LocalOption {
	if c.Source == "/" {
		return nil
	}
	return func() []llb.LocalOption {
		return []llb.LocalOption{llb.FollowPaths([]string{strings.TrimPrefix(c.Source, "/")})}
	}
}

// checkCopies builds the stages of a plan, and looks at what is copied.
func (b *build) checkCopies(ctx context.Context, pl *plan.Plan, src *llbgen.Sources, img llbgen.Image) error {
	if err := b.checkSources(ctx, pl, src.Copies, func(c plan.Copy) bool { return c.Stage }); err != nil {
		return err
	}
	var problems spec.Diagnostics
	for _, c := range img.Copied {
		var found libs.Environment
		if err := b.lookedAt(ctx, c.State, llbgen.EnvironmentFile, &found); err != nil {
			return err
		}
		problems = append(problems, plan.CheckCopied(pl, c.Copy, found.Objects)...)
	}
	return b.report(ctx, problems)
}

// checkSources looks whether the sources of some copies are there.
func (b *build) checkSources(ctx context.Context, pl *plan.Plan, trees []llb.State, which func(plan.Copy) bool) error {
	problems := make([]spec.Diagnostics, len(pl.Copies))
	var check []func(context.Context) error
	for i, c := range pl.Copies {
		if which(c) {
			check = append(check, func(ctx context.Context) (err error) {
				problems[i], err = b.checkSource(ctx, pl, c, trees[i])
				return err
			})
		}
	}
	if err := inParallel(ctx, check...); err != nil {
		return err
	}
	return b.report(ctx, slices.Concat(problems...))
}

func (b *build) checkSource(ctx context.Context, pl *plan.Plan, c plan.Copy, tree llb.State) (spec.Diagnostics, error) {
	ref, err := b.tried(ctx, tree)
	if err != nil {
		if s := pl.Stage(c.From); s != nil {
			return nil, b.stageFailed(ctx, *s, err)
		}
		return nil, b.translate(err)
	}
	if ref != nil {
		_, err = ref.StatFile(ctx, gwclient.StatRequest{Path: c.Source})
	}
	if ref == nil || err != nil && isMissing(err) {
		folder, names, err := nearestFolder(ctx, ref, path.Dir(c.Source))
		return spec.Diagnostics{plan.MissingSource(b.app, c, folder, names)}, err
	}
	return nil, err
}

// nearestFolder is the first folder at a path or above it that is there, with the names of what is in it.
func nearestFolder(ctx context.Context, ref gwclient.Reference, folder string) (string, []string, error) {
	if ref == nil {
		return "/", nil, nil
	}
	entries, err := ref.ReadDir(ctx, gwclient.ReadDirRequest{Path: folder})
	if err != nil && folder != "/" {
		return nearestFolder(ctx, ref, path.Dir(folder))
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Path)
	}
	return folder, names, err
}
