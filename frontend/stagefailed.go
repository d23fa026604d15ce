package frontend

import (
	"context"
	"errors"
	"fmt"

	gwpb "github.com/moby/buildkit/frontend/gateway/pb"
	"github.com/moby/buildkit/solver/errdefs"
	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/spec"
)

// stageFailed is the error of a stage, at its key. The line of its Dockerfile is named, and drawn by clients that draw lines.
func (b *build) stageFailed(ctx context.Context, s plan.Stage, err error) error {
	place := b.app.Where(s.Key())
	message := spec.Diagnostic{Path: s.Key(), Range: place, Summary: dockerfileLine(err) + b.stageProblem(ctx, err)}
	return b.withSource(reworded(err, message.Text(b.source.Filename)), ranges(place))
}

// stageProblem is what is wrong with the build of a stage, in a user's words where we know it.
func (b *build) stageProblem(ctx context.Context, err error) string {
	if problem := b.emulationProblem(ctx, err); problem != "" {
		return problem
	}
	var exit *gwpb.ExitError
	var failed *errdefs.SolveError
	if errors.As(err, &exit) && errors.As(err, &failed) {
		return fmt.Sprintf("%s failed with exit status %d; what it said is in the log of this step", failed.Description["llb.customname"], exit.ExitCode)
	}
	return err.Error()
}

// dockerfileLine is the place of an error in a Dockerfile, in the form that begins a message; empty: it has none.
func dockerfileLine(err error) string {
	for _, source := range errdefs.Sources(err) {
		if source.Info != nil && source.Info.Language == "Dockerfile" && len(source.Ranges) > 0 {
			return fmt.Sprintf("%s:%d: ", source.Info.Filename, source.Ranges[0].Start.Line)
		}
	}
	return ""
}
