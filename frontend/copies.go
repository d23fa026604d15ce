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

// findCopies finds out where the copies of the spec are from, for every platform. What need not be built is copied here, before
// anything is installed.
func (b *build) findCopies(ctx context.Context) error {
	if err := b.report(ctx, plan.CheckFrom(b.app, b.hasContext)); err != nil || len(b.app.Copies) == 0 {
		return err
	}
	if err := b.readStages(ctx); err != nil {
		return err
	}
	for _, target := range b.targets() {
		pl := plan.Elsewhere(b.app, plan.Facts{Target: target, Build: planPlatform(b.buildPlatform()), StageIgnore: b.facts.stages.ignore})
		src := b.facts.tools
		var err error
		if src.Copies, err = b.copySources(ctx, pl); err != nil {
			return err
		}
		if err := b.checkCopies(ctx, pl, &src, func(c plan.Copy) bool { return !c.Stage }); err != nil {
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

// checkCopies makes what some copies bring, and looks at it. A stage is built, and an image loaded, only where what they bring does
// not come from a cache.
func (b *build) checkCopies(ctx context.Context, pl *plan.Plan, src *llbgen.Sources, which func(plan.Copy) bool) error {
	problems := make([]spec.Diagnostics, len(pl.Copies))
	var check []func(context.Context) error
	for i, made := range b.gen.Copies(pl, *src) {
		if which(pl.Copies[i]) {
			check = append(check, func(ctx context.Context) (err error) {
				problems[i], err = b.checkCopy(ctx, pl, pl.Copies[i], src.Copies[i], made)
				return err
			})
		}
	}
	err := inParallel(ctx, check...)
	return b.failed(ctx, slices.Concat(problems...), err)
}

func (b *build) checkCopy(ctx context.Context, pl *plan.Plan, c plan.Copy, tree llb.State, made llbgen.Copied) (spec.Diagnostics, error) {
	if _, err := b.tried(ctx, made.Layer); err != nil {
		if s := pl.Stage(c.From); s != nil && ownerOf(err) == s.Key() {
			return nil, b.stageFailed(ctx, *s, err)
		}
		problems, explained := b.checkSource(ctx, pl, c, tree)
		if explained != nil || len(problems) > 0 {
			return problems, explained
		}
		return nil, b.translate(err)
	}
	if made.Look == nil {
		return nil, nil
	}
	var found libs.Environment
	err := b.lookedAt(ctx, *made.Look, llbgen.EnvironmentFile, &found)
	return plan.CheckCopied(pl, c, found.Objects), err
}

// checkCovered compares what copies bring with what the application has in their places. Where it has nothing, a copy need not be
// fetched from a cache for it.
func (b *build) checkCovered(ctx context.Context, pl *plan.Plan, img llbgen.Image) error {
	var problems spec.Diagnostics
	for i, c := range pl.Copies {
		under := b.facts.covered[c.Key]
		if !under.Exists {
			continue
		}
		ref, err := b.solve(ctx, img.Copied[i].Layer)
		if err != nil {
			return err
		}
		copied, err := lookAt(ctx, ref, c.To)
		if err != nil {
			return err
		}
		problems = append(problems, plan.CheckCovered(b.app, c, under, copied)...)
	}
	return b.report(ctx, problems)
}

// checkSource looks whether the source of a copy is there. That of a stage is built for it.
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
