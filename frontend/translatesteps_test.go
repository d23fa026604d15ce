package frontend

import (
	"errors"
	"testing"

	"github.com/moby/buildkit/solver/errdefs"
	"github.com/moby/buildkit/solver/pb"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"
	"github.com/org/pyapp-frontend/frontend/llbgen"
	"github.com/org/pyapp-frontend/spec"
)

// TestTranslateStepsOfTheSpec has the place of what is wrong with the item of `steps` that failed.
func TestTranslateStepsOfTheSpec(t *testing.T) {
	t.Parallel()
	b, _ := newBuild(t, "", nil)
	b.app = &spec.App{Ranges: map[string]spec.Range{}}
	for line, key := range []string{"outputs", "run", "steps[0].run", "steps[1].run", "steps[1].outputs"} {
		b.app.Ranges[key] = spec.Range{Start: spec.Position{Line: line + 1, Column: 1}, End: spec.Position{Line: line + 1, Column: 2}}
	}
	for status, want := range map[uint32]string{
		94: "pyapp.yaml:4:1: step: make: the command failed; ", 95: "pyapp.yaml:5:1: step: make: the command did not make",
		96: "pyapp.yaml:5:1: ", 97: "pyapp.yaml:4:1: ", 3: "pyapp.yaml:1:7: step: make: failed with exit status 3; ",
	} {
		err := failedStep("step: make", status)
		stepOf(t, err).Description[llbgen.OwnerKey] = "steps[1]"
		wantError(t, overTheWire(t, b.translate(err)), want)
	}
}

// TestTranslateEmulation explains what a step on another platform may have failed for, and no other.
func TestTranslateEmulation(t *testing.T) {
	t.Parallel()
	b, _ := newBuild(t, "", nil)
	b.BuildPlatforms = []ocispecs.Platform{{OS: "linux", Architecture: "amd64"}}
	for _, tc := range []struct {
		arch     string
		status   uint32
		emulator bool
	}{{"arm64", 1, true}, {"arm64", 2, false}, {"amd64", 1, false}, {"arm64", 94, false}} {
		err := failedStep("step: make", tc.status)
		stepOf(t, err).Op = &pb.Op{Platform: &pb.Platform{OS: "linux", Architecture: tc.arch}}
		got := overTheWire(t, b.translate(err))
		if tc.emulator {
			wantError(t, got, "exit status 1", "no emulator for linux/arm64", "binfmt")
		} else if want := overTheWire(t, b.translate(failedStep("step: make", tc.status))); got.Error() != want.Error() {
			t.Errorf("%s, %d: got %q, want %q", tc.arch, tc.status, got, want)
		}
	}
}

func stepOf(t *testing.T, err error) *errdefs.SolveError {
	t.Helper()
	var failed *errdefs.SolveError
	if !errors.As(err, &failed) {
		t.Fatalf("%v is no failed step", err)
	}
	return failed
}
