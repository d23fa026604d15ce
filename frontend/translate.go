package frontend

import (
	"errors"
	"fmt"

	gwpb "github.com/moby/buildkit/frontend/gateway/pb"
	"github.com/moby/buildkit/solver/errdefs"
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
	return stepError{
		message: fmt.Sprintf("%s: failed with exit status %d; its own words are in the log of this step", name, exit.ExitCode),
		error:   err,
	}
}

// stepError says it in other words and keeps everything else of the error.
type stepError struct {
	error
	message string
}

// Error implements error.
func (e stepError) Error() string { return e.message }

// Unwrap implements the chain of errors.
func (e stepError) Unwrap() error { return e.error }
