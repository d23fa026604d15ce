package rig

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"
)

// Container is one run of an image by the machine's Docker engine, hardened as the documentation tells users to: read-only,
// without capabilities, without new privileges; and without a network, so that nothing it does can depend on one.
type Container struct {
	ID string
}

// patience is how long a program may take to start, also under an emulator on a busy machine.
const patience = 3 * time.Minute

// Output runs the image to its end with the arguments and returns what it wrote to both streams.
func Output(t *testing.T, image string, env map[string]string, args ...string) (string, error) {
	t.Helper()
	return foreground(t, append(runArgs(env, "--rm"), append([]string{image}, args...)...))
}

// Python runs a line of Python in place of the image's entrypoint and returns what it wrote.
func Python(t *testing.T, image, code string) (string, error) {
	t.Helper()
	return foreground(t, append(runArgs(nil, "--rm"), "--entrypoint", "/app/.venv/bin/python", image, "-c", code))
}

func foreground(t *testing.T, args []string) (string, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	return docker(ctx, args...)
}

// Start runs the image in the background until the test ends.
func Start(t *testing.T, image string, env map[string]string, args ...string) Container {
	t.Helper()
	return start(t, append(runArgs(env, "--detach"), append([]string{image}, args...)...))
}

// StartOver runs the image in the background until the test ends, with a folder of the host mounted over one of its own.
func StartOver(t *testing.T, image, folder, at string) Container {
	t.Helper()
	return start(t, append(runArgs(nil, "--detach"), "--volume", folder+":"+at, image))
}

func start(t *testing.T, args []string) Container {
	t.Helper()
	id, err := docker(t.Context(), args...)
	if err != nil {
		t.Fatalf("starting: %v", err)
	}
	c := Container{ID: strings.TrimSpace(id)}
	t.Cleanup(func() { _, _ = docker(context.WithoutCancel(t.Context()), "rm", "--force", "--volumes", c.ID) })
	return c
}

// Await runs a command in the container until its output has a text.
func (c Container) Await(t *testing.T, command []string, text string) {
	t.Helper()
	c.await(t, func(ctx context.Context) error {
		out, err := c.Exec(ctx, command...)
		if err == nil && !strings.Contains(out, text) {
			err = fmt.Errorf("%q says %q, want %q", command, out, text)
		}
		return err
	})
}

// Exec runs a command in the container, as the image's user.
func (c Container) Exec(ctx context.Context, args ...string) (string, error) {
	return docker(ctx, append([]string{"exec", c.ID}, args...)...)
}

// Probe runs the healthcheck that the image itself brings.
func (c Container) Probe(t *testing.T) (string, error) {
	t.Helper()
	text, err := docker(t.Context(), "inspect", "--format", "{{json .Config.Healthcheck.Test}}", c.ID)
	if err != nil {
		return text, err
	}
	var test []string
	if err := json.Unmarshal([]byte(text), &test); err != nil || len(test) < 2 {
		return text, fmt.Errorf("reading the healthcheck: %w", err)
	}
	return c.Exec(t.Context(), test[1:]...)
}

// Log is what the container has written so far.
func (c Container) Log(ctx context.Context) string {
	text, err := docker(ctx, "logs", c.ID)
	if err != nil {
		return err.Error()
	}
	return text
}

// Stop sends SIGTERM, and SIGKILL after the grace period in seconds; it returns the exit code, 137 when killed.
func (c Container) Stop(t *testing.T, grace int) string {
	t.Helper()
	if _, err := docker(t.Context(), "stop", "--time", fmt.Sprint(grace), c.ID); err != nil {
		t.Fatal(err)
	}
	code, err := docker(t.Context(), "inspect", "--format", "{{.State.ExitCode}}", c.ID)
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(code)
}

// Load brings a pushed image into the engine until the test ends, and returns the name to run it by. The base stays, so
// that its layers need not be unpacked again for each image.
func (m Machine) Load(t *testing.T, reference, base string) string {
	t.Helper()
	m.EngineImages(t, "docker.io/library/"+base)
	return pull(t, reference)
}

// LoadForeign brings the image of one platform out of a pushed index into the engine until the test ends, and returns the
// name to run it by. The containers of the test are of that platform from then on.
func LoadForeign(t *testing.T, reference, platform string) string {
	t.Helper()
	t.Setenv("DOCKER_DEFAULT_PLATFORM", platform)
	digest, err := PullPlatform(t, reference, platform).Digest()
	if err != nil {
		t.Fatal(err)
	}
	repository, _, _ := strings.Cut(reference, "@")
	return pull(t, repository+"@"+digest.String())
}

// pull brings a pushed image into the engine until the test ends, and returns its name.
func pull(t *testing.T, reference string) string {
	t.Helper()
	if _, err := docker(t.Context(), "pull", "--quiet", reference); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _, _ = docker(context.WithoutCancel(t.Context()), "image", "rm", "--force", reference) })
	return reference
}

func runArgs(env map[string]string, mode string) []string {
	args := []string{"run", mode, "--network", "none", "--read-only", "--cap-drop=ALL", "--security-opt", "no-new-privileges"}
	for _, name := range slices.Sorted(maps.Keys(env)) {
		args = append(args, "--env", name+"="+env[name])
	}
	return args
}

// docker runs the Docker client and returns both of its streams.
func docker(ctx context.Context, args ...string) (string, error) {
	out, err := exec.CommandContext(ctx, "docker", args...).CombinedOutput()
	if err != nil {
		return string(out), fmt.Errorf("docker %s: %w\n%s", strings.Join(args, " "), err, out)
	}
	return string(out), nil
}
