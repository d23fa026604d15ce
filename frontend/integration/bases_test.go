package integration

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// onBase is a copy of an application with another base.
func onBase(t *testing.T, m rig.Machine, app, lines string) string {
	t.Helper()
	dir := m.Copy(t, app)
	file := filepath.Join(dir, rig.SpecFile)
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, append(text, lines...), 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestBaseIsAnImage builds and runs an application on images that the file names.
func TestBaseIsAnImage(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	for _, tc := range []struct{ name, base string }{
		{"reference", "base: docker.io/library/python:3.13-slim-trixie\n"},
		{"pair", "base: {runtime: python:3.13-slim-trixie, build: " + m.Registry + "/library/python:3.13.5-slim-trixie}\n"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			result := mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: onBase(t, m, "worker", tc.base), Name: rig.RepositoryName(t)})
			img := rig.Pull(t, result.Reference)
			if got := rig.Config(t, img).Config.Labels["org.opencontainers.image.base.name"]; got != "docker.io/library/python:3.13-slim-trixie" {
				t.Errorf("the label says that the base is %q", got)
			}
			checkFiles(t, m, img, rig.Expect(t, "worker"))
			checkRun(t, m.Load(t, result.Reference, pythonBase), rig.Expect(t, "worker"))
		})
	}
}

// TestBaseIsWrong has images that an application cannot be built on.
func TestBaseIsWrong(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	for _, tc := range []struct{ name, lines, says string }{
		{"another Python", "base: python:3.11-slim-bookworm\n", `base: the base image has Python 3.11.2, not 3.13; write ` + "`python: \"3.11\"`"},
		{"no Python", "base: ghcr.io/astral-sh/uv:0.13.8\n", "base: the base image (ghcr.io/astral-sh/uv:0.13.8) has no python3 on its PATH"},
		{"no Python to run with", "base: {runtime: ghcr.io/astral-sh/uv:0.13.8, build: python:3.13-slim-trixie}\n", "base.runtime: the base image (ghcr.io/astral-sh/uv:0.13.8) has no /usr/local/bin/python3.13, where the image that builds has it"},
		{"two Pythons", "base: {runtime: python:3.11-slim-bookworm, build: python:3.13-slim-trixie}\n", "base.runtime: the base image (docker.io/library/python:3.11-slim-bookworm) has no /usr/local/bin/python3.13"},
		{"no image", "base: python:none\n", "base: resolving image python:none for linux/amd64"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			result := build(t, m, rig.Build{Mode: rig.InProcess, Dir: onBase(t, m, "worker", tc.lines)})
			if result.Err == nil || !strings.Contains(result.Err.Error(), tc.says) || !strings.Contains(result.Err.Error(), "pyapp.yaml:5:") {
				t.Errorf("got %v, want %q", result.Err, tc.says)
			}
		})
	}
}
