package integration

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/moby/buildkit/client"

	"github.com/org/pyapp-frontend/frontend"
	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// TestRegistryFails wants a registry that answers 500 to be named, and the next build to be sound.
func TestRegistryFails(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	registry := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusInternalServerError)
	}))
	defer registry.Close()
	host := strings.TrimPrefix(registry.URL, "http://")
	dir := m.Copy(t, "script")
	result := build(t, m, rig.Build{Mode: rig.InProcess, Dir: dir, Attrs: map[string]string{
		"context:" + pythonBase: "docker-image://" + host + "/python:broken",
	}})
	wantMessage(t, result, host, "500")
	mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: dir})
}

// TestFreshMachine follows a builder that has nothing yet through what goes wrong on a first day: the package index cannot
// be reached, then the user interrupts, then it works, and
// gives the image that any other builder gives.
func TestFreshMachine(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	addr, dir := m.EmptyDaemon(t), m.Copy(t, "fastapi")
	t.Run("index unreachable", func(t *testing.T) {
		result := build(t, m, rig.Build{Mode: rig.InProcess, Dir: dir, Addr: addr, Attrs: map[string]string{
			"build-arg:HTTPS_PROXY": "http://127.0.0.1:1", "build-arg:HTTP_PROXY": "http://127.0.0.1:1",
		}})
		if result.Err == nil {
			t.Fatal("the build succeeded")
		}
		if !slices.ContainsFunc(result.Named("install", "dependenc"), func(s rig.Step) bool { return s.Error != "" }) {
			t.Errorf("no step that installs dependencies failed: %+v", result.Steps)
		}
		if !strings.Contains(result.Log, "onnect") {
			t.Errorf("the log does not say that the connection failed:\n%s", result.Log)
		}
	})
	t.Run("interrupted", func(t *testing.T) { interrupt(t, m, rig.Build{Mode: rig.InProcess, Dir: dir, Addr: addr}) })
	t.Run("sound", func(t *testing.T) {
		b := rig.Build{Mode: rig.InProcess, Dir: dir, Addr: addr, Name: rig.RepositoryName(t), Attrs: epoch()}
		result := mustBuild(t, m, b)
		b.Addr = m.BuildKit
		if elsewhere := mustBuild(t, m, b); elsewhere.Digest != result.Digest {
			t.Errorf("two builders gave %s and %s", result.Digest, elsewhere.Digest)
		}
		rig.CheckRun(t, m.Load(t, result.Reference, pythonBase), rig.Expect(t, "fastapi"))
	})
}

// interrupt ends a build while it installs the dependencies.
func interrupt(t *testing.T, m rig.Machine, b rig.Build) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	defer cancel()
	seen := false
	b.OnStatus = func(s *client.SolveStatus) {
		for _, v := range s.Vertexes {
			if v.Started != nil && strings.HasPrefix(v.Name, "install") && strings.Contains(v.Name, "dependenc") {
				seen = true
				cancel()
			}
		}
	}
	if result := m.Run(ctx, t, frontend.Build, b); result.Err == nil || !seen {
		t.Errorf("the build was not interrupted while it installed (seen: %v, error: %v)", seen, result.Err)
	}
}

func readFile(t *testing.T, dir, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}
