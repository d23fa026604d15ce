package frontend

import (
	"context"
	"fmt"

	gwclient "github.com/moby/buildkit/frontend/gateway/client"
	"github.com/org/pyapp-frontend/frontend/llbgen"
	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/spec"
)

// readLock runs the lock step and reads back what it found: everything that will be installed, as data.
func (b *build) readLock(ctx context.Context) (spec.Diagnostics, error) {
	if _, ok := b.facts.files["uv.lock"]; !ok {
		return plan.CheckProgram(b.app, nil, b.facts.project), nil
	}
	manifests := llbgen.Pick(b.facts.manifests, b.app.Project, b.facts.files.OfUV())
	ref, err := b.solve(ctx, b.gen.Lock(b.app.Groups, manifests, b.facts.tools))
	if err != nil {
		return nil, err
	}
	text, err := ref.ReadFile(ctx, gwclient.ReadRequest{Filename: llbgen.LockFile})
	if err != nil && isMissing(err) {
		return b.refusedLock(ctx, ref, err)
	}
	if err != nil {
		return nil, err
	}
	if b.facts.lock, err = plan.ParseLock(string(text)); err != nil {
		return nil, err
	}
	return append(plan.CheckLock(b.app, b.facts.lock), plan.CheckProgram(b.app, b.facts.lock, b.facts.project)...), nil
}

// refusedLock is why uv would not export the lock.
func (b *build) refusedLock(ctx context.Context, ref gwclient.Reference, cause error) (spec.Diagnostics, error) {
	said, err := ref.ReadFile(ctx, gwclient.ReadRequest{Filename: llbgen.LockProblemFile})
	if err != nil {
		return nil, fmt.Errorf("reading what the lock step left: %w", cause)
	}
	return plan.ExplainLock(b.app, string(said)), nil
}

// findTools resolves the images that steps run in and with, for the build platform.
func (b *build) findTools(ctx context.Context) error {
	var python, uv *baseImage
	err := inParallel(ctx,
		func(ctx context.Context) (err error) {
			python, err = b.image(ctx, plan.PythonImage(b.app), b.buildPlatform(), "python")
			return err
		},
		func(ctx context.Context) (err error) {
			uv, err = b.image(ctx, plan.UVImage(b.app), b.buildPlatform(), "uv")
			return err
		},
	)
	if err != nil {
		return err
	}
	if err := b.checkPython(python); err != nil {
		return err
	}
	b.facts.tools = llbgen.Sources{Python: python.state, UV: uv.state}
	return nil
}
