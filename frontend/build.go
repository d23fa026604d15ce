// Package frontend is the compiler: it answers a BuildKit client's request with an image built from a pyapp.yaml. It
// reads the request, gathers facts, and hands the deciding to package plan and the printing to package llbgen.
package frontend

import (
	"context"
	"sync"

	"github.com/moby/buildkit/frontend/dockerui"
	gwclient "github.com/moby/buildkit/frontend/gateway/client"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"
	"github.com/org/pyapp-frontend/frontend/directive"
	"github.com/org/pyapp-frontend/frontend/llbgen"
	"github.com/org/pyapp-frontend/spec"
)

// Build answers one request of a client. It is a gateway BuildFunc: it runs inside the frontend's image or, as in
// tests, inside the client's own process.
//
// What the user can mend is returned with the place in the spec file (an errdefs.Source): first all that is wrong with the
// file itself, then all that is wrong between it and the project.
func Build(ctx context.Context, c gwclient.Client) (*gwclient.Result, error) {
	b, err := open(ctx, c)
	if err != nil {
		return nil, err
	}
	if res, asked, err := b.answer(ctx); asked {
		return res, err
	}
	defer b.ahead.mayBegin(ctx)()
	if err := b.prepare(ctx); err != nil {
		return nil, err
	}
	if err := b.checkBefore(ctx); err != nil {
		return nil, err
	}
	res, err := b.Build(ctx, b.platform)
	if err != nil {
		return nil, err
	}
	if err := b.violations(); err != nil {
		return nil, err // what only the build has shown
	}
	if err := b.attest(ctx, res); err != nil {
		return nil, err
	}
	return res.Finalize()
}

// prepare finds out all that a plan needs, and all that is wrong before there is one. It installs nothing.
func (b *build) prepare(ctx context.Context) error {
	file, err := b.parse(ctx)
	if err != nil {
		return err
	}
	if err := b.checkPlatforms(ctx); err != nil {
		return err
	}
	return b.gather(ctx, file)
}

// build is one request: what the client asked for, and what has been found out so far.
type build struct {
	*dockerui.Client
	client gwclient.Client
	source *dockerui.Source // the spec file
	gen    llbgen.Generator

	app   *spec.App
	facts projectFacts
	trees trees    // that copies of the spec are from
	built results  // for each platform, for what comes after the build
	bases sync.Map // plan.Platform → llb.State: base images of the platforms
	ahead ahead    // steps that were begun before they were asked for

	checks   directive.Checks // which warnings the user wants, and whether they are errors
	findings findings         // warnings so far
}

// buildPlatform is the platform that steps run on: the worker's own.
func (b *build) buildPlatform() ocispecs.Platform { return b.BuildPlatforms[0] }
