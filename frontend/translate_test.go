package frontend

import (
	"errors"
	"fmt"
	"testing"

	gwpb "github.com/moby/buildkit/frontend/gateway/pb"
	"github.com/moby/buildkit/solver/errdefs"
	"github.com/moby/buildkit/solver/pb"
	"github.com/moby/buildkit/util/grpcerrors"
	"github.com/org/pyapp-frontend/spec"
	"google.golang.org/grpc/codes"
)

// failedStep is what a daemon says of a step that ended with a status, placed in the spec file as it does.
func failedStep(name string, status uint32) error {
	var err error = &gwpb.ExitError{ExitCode: status, Err: errors.New("process did not complete successfully")}
	err = fmt.Errorf("failed to solve: %w", err)
	err = errdefs.WithSource(err, &errdefs.Source{
		Info:   &pb.SourceInfo{Filename: "pyapp.yaml", Data: []byte("lock: uv.lock\n")},
		Ranges: []*pb.Range{{Start: &pb.Position{Line: 1, Character: 7}, End: &pb.Position{Line: 1, Character: 14}}},
	})
	solve := &errdefs.SolveError{Err: err}
	solve.Solve = &errdefs.Solve{Description: map[string]string{"llb.customname": name}}
	return solve
}

// overTheWire is what is left of an error on the other side of a connection.
func overTheWire(t *testing.T, err error) error {
	t.Helper()
	return grpcerrors.FromGRPC(grpcerrors.ToGRPC(t.Context(), err))
}

// TestTranslate names the step as the user knows it, and keeps its place; whether the daemon is in the same process or at
// the other end of a connection, and so for the client.
func TestTranslate(t *testing.T) {
	t.Parallel()
	b, _ := newBuild(t, "", nil)
	cause := failedStep("install 3 dependencies", 2)
	near, far := b.translate(cause), b.translate(overTheWire(t, cause))
	const want = "pyapp.yaml:1:7: install 3 dependencies: failed with exit status 2; what it said is in the log of this step"
	for where, got := range map[string]error{
		"near, here": near, "near, at the client": overTheWire(t, near), "far, here": far, "far, at the client": overTheWire(t, far),
	} {
		if got.Error() != want {
			t.Errorf("%s: got %q", where, got)
		}
		if sources := errdefs.Sources(got); len(sources) != 1 || sources[0].Info.Filename != "pyapp.yaml" {
			t.Errorf("%s: got the sources %v", where, sources)
		}
		var exit *gwpb.ExitError
		if !errors.As(got, &exit) || exit.ExitCode != 2 {
			t.Errorf("%s: the exit status is lost", where)
		}
	}
}

// TestTranslateTwice says the same, because errors pass through it at each solve and at the end.
func TestTranslateTwice(t *testing.T) {
	t.Parallel()
	b, _ := newBuild(t, "", nil)
	once := b.translate(failedStep("copy the application", 1))
	if twice := b.translate(once); twice.Error() != once.Error() {
		t.Errorf("got %q, then %q", once, twice)
	}
}

// TestTranslateMoves an error to the key that has to do with it, where the file has that key.
func TestTranslateMoves(t *testing.T) {
	t.Parallel()
	b, _ := newBuild(t, "", nil)
	b.app = &spec.App{Ranges: map[string]spec.Range{"indexes": {Start: spec.Position{Line: 2, Column: 3}, End: spec.Position{Line: 2, Column: 5}}}}
	for status, place := range map[uint32][2]int32{82: {2, 3}, 83: {1, 7}, 90: {2, 3}} {
		got := b.translate(failedStep("install 3 dependencies", status))
		wantError(t, got, fmt.Sprintf("pyapp.yaml:%d:%d: install 3 dependencies: ", place[0], place[1]))
		sources := errdefs.Sources(got)
		if len(sources) != 1 || sources[0].Ranges[0].Start.Line != place[0] || sources[0].Ranges[0].Start.Character != place[1] {
			t.Errorf("%d: got the sources %v", status, sources)
		}
	}
}

// TestTranslateLeavesTheRest as it is: trouble that is no step's, and steps without a name.
func TestTranslateLeavesTheRest(t *testing.T) {
	t.Parallel()
	b, _ := newBuild(t, "", nil)
	for _, err := range []error{errors.New("connection lost"), failedStep("", 2)} {
		if got := b.translate(err); !errors.Is(got, err) || got.Error() != err.Error() {
			t.Errorf("got %v of %v", got, err)
		}
	}
}

// TestRewordedKeepsTheCode, by which a client tells what kind of error it is.
func TestRewordedKeepsTheCode(t *testing.T) {
	t.Parallel()
	err := reworded(grpcerrors.WrapCode(errors.New("denied"), codes.PermissionDenied), "resolving image: log in first")
	wire := overTheWire(t, err)
	if grpcerrors.Code(wire) != codes.PermissionDenied {
		t.Errorf("the code is %s", grpcerrors.Code(wire))
	}
	wantError(t, wire, "resolving image: log in first")
}

// TestRewordedImage is the error for an image that is not there, as it reaches the client.
func TestRewordedImage(t *testing.T) {
	t.Parallel()
	b, _ := newBuild(t, "python: '3.13'\n", nil)
	cause := fmt.Errorf("docker.io/library/python: %w", errors.New("not found"))
	err := b.withSource(reworded(cause, "pyapp.yaml:1:1: python: resolving image"), []*pb.Range{{Start: &pb.Position{Line: 1}, End: &pb.Position{Line: 1}}})
	wire := overTheWire(t, err)
	wantError(t, wire, "pyapp.yaml:1:1: python: resolving image")
	if len(errdefs.Sources(wire)) != 1 {
		t.Error("its place is lost")
	}
}

// TestMissing tells a file that is not there from other trouble.
func TestMissing(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"open /x: no such file or directory": true, "failed to read x: not found": false, "permission denied": false,
	} {
		if got := isMissing(errors.New(text)); got != want {
			t.Errorf("%q is missing: %t, want %t", text, got, want)
		}
	}
	if got := withoutDockerfile("failed to read dockerfile: open x: permission denied"); got != "open x: permission denied" {
		t.Errorf("got %q", got)
	}
}
