package frontend

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"path"

	gwclient "github.com/moby/buildkit/frontend/gateway/client"
	"github.com/moby/buildkit/frontend/subrequests"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"
	"github.com/org/pyapp-frontend/frontend/dockerfile"
	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/spec"
)

// dockerfileRequest asks for a Dockerfile that builds the same image without this frontend.
var dockerfileRequest = subrequests.Request{
	Name: requestPrefix + "dockerfile", Version: "1.0.0", Type: subrequests.TypeRPC,
	Description: "Print a Dockerfile that builds the same image with plain Docker",
	Metadata:    []subrequests.Named{{Name: "result.txt"}, {Name: "result.json"}},
}

// answerDockerfile plans as for a build, and prints the plans instead of building them.
func (b *build) answerDockerfile(ctx context.Context) (*gwclient.Result, error) {
	plans, in, err := b.planned(ctx)
	if err != nil {
		return nil, err
	}
	if err := b.report(ctx, dockerfile.Check(plans, *in)); err != nil {
		return nil, err
	}
	text := dockerfile.Print(plans, *in)
	var data bytes.Buffer
	enc := json.NewEncoder(&data)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err = enc.Encode(map[string]any{"dockerfile": text, "differences": dockerfile.Differences(plans[0])})
	if err != nil {
		return nil, fmt.Errorf("writing the answer: %w", err)
	}
	return answered(dockerfileRequest, []byte(text), data.Bytes()), nil
}

// planned are the plans of all platforms that are asked for, and what a Dockerfile says besides.
func (b *build) planned(ctx context.Context) ([]*plan.Plan, *dockerfile.Input, error) {
	file, err := b.parse(ctx)
	if err != nil {
		return nil, nil, err
	}
	for _, check := range []func() error{func() error { return b.checkPlatforms(ctx) }, func() error { return b.gather(ctx, file) }} {
		if err := check(); err != nil {
			return nil, nil, err
		}
	}
	var plans []*plan.Plan
	var in *dockerfile.Input
	for _, p := range b.ejected() {
		base, err := b.runtimeImage(ctx, p)
		if err != nil {
			return nil, nil, err
		}
		// What attempts to build would teach divides steps in another way, and a Dockerfile does not divide them.
		pl, err := b.plan(ctx, base, p, plan.Learned{})
		if err != nil {
			return nil, nil, err
		}
		if plans = append(plans, pl); in == nil {
			in = b.dockerfileInput(base)
			if in.Processes, err = b.processes(ctx, file, base, p); err != nil {
				return nil, nil, err
			}
		}
	}
	in.Ignored, err = b.stillIgnored(ctx)
	return plans, in, err
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

// ejected are the platforms that a Dockerfile is asked for.
func (b *build) ejected() []ocispecs.Platform {
	if len(b.TargetPlatforms) > 0 {
		return b.TargetPlatforms
	}
	return []ocispecs.Platform{b.buildPlatform()}
}

// processes are the plans of the file's processes, which are parts of the Dockerfile for the default target.
func (b *build) processes(ctx context.Context, file *spec.File, base *baseImage, p ocispecs.Platform) ([]*plan.Plan, error) {
	var out []*plan.Plan
	for _, t := range spec.Targets(file) {
		if t.Kind != spec.KindProcess || b.app.Kind != spec.KindRuntime {
			continue
		}
		app, problems := b.specOf(file, t.Name)
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

func (b *build) dockerfileInput(base *baseImage) *dockerfile.Input {
	return &dockerfile.Input{
		Base:      base.pinned(plan.RuntimeImage(b.app)),
		Build:     b.facts.images.python.pinned(plan.BuildImage(b.app)),
		UV:        b.facts.images.uv.pinned(plan.UVImage(b.app)),
		Sources:   b.facts.sources,
		Manifests: b.lockedBy(),
		Hashed:    b.facts.hashed,
		Indexes:   b.gen.Network.Indexes,
	}
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
	for _, s := range b.facts.sources {
		for _, name := range s.Reads(b.facts.files, b.facts.members, b.facts.included) {
			names = append(names, path.Join(b.app.Project, name))
		}
	}
	return names
}
