package engine

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"time"
)

// buildx runs `docker buildx build`.
type buildx struct {
	builder        string
	stdout, stderr io.Writer
}

func findBuildx(ctx context.Context, o Options) (Engine, error) {
	if _, err := exec.LookPath("docker"); err != nil {
		return nil, fmt.Errorf("%w: no docker client is on the PATH, and no BuildKit daemon is named; install Docker with buildx, or give"+
			" --addr or BUILDKIT_HOST", ErrNoBuilder)
	}
	if out, err := exec.CommandContext(ctx, "docker", "buildx", "version").CombinedOutput(); err != nil {
		return nil, fmt.Errorf("%w: docker has no buildx (`docker buildx version` says %q); install the plugin, or give --addr or BUILDKIT_HOST",
			ErrNoBuilder, strings.TrimSpace(string(out)))
	}
	return &buildx{builder: o.Builder, stdout: o.Stdout, stderr: o.Stderr}, nil
}

// Describe implements Engine.
func (b *buildx) Describe() string {
	if b.builder != "" {
		return "docker buildx with the builder " + b.builder + " (--builder), which runs the frontend's image of the first line"
	}
	return "docker buildx, because docker has it and no BuildKit address is given; it runs the frontend's image of the first line"
}

// Loads implements Engine.
func (b *buildx) Loads(ctx context.Context) bool { return dockerEngine(ctx) }

// dockerEngine says whether there is a Docker engine that answers.
func dockerEngine(ctx context.Context) bool {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	return exec.CommandContext(ctx, "docker", "version", "--format", "{{.Server.Version}}").Run() == nil
}

// Build implements Engine.
func (b *buildx) Build(ctx context.Context, r Request) (Result, error) {
	if r.Metadata == "" {
		file, err := os.CreateTemp("", "pyapp-*.json")
		if err != nil {
			return Result{}, err
		}
		defer os.Remove(file.Name())
		r.Metadata = file.Name()
		if err := file.Close(); err != nil {
			return Result{}, err
		}
	}
	if err := b.run(ctx, append(b.arguments(r), r.Dir), b.stdout); err != nil {
		return Result{}, err
	}
	return readMetadata(r)
}

// Call implements Engine.
func (b *buildx) Call(ctx context.Context, r Request, name string, asJSON bool) ([]byte, error) {
	if asJSON {
		name += ",format=json"
	}
	var out bytes.Buffer
	err := b.run(ctx, append(b.arguments(r), "--call", name, r.Dir), &out)
	return out.Bytes(), err
}

// arguments are those of a request, without its folder.
func (b *buildx) arguments(r Request) []string {
	out := []string{"buildx"}
	if b.builder != "" {
		out = append(out, "--builder", b.builder)
	}
	out = append(out, "build", "--file", r.File)
	if len(r.Platforms) > 0 {
		out = append(out, "--platform", strings.Join(r.Platforms, ","))
	}
	for _, o := range []struct{ name, value string }{{"target", r.Target}, {"progress", r.Progress}, {"metadata-file", r.Metadata}} {
		if o.value != "" {
			out = append(out, "--"+o.name, o.value)
		}
	}
	for _, o := range []struct {
		name string
		set  bool
	}{{"push", r.Push}, {"load", r.Load}, {"no-cache", r.NoCache}, {"pull", r.Pull}} {
		if o.set {
			out = append(out, "--"+o.name)
		}
	}
	for _, o := range []struct {
		name   string
		values []string
	}{
		{"tag", r.Tags}, {"output", r.Outputs}, {"build-arg", r.BuildArgs}, {"build-context", r.Contexts}, {"label", r.Labels},
		{"secret", r.Secrets}, {"ssh", r.SSH}, {"cache-from", r.CacheFrom}, {"cache-to", r.CacheTo},
	} {
		for _, v := range o.values {
			out = append(out, "--"+o.name, v)
		}
	}
	return append(out, r.Extra...)
}

// run runs docker. When the context ends, docker is asked to end, so that the builder hears of it, and ended after a while.
func (b *buildx) run(ctx context.Context, args []string, stdout io.Writer) error {
	cmd := exec.CommandContext(ctx, "docker", args...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, stdout, b.stderr
	cmd.WaitDelay = 10 * time.Second
	if runtime.GOOS != "windows" { // which has no such signal; there Ctrl-C reaches docker by itself
		cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	}
	err := cmd.Run()
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, &exit):
		return &FailedError{Err: fmt.Errorf("docker buildx build: %w", err), Shown: true}
	case err != nil:
		return fmt.Errorf("running docker: %w", err)
	}
	return nil
}

// readMetadata is what buildx says of an image that it has made.
func readMetadata(r Request) (Result, error) {
	result := Result{Names: r.Tags}
	data, err := os.ReadFile(r.Metadata)
	if err != nil || len(data) == 0 {
		return result, nil //nolint:nilerr // releases of buildx differ in what they write, and the image is there all the same
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(data, &fields); err != nil {
		return result, fmt.Errorf("reading what buildx says of the image: %w", err)
	}
	text := func(name string) string {
		var s string
		_ = json.Unmarshal(fields[name], &s) // a field of another form is none that is looked for
		return s
	}
	result.Digest, result.Config = text("containerimage.digest"), text("containerimage.config.digest")
	if names := text("image.name"); names != "" && len(result.Names) == 0 {
		result.Names = strings.Split(names, ",")
	}
	return result, nil
}
