package frontend

import (
	"context"
	"fmt"

	gwclient "github.com/moby/buildkit/frontend/gateway/client"
	"github.com/org/pyapp-frontend/frontend/llbgen"
	"github.com/org/pyapp-frontend/frontend/plan"
)

// readLock runs the lock step and reads back what it found: everything that will be installed, as data.
func (b *build) readLock(ctx context.Context) error {
	if _, ok := b.facts.files["uv.lock"]; !ok {
		return b.checkProgram(ctx)
	}
	src, err := b.tools(ctx)
	if err != nil {
		return err
	}
	ref, err := b.solve(ctx, b.gen.Lock(b.app.Groups, b.facts.manifests, b.app.Project, *src))
	if err != nil {
		return err
	}
	text, err := ref.ReadFile(ctx, gwclient.ReadRequest{Filename: llbgen.LockFile})
	if err != nil {
		return b.refusedLock(ctx, ref, err)
	}
	if b.facts.lock, err = plan.ParseLock(string(text)); err != nil {
		return err
	}
	if err := b.report(ctx, plan.CheckLock(b.app, b.facts.lock)); err != nil {
		return err
	}
	return b.checkProgram(ctx)
}

// checkProgram looks for the command of the image among what the locked packages are known to bring.
func (b *build) checkProgram(ctx context.Context) error {
	return b.report(ctx, plan.CheckProgram(b.app, b.facts.lock, b.facts.project))
}

// refusedLock is the error for a lock that uv would not export.
func (b *build) refusedLock(ctx context.Context, ref gwclient.Reference, cause error) error {
	said, err := ref.ReadFile(ctx, gwclient.ReadRequest{Filename: llbgen.ProblemFile})
	if err != nil {
		return fmt.Errorf("reading what the lock step left: %w", cause)
	}
	p := plan.ExplainLock(string(said), b.app.Groups)
	return b.at(p.Key, p.Summary, p.Remedy)
}

// tools are the images that steps run in and with, for the build platform.
func (b *build) tools(ctx context.Context) (*llbgen.Sources, error) {
	var python, uv *baseImage
	err := inParallel(
		func() (err error) {
			python, err = b.image(ctx, plan.PythonImage(b.app), b.buildPlatform(), "python")
			return err
		},
		func() (err error) {
			uv, err = b.image(ctx, plan.UVImage(b.app), b.buildPlatform(), "uv")
			return err
		},
	)
	if err != nil {
		return nil, err
	}
	return &llbgen.Sources{Python: python.state, UV: uv.state}, nil
}
