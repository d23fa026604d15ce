package rig

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/moby/buildkit/client"
)

// daemonConfig is the machine's own: the loopback registry without TLS, and stand-ins for the public registries in it.
const daemonConfig = `root = %q
[grpc]
  address = [%q]
[worker.oci]
  enabled = true
  snapshotter = "overlayfs"
  networkMode = "host"
  binary = "runc"
[worker.containerd]
  enabled = false
[registry."docker.io"]
  mirrors = [%q]
[registry."ghcr.io"]
  mirrors = [%q]
[registry.%q]
  http = true
  insecure = true
`

// EmptyDaemon starts a second buildkitd that has built nothing yet, as a fresh CI machine would, and returns its address.
// It ends with the test. buildkitd is looked for in PATH; the caller must be root.
func (m Machine) EmptyDaemon(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	addr := "unix://" + filepath.Join(dir, "s")
	config := fmt.Sprintf(daemonConfig, filepath.Join(dir, "root"), addr, m.Registry, m.Registry+"/ghcr", m.Registry)
	Write(t, dir, "buildkitd.toml", config)
	log, err := os.Create(filepath.Join(dir, "log"))
	if err != nil {
		t.Fatal(err)
	}
	daemon := exec.Command("buildkitd", "--config", filepath.Join(dir, "buildkitd.toml"))
	daemon.Stdout, daemon.Stderr = log, log
	if err := daemon.Start(); err != nil {
		t.Fatalf("starting buildkitd: %v", err)
	}
	t.Cleanup(func() { end(t, daemon, log) })
	await(t, addr, log.Name())
	return addr
}

// await returns when the daemon answers.
func await(t *testing.T, addr, log string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	for ctx.Err() == nil {
		if c, err := client.New(ctx, addr); err == nil {
			_, err = c.ListWorkers(ctx)
			_ = c.Close()
			if err == nil {
				return
			}
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatalf("buildkitd does not answer:\n%s", read(t, log))
}

// end stops the daemon, and shows its log if the test has failed.
func end(t *testing.T, daemon *exec.Cmd, log *os.File) {
	_ = daemon.Process.Signal(syscall.SIGTERM)
	_ = daemon.Wait()
	_ = log.Close()
	if t.Failed() {
		text, _ := os.ReadFile(log.Name())
		t.Logf("log of the second buildkitd:\n%.4000s", text)
	}
}
