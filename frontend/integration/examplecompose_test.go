package integration

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// TestExampleCompose brings up the whole application of docs/examples/compose.yaml with Docker Compose, sends a task from
// one container to another, and has the development server notice an edit. Postgres and Redis are Debian's.
func TestExampleCompose(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	rig.NeedEnv(t, "DOCKER_HOST")
	c := composition{dir: example(t, m), program: tool(t, "compose"), files: []string{"compose.yaml"}}
	rig.Write(t, c.dir, "compose.test.yaml", composeForTests(t, m))
	t.Cleanup(c.down)

	c.must(t, "up", "--build", "--wait", "--wait-timeout=240")
	const query = "import sqlalchemy; from app.main import engine; print(engine.connect().execute(sqlalchemy.text('select current_user')).scalar())"
	if got := c.must(t, "exec", "--no-TTY", "web", "python", "-c", query); strings.TrimSpace(got) != "shop" {
		t.Errorf("the database answers %q", got)
	}
	c.must(t, "exec", "--no-TTY", "web", "celery", "-A", "app.worker", "call", "app.worker.restock", "--args=[3, 4]")
	c.await(t, `"app.worker.restock": 1`, "exec", "--no-TTY", "worker", "celery", "-A", "app.worker", "inspect", "stats")
	for _, service := range []string{"web", "worker", "beat"} {
		got := c.must(t, "exec", "--no-TTY", service, "python", "-c", "import os; print(os.getuid(), os.access('/app', os.W_OK), os.access('/tmp', os.W_OK), open('/proc/self/status').read())")
		if !strings.HasPrefix(got, "65532 False True") || !strings.Contains(got, "CapBnd:\t0000000000000000") || !strings.Contains(got, "NoNewPrivs:\t1") {
			t.Errorf("%s runs as %s", service, got)
		}
	}
	// A cluster may choose the account, as OpenShift does.
	if got := c.must(t, "run", "--rm", "--no-deps", "--no-TTY", "--user=1000680000:0", "web", "python", "-c", "import os, app.main; print(os.getuid())"); strings.TrimSpace(got) != "1000680000" {
		t.Errorf("as another account it prints %q", got)
	}

	c.files = append(c.files, "compose.dev.yaml")
	c.must(t, "up", "--build", "--wait", "--wait-timeout=240", "web")
	rig.Edit(t, c.dir, "app/main.py", `"status": "ok"`, `"status": "edited"`)
	const ask = "import urllib.request; print(urllib.request.urlopen('http://localhost:8000/health').read())"
	c.await(t, `"status":"edited"`, "exec", "--no-TTY", "web", "python", "-c", ask)
}

// composeForTests is what this machine needs besides the examples: its own certificates in builds, stand-ins of the images
// of Docker Hub, and no port of the machine's own.
func composeForTests(t *testing.T, m rig.Machine) string {
	t.Helper()
	build, secrets := "{}", ""
	if m.CA != "" {
		build, secrets = "{secrets: [ca]}", fmt.Sprintf("secrets: {ca: {file: %q}}\n", m.CA)
	}
	text := fmt.Sprintf("services:\n  web: {build: %[1]s, ports: !reset []}\n  worker: {build: %[1]s}\n  beat: {build: %[1]s}\n", build)
	for service, target := range map[string]string{"db": "postgres", "redis": "redis"} {
		image := m.Registry + "/test/" + target + ":1"
		if out, err := inFolder(t, "testdata/services", nil, "docker", "buildx", "build", "--provenance=false", "--push", "--target="+target, "--tag="+image, "."); err != nil {
			t.Fatalf("making a stand-in for %s: %v\n%s", target, err, out)
		}
		text += fmt.Sprintf("  %s: {image: %q}\n", service, image)
	}
	return text + secrets
}

// composition is an application of Compose files.
type composition struct {
	dir, program string
	files        []string
}

func (c composition) command(args ...string) []string {
	all := []string{"--project-name=pyapp-example", "--progress=plain"}
	for _, file := range append(c.files, "compose.test.yaml") {
		all = append(all, "--file="+file)
	}
	return append(all, args...)
}

// must returns what a command of Compose writes to standard output. One that fails shows what the services wrote.
func (c composition) must(t *testing.T, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), c.program, c.command(args...)...)
	cmd.Dir, cmd.Env = c.dir, append(os.Environ(), "POSTGRES_PASSWORD=secret")
	var log strings.Builder
	cmd.Stderr = &log
	out, err := cmd.Output()
	if err != nil {
		services, _ := inFolder(t, c.dir, []string{"POSTGRES_PASSWORD=secret"}, c.program, c.command("logs")...)
		t.Fatalf("compose %q: %v\n%s%s\n%s", args, err, out, log.String(), services)
	}
	return string(out)
}

// await runs a command until its output has a text.
func (c composition) await(t *testing.T, text string, args ...string) {
	t.Helper()
	var out string
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(time.Second) {
		out, _ = inFolder(t, c.dir, []string{"POSTGRES_PASSWORD=secret"}, c.program, c.command(args...)...)
		if strings.Contains(out, text) {
			return
		}
	}
	t.Errorf("compose %q does not come to say %s:\n%s", args, text, out)
}

func (c composition) down() {
	cmd := exec.Command(c.program, c.command("down", "--volumes", "--rmi=local", "--timeout=10")...)
	cmd.Dir, cmd.Env = c.dir, append(os.Environ(), "POSTGRES_PASSWORD=secret")
	_ = cmd.Run()
	_ = exec.Command("docker", "image", "rm", "--force", "shop-web", "shop-worker", "shop-beat", "shop-dev").Run()
}
