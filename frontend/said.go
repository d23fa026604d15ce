package frontend

import (
	"context"
	"errors"
	"slices"

	gwclient "github.com/moby/buildkit/frontend/gateway/client"
	"github.com/moby/buildkit/solver/errdefs"
	"github.com/moby/buildkit/solver/pb"
	"github.com/org/pyapp-frontend/frontend/llbgen"
	"github.com/org/pyapp-frontend/frontend/plan"
)

// saidError is the error of a step with the line of its log that tells most.
type saidError struct {
	error
	line string
}

// Unwrap gives the error without the line.
func (e saidError) Unwrap() error { return e.error }

// withSaid adds to the error of a step of the user's what its program said last, where the daemon lets us read what the step has
// left. That is no more than reading a file: nothing is run.
func (b *build) withSaid(ctx context.Context, err error) error {
	var failed *errdefs.SolveError
	if !errors.As(err, &failed) || ownerOf(err) == "" {
		return err
	}
	mounts := failed.Op.GetExec().GetMounts()
	i := slices.IndexFunc(mounts, func(m *pb.Mount) bool { return m.Dest == llbgen.OutDir })
	if i < 0 || i >= len(failed.MountIDs) || failed.MountIDs[i] == "" {
		return err
	}
	line := plan.Telling(b.leftIn(ctx, failed.MountIDs[i]))
	if line == "" {
		return err
	}
	return saidError{err, line}
}

// leftIn is what a failed step has left in its output to be quoted; empty: nothing, or the daemon is too old to be asked.
func (b *build) leftIn(ctx context.Context, result string) string {
	container, err := b.client.NewContainer(ctx, gwclient.NewContainerRequest{
		Mounts: []gwclient.Mount{{Dest: "/", ResultID: result, MountType: pb.MountType_BIND}},
	})
	if err != nil {
		return ""
	}
	defer func() { _ = container.Release(ctx) }()
	data, err := container.ReadFile(ctx, gwclient.ReadContainerRequest{ReadRequest: gwclient.ReadRequest{Filename: llbgen.SaidFile}})
	if err != nil {
		return ""
	}
	return string(data)
}

// quoted is that line, as what comes after a colon; empty: there is none.
func quoted(err error) string {
	var said saidError
	if !errors.As(err, &said) {
		return ""
	}
	return ": " + said.line
}
