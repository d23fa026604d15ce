package frontend

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	gwpb "github.com/moby/buildkit/frontend/gateway/pb"
	"github.com/moby/buildkit/solver/errdefs"
	"github.com/moby/buildkit/util/grpcerrors"
	"github.com/org/pyapp-frontend/frontend/llbgen"
	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/spec"
	"google.golang.org/grpc/status"
)

// translate turns the failure of a step into words that name the step as the user knows it, begin with a place in the spec
// file, and say what to do where that is known. What the program itself said is in the log, above the error.
func (b *build) translate(err error) error {
	if id := missingSecret.FindStringSubmatch(err.Error()); id != nil && b.app != nil {
		return b.secretNotGiven(id[1])
	}
	var exit *gwpb.ExitError
	var failed *errdefs.SolveError
	if !errors.As(err, &exit) || !errors.As(err, &failed) {
		return err
	}
	if failed.Description["llb.customname"] == "" {
		return err
	}
	text := fmt.Sprintf("failed with exit status %d%s; what it said is in the log of this step", exit.ExitCode, quoted(err))
	known, ok := exits[exit.ExitCode]
	if advice := b.ofTest(failed, exit.ExitCode); advice != "" {
		text += "; " + advice
	}
	if ok {
		text = known.says + quoted(err) + b.ofProxy(exit.ExitCode) + "; the log of this step has the details"
	}
	return b.ofStep(err, known.key, text)
}

// ofTest is what helps where it was the command of the target test that failed.
func (b *build) ofTest(failed *errdefs.SolveError, status uint32) string {
	if failed.Description[llbgen.OwnerKey] != llbgen.TestOwner {
		return ""
	}
	return plan.ExplainTest(b.app, status)
}

// unreachable is the status of steps that cannot reach a server.
const unreachable = 89

// ofProxy names the build arguments by which a step that cannot reach a server was given a proxy, which a client may add without being
// told to. Their values may have a password.
func (b *build) ofProxy(status uint32) string {
	names := proxyNames(b.BuildArgs)
	if status != unreachable || len(names) == 0 {
		return ""
	}
	return "; the build was given a proxy (build argument " + strings.Join(names, ", ") + "), which may be what cannot be reached"
}

// ofStep is the error of a step, with a text in the place of its own, and a key whose place it gets; empty: that of the step. Of
// a step of the user's it is a key of that.
func (b *build) ofStep(err error, key, text string) error {
	var failed *errdefs.SolveError
	name := ""
	if errors.As(err, &failed) {
		name = failed.Description["llb.customname"] + ": "
		if owner := failed.Description[llbgen.OwnerKey]; owner != "" && key != "" {
			key = owner + "." + key
		}
	}
	return reworded(err, b.movedTo(key, err)+name+text)
}

// ownerOf is what in the spec file a step that failed belongs to; empty: nothing, or no step did.
func ownerOf(err error) string {
	var failed *errdefs.SolveError
	if !errors.As(err, &failed) {
		return ""
	}
	return failed.Description[llbgen.OwnerKey]
}

// movedTo gives the error of a step the place of a key instead of its own, where the file has that key. It returns the
// place in the form that begins a message.
func (b *build) movedTo(key string, err error) string {
	var at *errdefs.SourceError
	if !errors.As(err, &at) || len(at.Ranges) == 0 {
		return ""
	}
	if b.app != nil && b.app.Ranges[key] != (spec.Range{}) {
		at.Source = &errdefs.Source{Info: at.Info, Ranges: ranges(b.app.Where(key))}
	}
	start := at.Ranges[0].Start
	return fmt.Sprintf("%s:%d:%d: ", b.source.Filename, start.Line, start.Character)
}

// An exit is a status by which steps say what went wrong, and the key that the user will want to look at, below that of an
// item of `steps` if it was one; empty: that of the step.
type exit struct{ key, says string }

// exits stand in steps/uv.py, trust.py, run.py, outputs.py, copyfrom.py and common.py as well, which say more in the log.
var exits = map[uint32]exit{
	80: {"", "a certificate is not trusted; give the build yours: --secret id=ca,src=/etc/ssl/certs/ca-certificates.crt"},
	81: {"", "the host of a repository is not known; give the build your known hosts: --secret id=known-hosts,src=$HOME/.ssh/known_hosts"},
	82: {"indexes", "an index refused the credentials of the build, or was given none; `indexes` names the secret of an index " +
		"(`secret`, `client-cert`) and other hosts of its files (`hosts`)"},
	83: {"", "a file is not the one that was locked: its hash does not match; find out why before you lock it anew"},
	84: {"", "a package has no wheel for this platform and version of Python"},
	85: {"", "an index does not have a package or version; lock anew, or name the index that has it with `indexes`"},
	86: {"", "the package could not be built"},
	87: {"", "a repository refused the keys of the build; give it your agent: --ssh default, with the key loaded (ssh-add -l)"},
	88: {"", "a repository wants another login; give the build a token: --secret id=GIT_AUTH_TOKEN,env=GIT_AUTH_TOKEN"},
	unreachable: {"", "a server cannot be reached; look at its address and at the network; `indexes` names other indexes, `mirrors` " +
		"other servers for files"},
	90: {"indexes", "the secret of an index is neither `user:password`, nor a token, nor a netrc"},
	91: {"", "the secret uv-toml is no configuration that uv understands"},
	92: {"", "the versions that are wanted do not go together"},
	93: {"", crashed},
	94: {"run", "the command failed"},
	95: {"outputs", "the command did not make all of its outputs"},
	96: {"outputs", "the command changed other files than its outputs: the image would not have what it wrote; add it to `outputs`, " +
		"or have it written to /tmp"},
	97: {"run", "the command looked for a network, and steps have none; write `network: true` if it needs one"},
	98: {"", "packages could not be installed, as when the archive does not have one, or two exclude each other"},
	99: {"source", "links in it lead to what is not copied with them, so that they would point to nothing in the image; copy a folder that " +
		"has both, or have files in their place"},
	100: {"source", "it has what is neither a file, a folder nor a link"},
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
