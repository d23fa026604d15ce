package frontend

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/moby/buildkit/client/llb"
	gwpb "github.com/moby/buildkit/frontend/gateway/pb"
	"github.com/moby/buildkit/solver/errdefs"
	"github.com/org/pyapp-frontend/frontend/plan"
)

// crashed is what is said of an emulator that did not get through.
const crashed = "the builder's emulator crashed; try again, with a newer emulator, or use a builder of the image's platform"

// crashes are the statuses of programs that ended by a signal which only faulty programs raise: 128 and SIGILL, SIGABRT,
// SIGBUS, SIGFPE or SIGSEGV. What is emulated ends so where the emulator is at fault.
var crashes = []uint32{132, 134, 135, 136, 139}

// unstarted are the statuses by which runtimes of containers say that they could not start a program. It may have been started
// and ended with them, too.
var unstarted = []uint32{1, 126, 127, 255}

// unreadable is what the kernel says of a program that it cannot run (ENOEXEC). Most runtimes say it in the log of the step alone.
const unreadable = "exec format error"

// emulationFailed is the error of a step that runs programs of another platform than the builder's, where it is the emulation
// that failed; nil: it is not.
func (b *build) emulationFailed(ctx context.Context, err error) error {
	if problem := b.emulationProblem(ctx, err); problem != "" {
		return b.ofStep(err, "", problem)
	}
	return nil
}

// emulationProblem is what to say of it; empty: it is not the emulation that failed.
func (b *build) emulationProblem(ctx context.Context, err error) string {
	on, ok := stepPlatform(err)
	if !ok || on.Same(planPlatform(b.buildPlatform())) {
		return ""
	}
	var exit *gwpb.ExitError
	exited := errors.As(err, &exit)
	switch {
	case exited && slices.Contains(crashes, exit.ExitCode):
		return crashed
	case strings.Contains(err.Error(), unreadable), exited && slices.Contains(unstarted, exit.ExitCode) && !b.runs(ctx, on):
		return fmt.Sprintf("this builder has no emulator for programs of %s; install one (`docker run --privileged --rm "+
			"tonistiigi/binfmt --install %s`), or use a builder of that platform%s", on, on.Architecture, otherwise(err))
	}
	return ""
}

// otherwise is what else there is to do about a step that needs an emulator.
func otherwise(err error) string {
	var failed *errdefs.SolveError
	if errors.As(err, &failed) && strings.Contains(failed.Description["llb.customname"], ", under emulation") {
		return "; what has a wheel for it need not be built"
	}
	return ""
}

// stepPlatform is the platform that the step which failed runs on; false: no step did.
func stepPlatform(err error) (plan.Platform, bool) {
	var failed *errdefs.SolveError
	if !errors.As(err, &failed) || failed.Op.GetPlatform() == nil {
		return plan.Platform{}, false
	}
	return planPlatform(failed.Op.GetPlatform().Spec()), true
}

// runs says whether the builder runs programs of a platform. Only trying tells: not all emulators are registered where the
// builder lists its platforms.
func (b *build) runs(ctx context.Context, on plan.Platform) bool {
	base, ok := b.bases.Load(on)
	if !ok {
		return true
	}
	_, err := b.tried(ctx, b.gen.Try(base.(llb.State), on))
	var exit *gwpb.ExitError
	return err == nil || !errors.As(err, &exit) && !strings.Contains(err.Error(), unreadable)
}
