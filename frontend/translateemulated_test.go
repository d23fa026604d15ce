package frontend

import (
	"errors"
	"testing"

	"github.com/moby/buildkit/solver/errdefs"
	"github.com/moby/buildkit/solver/pb"
	"github.com/org/pyapp-frontend/frontend/plan"
)

// TestTranslateEmulated tells a missing emulator from one that crashed, and both from a failure of the program.
func TestTranslateEmulated(t *testing.T) {
	t.Parallel()
	const name = plan.EmulatedPackages + ": ffmpeg"
	for status, words := range map[uint32][]string{
		1:   {"linux/arm64", "cannot run them", "binfmt --install arm64"},
		255: {"linux/arm64", "cannot run them", "binfmt --install arm64"},
		139: {"the emulator of linux/arm64 crashed (signal 11)"},
		134: {"the emulator of linux/arm64 crashed (signal 6)"},
		75:  {"failed with exit status 75"},
	} {
		b, _ := newBuild(t, "", nil)
		cause := failedStep(name, status)
		var failed *errdefs.SolveError
		if !errors.As(cause, &failed) {
			t.Fatal("the error is of no step")
		}
		failed.Op = &pb.Op{Platform: &pb.Platform{OS: "linux", Architecture: "arm64"}}
		wantError(t, overTheWire(t, b.translate(cause)), append(words, name+": ")...)
	}
	b, _ := newBuild(t, "", nil)
	wantError(t, b.translate(failedStep("install system libraries: ffmpeg", 1)), "failed with exit status 1")
}
