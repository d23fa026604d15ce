package integration

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	v1 "github.com/google/go-containerregistry/pkg/v1"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// TestEngineBuilder wants the builder inside the Docker engine, which lacks half of what buildkitd can do, to give an
// image with the same files and the same configuration.
func TestEngineBuilder(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	m.EngineImages(t, "docker.io/library/"+pythonBase, "ghcr.io/astral-sh/uv:0.13.8")
	for _, app := range []string{"fastapi", "worker"} {
		t.Run(app, func(t *testing.T) {
			dir := m.Copy(t, app)
			rig.Seed(t, dir)
			pushed := mustBuild(t, m, rig.Build{Mode: rig.AsImage, Dir: dir, Name: rig.RepositoryName(t)})
			want := rig.Pull(t, pushed.Reference)
			tag := rig.RepositoryName(t) + ":engine"
			if out, err := m.EngineBuild(t.Context(), t, dir, "--tag", tag); err != nil {
				t.Fatalf("building with the engine: %v\n%s", err, out)
			}
			got := rig.Saved(t, tag)
			compareFiles(t, rig.Files(rig.Entries(t, got)), rig.Files(rig.Entries(t, want)))
			compareConfigs(t, rig.Config(t, got), rig.Config(t, want))
			checkFiles(t, m, got, rig.Expect(t, app))
			rig.CheckRun(t, tag, rig.Expect(t, app))
		})
	}
}

func compareFiles(t *testing.T, got, want map[string]rig.Entry) {
	t.Helper()
	paths := slices.Sorted(maps.Keys(want))
	for path := range got {
		if _, ok := want[path]; !ok {
			paths = append(paths, path)
		}
	}
	differences := 0
	for _, path := range paths {
		if a, b := describe(got, path), describe(want, path); a != b && differences < 20 {
			t.Errorf("%s: the engine gives %s, buildkitd %s", path, a, b)
			differences++
		}
	}
}

// describe tells of a path what a program could notice.
func describe(files map[string]rig.Entry, path string) string {
	e, ok := files[path]
	if !ok {
		return "nothing"
	}
	h := e.Header
	return fmt.Sprintf("type %c mode %o owner %d:%d link %q content %.12s", h.Typeflag, h.Mode&0o7777, h.Uid, h.Gid, h.Linkname, e.Hash)
}

func compareConfigs(t *testing.T, got, want *v1.ConfigFile) {
	t.Helper()
	for _, c := range []struct{ what, got, want string }{
		{"user", got.Config.User, want.Config.User},
		{"working directory", got.Config.WorkingDir, want.Config.WorkingDir},
		{"stop signal", got.Config.StopSignal, want.Config.StopSignal},
		{"platform", got.OS + "/" + got.Architecture, want.OS + "/" + want.Architecture},
		{"entrypoint", fmt.Sprintf("%q", got.Config.Entrypoint), fmt.Sprintf("%q", want.Config.Entrypoint)},
		{"command", fmt.Sprintf("%q", got.Config.Cmd), fmt.Sprintf("%q", want.Config.Cmd)},
		{"environment", fmt.Sprintf("%q", got.Config.Env), fmt.Sprintf("%q", want.Config.Env)},
		{"ports", fmt.Sprint(got.Config.ExposedPorts), fmt.Sprint(want.Config.ExposedPorts)},
		{"volumes", fmt.Sprint(got.Config.Volumes), fmt.Sprint(want.Config.Volumes)},
		{"healthcheck", fmt.Sprintf("%+v", got.Config.Healthcheck), fmt.Sprintf("%+v", want.Config.Healthcheck)},
		{"labels", fmt.Sprint(withoutDigest(got.Config.Labels)), fmt.Sprint(withoutDigest(want.Config.Labels))},
	} {
		if c.got != c.want {
			t.Errorf("%s: the engine gives %s, buildkitd %s", c.what, c.got, c.want)
		}
	}
}

// withoutDigest leaves out what the engine cannot know of an image that only its own store has.
func withoutDigest(labels map[string]string) map[string]string {
	out := maps.Clone(labels)
	delete(out, "org.opencontainers.image.base.digest")
	return out
}
