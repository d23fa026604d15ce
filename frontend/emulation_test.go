package frontend

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	gwpb "github.com/moby/buildkit/frontend/gateway/pb"
	"github.com/moby/buildkit/solver/errdefs"
	"github.com/moby/buildkit/solver/pb"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"
)

// failedOn is what a daemon says of a step that ended with a status on a platform.
func failedOn(arch string, status uint32) error {
	err := failedStep("build fast 1 for linux/"+arch+", under emulation", status)
	var solve *errdefs.SolveError
	if errors.As(err, &solve) {
		solve.Op = &pb.Op{Platform: &pb.Platform{OS: "linux", Architecture: arch}}
	}
	return err
}

// buildOn is a build on a builder for amd64.
func buildOn(t *testing.T) *build {
	t.Helper()
	b, _ := newBuild(t, "", nil)
	b.BuildPlatforms = []ocispecs.Platform{{OS: "linux", Architecture: "amd64"}}
	return b
}

// TestEmulatorCrashed tells a crash from other failures, by its status and by where the step runs.
func TestEmulatorCrashed(t *testing.T) {
	t.Parallel()
	b := buildOn(t)
	for _, status := range []uint32{132, 134, 135, 136, 139} {
		got := overTheWire(t, b.emulationFailed(t.Context(), overTheWire(t, failedOn("arm64", status))))
		wantError(t, got, "pyapp.yaml:1:7: build fast 1 for linux/arm64, under emulation: ", "emulator crashed", "a builder of the image's platform")
		var exit *gwpb.ExitError
		if !errors.As(got, &exit) || exit.ExitCode != status {
			t.Errorf("the status %d is lost", status)
		}
	}
	for name, err := range map[string]error{
		"at home": failedOn("amd64", 139), "another status": failedOn("arm64", 65), "killed": failedOn("arm64", 137), "no step": errors.New("connection lost"),
		"nothing to try it with": failedOn("arm64", 1),
	} {
		if got := b.emulationFailed(t.Context(), err); got != nil {
			t.Errorf("%s: got %v", name, got)
		}
	}
}

// TestNoEmulator is what some runtimes say in words.
func TestNoEmulator(t *testing.T) {
	t.Parallel()
	err := failedOn("riscv64", 1)
	if solve := (*errdefs.SolveError)(nil); errors.As(err, &solve) {
		solve.Err = fmt.Errorf("exec /usr/local/bin/python3: exec format error: %w", solve.Err)
	}
	got := buildOn(t).emulationFailed(t.Context(), err)
	wantError(t, got, "build fast 1", "no emulator for programs of linux/riscv64", "tonistiigi/binfmt --install riscv64", "a builder of that platform", "wheel")
}

// TestCheckPlatforms refuses what cannot be, and takes no platform for the builder's own.
func TestCheckPlatforms(t *testing.T) {
	t.Parallel()
	b := buildOn(t)
	if err := b.checkPlatforms(t.Context()); err != nil {
		t.Error(err)
	}
	b.TargetPlatforms = []ocispecs.Platform{{OS: "linux", Architecture: "arm"}, {OS: "linux", Architecture: "arm64", Variant: "v8"}}
	if err := b.checkPlatforms(t.Context()); err != nil {
		t.Error(err)
	}
	b.TargetPlatforms = append(b.TargetPlatforms, ocispecs.Platform{OS: "linux", Architecture: "arm", Variant: "v6"}, ocispecs.Platform{OS: "windows", Architecture: "amd64"})
	err := b.checkPlatforms(t.Context())
	wantError(t, err, "2 problems", "linux/arm/v6", "windows/amd64", "linux/arm/v7, linux/386")
	if strings.Contains(err.Error(), "for linux/arm64:") {
		t.Errorf("%v", err)
	}
}
