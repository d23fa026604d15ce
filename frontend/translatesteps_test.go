package frontend

import (
	"errors"
	"testing"

	"github.com/moby/buildkit/solver/errdefs"
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

func stepOf(t *testing.T, err error) *errdefs.SolveError {
	t.Helper()
	var failed *errdefs.SolveError
	if !errors.As(err, &failed) {
		t.Fatalf("%v is no failed step", err)
	}
	return failed
}

// TestTranslateQuotes has what the program said last in the error of its step, and that once.
func TestTranslateQuotes(t *testing.T) {
	t.Parallel()
	b, _ := newBuild(t, "", nil)
	for status, want := range map[uint32]string{
		1:  "step: make: failed with exit status 1: KeyError: 'SECRET_KEY'; what it said is in the log",
		94: "step: make: the command failed: KeyError: 'SECRET_KEY'; the log of this step",
	} {
		got := b.translate(b.translate(saidError{failedStep("step: make", status), "KeyError: 'SECRET_KEY'"}))
		wantError(t, overTheWire(t, got), want)
	}
}
