// Package integration tests the program pyapp with real builders.
package integration

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/org/pyapp-frontend/cmd/pyapp/internal/command"
	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

const pythonBase = "python:3.13-slim-trixie"

// pyapp runs the program in this process, and returns its streams and exit code.
func pyapp(t *testing.T, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var out, said bytes.Buffer
	code = command.Main(t.Context(), args, &out, &said)
	return out.String(), said.String(), code
}

// started is a copy of an application with a spec that init has written, for the Python that every application here is built with.
func started(t *testing.T, m rig.Machine, app string) string {
	t.Helper()
	dir := m.Copy(t, app)
	if err := os.Remove(filepath.Join(dir, rig.SpecFile)); err != nil {
		t.Fatal(err)
	}
	rig.Write(t, dir, ".python-version", "3.13\n")
	args := []string{"init", dir}
	if m.Frontend != "" {
		args = append(args, "--frontend", m.Frontend)
	}
	if _, said, code := pyapp(t, args...); code != 0 {
		t.Fatalf("init ended with %d: %s", code, said)
	}
	return dir
}

func secrets(m rig.Machine) []string {
	if m.CA == "" {
		return nil
	}
	return []string{"--secret", "id=ca,src=" + m.CA}
}

// mustPush builds and pushes, and returns the tag.
func mustPush(t *testing.T, m rig.Machine, dir string, args ...string) string {
	t.Helper()
	tag := m.Registry + "/" + rig.RepositoryName(t) + ":1"
	out, said, code := pyapp(t, append(append([]string{"build", "--progress", "plain", "--tag", tag, "--push", "--json", dir}, secrets(m)...), args...)...)
	if code != 0 {
		t.Fatalf("build ended with %d: %s", code, said)
	}
	var result struct {
		Digest, Where string
		Names         []string
	}
	if err := json.Unmarshal([]byte(out), &result); err != nil || result.Where != "pushed" || len(result.Names) != 1 {
		t.Fatalf("build said %q: %v", out, err)
	}
	if digest, err := rig.Pull(t, tag).Digest(); err != nil || digest.String() != result.Digest && !strings.Contains(said, result.Digest) {
		t.Errorf("the digest is %s, said %s, %v", digest, result.Digest, err)
	}
	return tag
}

// TestInitBuilds has what init writes for most applications build and run, without a word added by hand.
func TestInitBuilds(t *testing.T) {
	m := rig.Find(t)
	for _, app := range []string{"django", "fastapi", "flat", "libpq", "pdm", "poetry-old", "script", "script723", "worker", "workspace"} {
		t.Run(app, func(t *testing.T) {
			t.Parallel()
			dir := started(t, m, app)
			tag := mustPush(t, m, dir, "--addr", m.BuildKit)
			config := rig.Config(t, rig.Pull(t, tag)).Config
			if len(config.Entrypoint) == 0 || config.User == "" {
				t.Errorf("the image runs %q as %q", config.Entrypoint, config.User)
			}
			if e := rig.Expect(t, app); e.HTTP == nil && app != "poetry-old" {
				out, err := rig.Output(t, m.Load(t, tag, pythonBase), e.Env, e.Args...)
				if err != nil {
					t.Errorf("it does not run: %v\n%s", err, out)
				}
			}
		})
	}
}

// TestInitServes starts what init has written for a service, and asks it by its own healthcheck.
func TestInitServes(t *testing.T) {
	m := rig.Find(t)
	for _, app := range []string{"fastapi", "pdm", "workspace"} {
		t.Run(app, func(t *testing.T) {
			t.Parallel()
			tag := mustPush(t, m, started(t, m, app), "--addr", m.BuildKit)
			c := rig.Start(t, m.Load(t, tag, pythonBase), nil)
			for deadline := time.Now().Add(time.Minute); ; time.Sleep(300 * time.Millisecond) {
				out, err := c.Probe(t)
				if err == nil {
					return
				}
				if time.Now().After(deadline) {
					t.Fatalf("it is not healthy: %v\n%s\n%s", err, out, c.Log(t.Context()))
				}
			}
		})
	}
}

// TestBuildx has the same done by docker buildx, which runs the frontend's image, with an option of its own.
func TestBuildx(t *testing.T) {
	m := rig.Find(t)
	builder := rig.NeedEnv(t, "BUILDX_BUILDER")
	dir := m.Copy(t, "script")
	tag := mustPush(t, m, dir, "--builder", builder, "--", "--provenance=false", "--annotation", "x=y")
	rig.CheckRun(t, m.Load(t, tag, pythonBase), rig.Expect(t, "script"))
}

// TestLoad puts an image into the Docker engine where nothing says where it goes.
func TestLoad(t *testing.T) {
	m := rig.Find(t)
	rig.NeedEnv(t, "DOCKER_HOST")
	dir := m.Copy(t, "script")
	for name, engine := range map[string][]string{"address": {"--addr", m.BuildKit}, "buildx": {"--builder", rig.NeedEnv(t, "BUILDX_BUILDER")}} {
		tag := "pyapp-test-load:" + name
		t.Cleanup(func() { _ = exec.Command("docker", "image", "rm", "--force", tag).Run() })
		out, said, code := pyapp(t, append([]string{"build", "--progress", "plain", "--tag", tag, dir}, engine...)...)
		if code != 0 || !strings.Contains(out, tag) || !strings.Contains(out, "loaded into the Docker engine") {
			t.Fatalf("%s: ended with %d: %s%s", name, code, out, said)
		}
		rig.CheckRun(t, tag, rig.Expect(t, "script"))
	}
}

// TestOutputs writes what a client can take.
func TestOutputs(t *testing.T) {
	m := rig.Find(t)
	dir, into := m.Copy(t, "script"), t.TempDir()
	for output, there := range map[string]string{
		"type=oci,dest=" + into + "/image.tar": "image.tar", into + "/files": "files/app/main.py",
	} {
		if _, said, code := pyapp(t, "build", "--progress", "plain", "--addr", m.BuildKit, "--output", output, dir); code != 0 {
			t.Fatalf("%s: ended with %d: %s", output, code, said)
		}
		if _, err := os.Stat(filepath.Join(into, there)); err != nil {
			t.Error(err)
		}
	}
}

// TestFailure ends with its own code, and draws the line that is wrong with a daemon's address.
func TestFailure(t *testing.T) {
	m := rig.Find(t)
	dir := m.Copy(t, "script")
	rig.Edit(t, dir, rig.SpecFile, "main.py", "mian.py")
	_, said, code := pyapp(t, "build", "--progress", "quiet", "--addr", m.BuildKit, dir)
	if want := "3 | entrypoint: [python, mian.py]\n  |                      ^^^^^^^"; code != 3 || !strings.Contains(said, want) || strings.Contains(said, "goroutine") {
		t.Errorf("ended with %d: %s", code, said)
	}
	out, said, code := pyapp(t, "build", "--progress", "plain", "--builder", rig.NeedEnv(t, "BUILDX_BUILDER"), dir)
	if code != 3 || !strings.Contains(said, "there is no file mian.py") {
		t.Errorf("buildx: ended with %d: %s%s", code, out, said)
	}
}

// TestAsk passes the name of a request through either way.
func TestAsk(t *testing.T) {
	m := rig.Find(t)
	dir := m.Copy(t, "script")
	for name, engine := range map[string][]string{"address": {"--addr", m.BuildKit}, "buildx": {"--builder", rig.NeedEnv(t, "BUILDX_BUILDER")}} {
		out, said, code := pyapp(t, append([]string{"outline", dir}, engine...)...)
		if code != 0 || !strings.Contains(out, "PYAPP_PYTHON") {
			t.Errorf("%s: ended with %d: %s%s", name, code, out, said)
		}
		out, said, code = pyapp(t, append([]string{"outline", "--json", dir}, engine...)...)
		if code != 0 || !json.Valid([]byte(out)) || !strings.Contains(out, "PYAPP_PYTHON") {
			t.Errorf("%s as JSON: ended with %d: %s%s", name, code, out, said)
		}
	}
}

// TestAskEverything has an answer of each kind that this program knows of.
func TestAskEverything(t *testing.T) {
	m := rig.Find(t)
	dir := m.Copy(t, "script")
	for args, want := range map[string]string{
		"plan": "copy the application", "lock --json": "packages", "graph": "flowchart", "graph --svg": "<svg",
	} {
		out, said, code := pyapp(t, append(strings.Fields(args), dir, "--addr", m.BuildKit)...)
		if code != 0 || !strings.Contains(out, want) {
			t.Errorf("%s: ended with %d: %s%s", args, code, out, said)
		}
	}
	if _, said, code := pyapp(t, "build", "--progress", "quiet", "--target", "nothing", dir, "--addr", m.BuildKit); code != 3 {
		t.Errorf("a target that is not there: ended with %d: %s", code, said)
	}
}

// TestInterrupt ends a build by a signal, as Ctrl-C sends it, with a line that says so.
func TestInterrupt(t *testing.T) {
	m := rig.Find(t)
	program := filepath.Join(t.TempDir(), "pyapp")
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-o", program, "github.com/org/pyapp-frontend/cmd/pyapp").CombinedOutput(); err != nil {
		t.Fatalf("building the program: %v\n%s", err, out)
	}
	dir := m.Copy(t, "script")
	rig.Edit(t, dir, rig.SpecFile, "entrypoint", "steps: [{run: [python, -c, \"import time; time.sleep(90); '"+rig.RepositoryName(t)+"'\"], outputs: [x]}]\nentrypoint")
	for name, engine := range map[string][]string{"address": {"--addr", m.BuildKit}, "buildx": {"--builder", rig.NeedEnv(t, "BUILDX_BUILDER")}} {
		said := &watched{started: make(chan bool, 1), word: "step: python -c"}
		cmd := exec.CommandContext(t.Context(), program, append([]string{"build", "--progress", "plain", dir}, engine...)...)
		cmd.Stderr = said
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		select {
		case <-said.started:
		case <-time.After(2 * time.Minute):
			t.Errorf("%s: the step did not start: %s", name, said.text.String())
		}
		time.Sleep(time.Second) // in the middle of the step
		if err := cmd.Process.Signal(syscall.SIGINT); err != nil {
			t.Fatal(err)
		}
		begin := time.Now()
		err := cmd.Wait()
		if took := time.Since(begin); took > 15*time.Second {
			t.Errorf("%s: it took %s to end", name, took)
		}
		if code := cmd.ProcessState.ExitCode(); code != command.Interrupted || !strings.Contains(said.text.String(), "interrupted") {
			t.Errorf("%s: ended with %d, %v: %s", name, code, err, said.text.String())
		}
	}
}

// watched is a stream that says when a word has come.
type watched struct {
	text    bytes.Buffer
	word    string
	started chan bool
}

func (w *watched) Write(data []byte) (int, error) {
	w.text.Write(data)
	if strings.Contains(w.text.String(), w.word) {
		select {
		case w.started <- true:
		default:
		}
	}
	return len(data), nil
}
