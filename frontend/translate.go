package frontend

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	gwpb "github.com/moby/buildkit/frontend/gateway/pb"
	"github.com/moby/buildkit/solver/errdefs"
	"github.com/moby/buildkit/solver/pb"
	"github.com/moby/buildkit/util/grpcerrors"
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
	name := failed.Description["llb.customname"]
	if name == "" {
		return err
	}
	text := fmt.Sprintf("failed with exit status %d; what it said is in the log of this step", exit.ExitCode)
	known, ok := exits[exit.ExitCode]
	if strings.HasPrefix(name, plan.EmulatedPackages) {
		known, ok = emulated(exit.ExitCode, failed.Op.GetPlatform())
	}
	if ok {
		text = known.says + "; the log of this step has the details"
	}
	return reworded(err, b.movedTo(known.key, err)+name+": "+text)
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

// An exit is a status by which steps say what went wrong, and the key that the user will want to look at; empty: that of
// the step.
type exit struct{ key, says string }

// exits stand in steps/uv.py and steps/trust.py as well, which say more in the log.
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
	89: {"", "a server cannot be reached; look at its address and at the network; `indexes` names other indexes, `mirrors` " +
		"other servers for files"},
	90: {"indexes", "the secret of an index is neither `user:password`, nor a token, nor a netrc"},
	91: {"", "the secret uv-toml is no configuration that uv understands"},
	92: {"", "the versions that are wanted do not go together"},
}

// emulated explains the failure of a step that runs programs of another platform. The kernel refuses them where no emulator
// is installed, which runc reports as 1 or 255; one that crashes dies of a signal, which the shell's convention adds to 128.
func emulated(status uint32, p *pb.Platform) (exit, bool) {
	name := p.GetOS() + "/" + p.GetArchitecture()
	switch {
	case status == 1, status == 255:
		return exit{"system-libs.run", "these packages run programs of " + name + " when they are installed, and this builder cannot run them: " +
			"install an emulator on it, as with `docker run --privileged --rm tonistiigi/binfmt --install " + p.GetArchitecture() +
			"`, or use a builder of that platform"}, true
	case status > 128 && status < 255:
		return exit{"system-libs.run", fmt.Sprintf("the emulator of %s crashed (signal %d), which is no fault of the packages: use a newer "+
			"emulator, or a builder of that platform", name, status-128)}, true
	}
	return exit{}, false
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
