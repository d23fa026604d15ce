package frontend

import (
	"context"
	"strings"
	"sync"

	"github.com/containerd/platforms"
	"github.com/moby/buildkit/client/llb"
	"github.com/moby/buildkit/frontend/dockerui"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"
	"github.com/org/pyapp-frontend/frontend/llbgen"
	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/spec"
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
	base, err := b.runtimeImage(ctx, p)
	if err != nil {
		return nil, err
	}
	b.bases.Store(planPlatform(p), base.state)
	return b.attempts(ctx, base, p, reported(target))
}

// checkPython compares the version that an image says it has with the one that was asked for. Named contexts may put any
// image in the place of another.
func (b *build) checkPython(base *baseImage) error {
	version := base.pythonVersion()
	if version != "" && version != b.app.Python && !strings.HasPrefix(version, b.app.Python+".") {
		return b.at("python", "the base image has Python "+version+", not "+b.app.Python, "")
	}
	return nil
}

// reported is the platform under which the result goes: that of the frontend's own process, where the client names none.
func reported(target *ocispecs.Platform) ocispecs.Platform {
	if target == nil {
		return platforms.DefaultSpec()
	}
	return *target
}

// planFacts are the facts that no image and no lock is needed for.
func (b *build) planFacts(target ocispecs.Platform) plan.Facts {
	return plan.Facts{
		Target:      planPlatform(target),
		Build:       planPlatform(b.buildPlatform()),
		Python:      b.facts.python,
		Project:     b.facts.Project,
		FirstParty:  b.facts.firstParty,
		Ignore:      b.facts.ignore,
		StageIgnore: b.facts.stages.ignore,
		Labels:      b.Labels,
		BuildArgs:   b.BuildArgs,
		Common:      b.facts.common,

		GunicornConfig: b.facts.gunicorn,
	}
}

func planPlatform(p ocispecs.Platform) plan.Platform {
	p = platforms.Normalize(p)
	return plan.Platform{OS: p.OS, Architecture: p.Architecture, Variant: p.Variant}
}

// sources are the states that the graph of a plan starts from, but for the target's base image.
func (b *build) sources(ctx context.Context, pl *plan.Plan) (*llbgen.Sources, error) {
	src, err := b.appSources(ctx, pl)
	if err != nil {
		return nil, err
	}
	if src.Copies, err = b.copySources(ctx, pl); err != nil {
		return nil, err
	}
	src.Projects = map[string]llb.State{}
	for _, p := range pl.Projects {
		if p.Install == spec.InstallWheel {
			if src.Projects[p.Folder], err = b.contextFiles(ctx, p.Files); err != nil {
				return nil, err
			}
		}
	}
	if files := pl.Archives(); len(files) > 0 {
		src.Archives, err = b.contextFiles(ctx, plan.Selection{Folder: b.app.Project, Include: files})
	}
	return src, err
}

// appSources are those of the sources that the application is made from.
func (b *build) appSources(ctx context.Context, pl *plan.Plan) (*llbgen.Sources, error) {
	src := b.facts.tools
	var err error
	if src.App, err = b.contextFiles(ctx, pl.App.Files); err != nil {
		return nil, err
	}
	if len(pl.Outlined.Include) > 0 {
		if src.Metadata, err = b.contextFiles(ctx, pl.Outlined); err != nil {
			return nil, err
		}
	}
	if pl.Added != nil {
		src.Added, err = b.contextFiles(ctx, pl.Added.Files)
	}
	return &src, err
}
