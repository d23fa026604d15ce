package integration

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// examplesFolder holds the files that users copy.
const examplesFolder = "../../docs/examples"

// example is a copy of the application that the example files are about, with all of them in it and the machine's frontend
// on the first line of the spec.
func example(t *testing.T, m rig.Machine) string {
	t.Helper()
	rig.NeedEnv(t, "PYAPP_FRONTEND")
	dir := m.Copy(t, "shop")
	if err := os.Remove(dir + "/" + rig.SpecFile); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(dir, os.DirFS(examplesFolder)); err != nil {
		t.Fatal(err)
	}
	rig.Edit(t, dir, rig.SpecFile, "ghcr.io/org/pyapp-frontend:1", m.Frontend)
	return dir
}

// tool makes one of the devkit's tools where it is missing, and returns its path.
func tool(t *testing.T, name string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", "run", "github.com/org/pyapp-frontend/cmd/devkit", "tool", name)
	var log strings.Builder
	cmd.Stderr = &log
	path, err := cmd.Output()
	if err != nil {
		t.Fatalf("making %s: %v\n%s", name, err, log.String())
	}
	return strings.TrimSpace(string(path))
}

// inFolder runs a program in a folder, with variables besides the test's own, and returns both of its streams.
func inFolder(t *testing.T, dir string, env []string, program string, args ...string) (string, error) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), program, args...)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), env...)
	out, err := cmd.CombinedOutput()
	return string(out), err
}
