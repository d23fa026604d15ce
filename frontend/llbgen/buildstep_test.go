package llbgen

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// runBuild is the exit status of the step that builds a package, with a uv that runs some lines of shell, and what it left.
func runBuild(t *testing.T, uv string) (status int, log string) {
	t.Helper()
	files := map[string]string{"bin/uv": "#!/bin/sh\n" + uv + "\n", "lock/requirements.txt": "", "venv/lib/x": ""}
	for _, name := range append(shared("build"), "common.py") {
		files["step/"+name] = string(read(name))
	}
	files["step/__main__.py"] = string(read("build.py"))
	dir := tree(t, files)
	step := exec.CommandContext(t.Context(), "python3", "-I", "-B", filepath.Join(dir, "step"), filepath.Join(dir, "bin", "uv"),
		filepath.Join(dir, "venv"), filepath.Join(dir, "lock"), "plain")
	if out, err := step.CombinedOutput(); step.ProcessState == nil {
		t.Fatalf("%v\n%s", err, out)
	}
	data, _ := os.ReadFile(filepath.Join(dir, "venv", "pyapp-build.log"))
	return step.ProcessState.ExitCode(), string(data)
}

// TestFailedBuilds are remembered only where another try would change nothing.
func TestFailedBuilds(t *testing.T) {
	t.Parallel()
	const header = "x.c:1: fatal error: pq.h: No such file or directory"
	for _, tc := range []struct {
		name, said string
		status     int
		remembered bool
	}{
		{"header", header, 0, true},
		{"network", "could not find a server: error sending request for url", 89, false},
		{"crash of an emulator", "qemu: uncaught target signal 11 (Segmentation fault)\n" + header, 93, false},
		{"anything else", "error: it did not work", 86, false},
	} {
		status, log := runBuild(t, "cat >&2 <<'END'\n"+tc.said+"\nFailed to build `x`\nEND\nexit 1")
		if status != tc.status || (log != "") != tc.remembered {
			t.Errorf("%s: ends with %d, want %d, and leaves %q", tc.name, status, tc.status, log)
		}
	}
	if status, _ := runBuild(t, "kill -SEGV $$"); status != 139 {
		t.Errorf("a crash of uv ends with %d", status)
	}
}
