package frontend

import (
	"cmp"
	"context"
	"path"

	gwclient "github.com/moby/buildkit/frontend/gateway/client"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"
	"github.com/org/pyapp-frontend/frontend/dockerfile"
	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/spec"
)

// answerDockerfile plans as for a build, and prints the plans as a Dockerfile that builds the same without this frontend. What
// attempts to build would teach divides steps in another way, and a Dockerfile does not divide them.
func (b *build) answerDockerfile(ctx context.Context) (*gwclient.Result, error) {
	var plans []*plan.Plan
	var in dockerfile.Input
	err := b.eachPlanned(ctx, func(p planned) (err error) {
		if plans = append(plans, p.plan); len(plans) == 1 {
			in, err = b.dockerfileInput(ctx, p)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	if err := b.report(ctx, dockerfile.Check(plans, in)); err != nil {
		return nil, err
	}
	text := dockerfile.Print(plans, in)
	return answeredJSON("dockerfile", text, map[string]any{"dockerfile": text, "differences": dockerfile.Differences(plans[0])})
}

func (b *build) dockerfileInput(ctx context.Context, p planned) (dockerfile.Input, error) {
	in := dockerfile.Input{
		Base:      p.base.pinned(plan.RuntimeImage(b.app)),
		Build:     b.facts.images.python.pinned(plan.BuildImage(b.app)),
		UV:        b.facts.images.uv.pinned(plan.UVImage(b.app)),
		Sources:   b.facts.Sources,
		Manifests: b.lockedBy(),
		Hashed:    b.facts.hashed,
		Indexes:   b.gen.Network.Indexes,
	}
	var err error
	if in.Processes, err = b.processes(ctx, p.base, p.platform); err != nil {
		return in, err
	}
	in.Ignored, err = b.stillIgnored(ctx)
	return in, err
}

// stillIgnored are the patterns that a build of a Dockerfile ignores as well: not those of an ignore file that belongs to the
// spec file by its name.
func (b *build) stillIgnored(ctx context.Context) ([]string, error) {
	own := path.Base(b.source.Filename) + ".dockerignore"
	ref, err := b.loadManifests(ctx, ".", []string{own})
	if err != nil {
		return nil, err
	}
	files, err := readFiles(ctx, ref, ".", []string{own})
	if _, there := files[own]; there || err != nil {
		return nil, err
	}
	return b.facts.ignore[:len(b.facts.ignore)-len(b.facts.specs)], nil
}

// processes are the plans of the file's processes, which are parts of the Dockerfile for the default target.
func (b *build) processes(ctx context.Context, base *baseImage, p ocispecs.Platform) ([]*plan.Plan, error) {
	file, _ := spec.Parse(b.source.Filename, b.source.Data) // what is wrong with it has been said
	var out []*plan.Plan
	for _, t := range spec.Targets(file) {
		if t.Kind != spec.KindProcess || b.app.Kind != spec.KindRuntime {
			continue
		}
		app, problems := b.facts.Resolve(file, t.Name, b.BuildArgs)
		if err := b.report(ctx, problems); err != nil {
			return nil, err
		}
		app.Base, app.Distro = b.app.Base, b.app.Distro // with what was found out of the images
		pl, err := b.planOf(ctx, app, base, p, plan.Learned{})
		if err != nil {
			return nil, err
		}
		out = append(out, pl)
	}
	return out, nil
}

// pinned is a reference of the image with its digest. Where a named context stands for the image, it is the context's name.
func (img *baseImage) pinned(context string) string {
	ref := familiar(cmp.Or(img.name, context))
	if img.digest != "" && img.name != "" {
		return ref + "@" + img.digest.String()
	}
	return ref
}

// lockedBy are the files that are read to install what is locked, relative to the context.
func (b *build) lockedBy() []string {
	var names []string
	for _, s := range b.facts.Sources {
		for _, name := range s.Reads(b.facts.Files, b.facts.members, b.facts.included) {
			names = append(names, path.Join(b.app.Project, name))
		}
	}
	return names
}
