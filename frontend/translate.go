package frontend

import (
	"errors"
	"fmt"

	gwpb "github.com/moby/buildkit/frontend/gateway/pb"
	"github.com/moby/buildkit/solver/errdefs"
	"github.com/moby/buildkit/util/grpcerrors"
	"google.golang.org/grpc/status"
)

// translate turns the failure of a step into words that name the step as the user knows it. What the program itself
// said is in the log, above the error; its place in the spec file is already on the error.
func (b *build) translate(err error) error {
	var exit *gwpb.ExitError
	var failed *errdefs.SolveError
	if !errors.As(err, &exit) || !errors.As(err, &failed) {
		return err
	}
	name := failed.Description["llb.customname"]
	if name == "" {
		return err
	}
	return reworded(err, fmt.Sprintf("%s: failed with exit status %d; what it said is in the log of this step", name, exit.ExitCode))
}

// rewordedError says something else than the error it stands for, and keeps everything else of it. Across a gRPC
// connection the text of an error is that of its innermost status, so this has to be a status itself.
type rewordedError struct {
	error
	message string
}

func reworded(err error, message string) error { return rewordedError{err, message} }

// Error implements error.
func (e rewordedError) Error() string { return e.message }

// Unwrap gives the details of the error, such as its place in the spec file.
func (e rewordedError) Unwrap() error { return e.error }

// GRPCStatus is the form in which the error leaves the frontend.
func (e rewordedError) GRPCStatus() *status.Status {
	return status.New(grpcerrors.Code(e.error), e.message)
}
