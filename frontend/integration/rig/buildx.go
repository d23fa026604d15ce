package rig

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"testing"
)

// Buildx runs `docker buildx build -f pyapp.yaml` in the folder, with the environment that the devkit prints, and returns
// what the user would see.
func (m Machine) Buildx(ctx context.Context, t *testing.T, dir string, args ...string) (string, error) {
	t.Helper()
	NeedEnv(t, "BUILDX_BUILDER")
	return m.command(ctx, dir, "docker", append([]string{"buildx", "build", "--progress=plain"}, args...))
}

// Call runs `docker buildx build -f pyapp.yaml --call REQUEST` in the folder, and returns what it prints: the answer alone. Where it
// fails, the error says why, as the user would see it.
func (m Machine) Call(ctx context.Context, t *testing.T, dir, request string, args ...string) (string, error) {
	t.Helper()
	NeedEnv(t, "BUILDX_BUILDER")
	cmd := m.prepared(ctx, dir, "docker", append([]string{"buildx", "build", "--progress=plain", "--call", request}, args...))
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		err = fmt.Errorf("%w\n%s", err, said.String())
	}
	return string(out), err
}

// BuildxDebug is Buildx of a client that shows all of each warning.
func (m Machine) BuildxDebug(ctx context.Context, t *testing.T, dir string, args ...string) (string, error) {
	t.Helper()
	NeedEnv(t, "BUILDX_BUILDER")
	return m.command(ctx, dir, "docker", append([]string{"--debug", "buildx", "build", "--progress=plain"}, args...))
}

// EngineBuild runs `docker build --network host -f pyapp.yaml` with the Docker engine's own builder.
func (m Machine) EngineBuild(ctx context.Context, t *testing.T, dir string, args ...string) (string, error) {
	t.Helper()
	NeedEnv(t, "DOCKER_HOST")
	return m.command(ctx, dir, "docker", append([]string{"buildx", "--builder", "default", "build", "--progress=plain", "--network=host", "--load"}, args...))
}

func (m Machine) command(ctx context.Context, dir, program string, args []string) (string, error) {
	return combined(m.prepared(ctx, dir, program, args))
}

func (m Machine) prepared(ctx context.Context, dir, program string, args []string) *exec.Cmd {
	if m.CA != "" {
		args = append(args, "--secret", "id=ca,src="+m.CA)
	}
	return prepared(ctx, dir, program, append(args, "-f", SpecFile, "."))
}

// Bake runs `docker buildx bake` in the folder, on the file of bake that is there.
func (m Machine) Bake(ctx context.Context, t *testing.T, dir string, args ...string) (string, error) {
	t.Helper()
	NeedEnv(t, "BUILDX_BUILDER")
	return combined(prepared(ctx, dir, "docker", append([]string{"buildx", "bake", "--progress=plain"}, args...)))
}

func combined(cmd *exec.Cmd) (string, error) {
	out, err := cmd.CombinedOutput()
	return string(out), err
}

func prepared(ctx context.Context, dir, program string, args []string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "BUILDX_NO_DEFAULT_ATTESTATIONS=1")
	return cmd
}
