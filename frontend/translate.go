package frontend

import (
	"errors"
	"fmt"
	"regexp"

	gwpb "github.com/moby/buildkit/frontend/gateway/pb"
	"github.com/moby/buildkit/solver/errdefs"
	"github.com/moby/buildkit/util/grpcerrors"
	"google.golang.org/grpc/status"
)

// translate turns the failure of a step into words that name the step as the user knows it, and say what to do where that
// is known. What the program itself said is in the log, above the error; its place in the spec file is already on the error.
func (b *build) translate(err error) error {
	if id := missingSecret.FindStringSubmatch(err.Error()); id != nil {
		return b.secretNotGiven(id[1])
	}
	var exit *gwpb.ExitError
	var failed *errdefs.SolveError
	if !errors.As(err, &exit) || !errors.As(err, &failed) {
		return err
	}
	name := failed.Description["llb.customname"]
	if name == "" {
		return err
	}
	if what := exits[exit.ExitCode]; what != "" {
		return reworded(err, fmt.Sprintf("%s: %s; the log of this step has the details", name, what))
	}
	return reworded(err, fmt.Sprintf("%s: failed with exit status %d; what it said is in the log of this step", name, exit.ExitCode))
}

// exits are the statuses by which steps say what went wrong; see steps/uv.py, whose words are in the log.
var exits = map[uint32]string{
	80: "a certificate is not trusted; give the build yours: --secret id=ca,src=/etc/ssl/certs/ca-certificates.crt",
	81: "the host of a repository is not known; give the build your known hosts: --secret id=known-hosts,src=$HOME/.ssh/known_hosts",
	82: "the credentials of the build were refused, or none were given; `indexes` names those for package indexes, " +
		"--ssh default and --secret id=GIT_AUTH_TOKEN,… are for repositories",
	83: "a file is not the one that was locked: its hash does not match; find out why before you lock it anew",
	84: "a package has no wheel for this platform and version of Python",
	85: "an index does not have a package or version; lock anew, or name the index that has it with `indexes`",
	86: "the package could not be built",
}

// missingSecret is how BuildKit says that the client has no secret of an id.
var missingSecret = regexp.MustCompile(`secret ([A-Za-z0-9._-]+): not found`)

func (b *build) secretNotGiven(id string) error {
	key := "indexes"
	for i, index := range b.app.Indexes {
		switch id {
		case index.Secret:
			key = fmt.Sprintf("indexes[%d].secret", i)
		case index.ClientCert:
			key = fmt.Sprintf("indexes[%d].client-cert", i)
		}
	}
	return b.at(key, "the build was not given the secret "+id, fmt.Sprintf("add --secret id=%s,env=NAME or --secret id=%s,src=FILE", id, id))
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
