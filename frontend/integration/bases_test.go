package integration

import (
	"slices"
	"strings"
	"testing"

	"github.com/containerd/containerd/v2/core/content"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/moby/buildkit/client/llb"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// onBase is a copy of an application with more lines in its spec.
func onBase(t *testing.T, m rig.Machine, app, lines string) string {
	t.Helper()
	dir := m.Copy(t, app)
	rig.Write(t, dir, rig.SpecFile, string(readFile(t, dir, rig.SpecFile))+lines)
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
			rig.CheckRun(t, m.Load(t, result.Reference, pythonBase), rig.Expect(t, "worker"))
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

// TestBaseLacksPlatform names the platforms that there are.
func TestBaseLacksPlatform(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	for _, tc := range []struct{ name, lines, says string }{
		{"of the frontend's choice", "", "pyapp.yaml:2:1: python: docker.io/library/python:3.13-slim-trixie has no image for linux/s390x; it has linux/amd64"},
		{"of the file's", "base: python:3.13-slim-trixie\n", "pyapp.yaml:5:1: base: python:3.13-slim-trixie has no image for linux/s390x; it has linux/amd64"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			attrs := map[string]string{"platform": "linux/s390x"}
			result := build(t, m, rig.Build{Mode: rig.InProcess, Dir: onBase(t, m, "worker", tc.lines), Attrs: attrs})
			if result.Err == nil || !strings.Contains(result.Err.Error(), tc.says) {
				t.Errorf("got %v, want %q", result.Err, tc.says)
			}
		})
	}
}

// TestContextBase gives the build another base than the file names, from a registry and from a folder of the client's.
func TestContextBase(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	folder, digest := m.Layout(t, "python:3.13.5-slim-trixie")
	store := rig.Store(t, folder)
	registry := m.Registry + "/library/python:3.13.5-slim-trixie"
	for _, tc := range []struct{ name, key, context, label, fails string }{
		{"registry", "context:base", "docker-image://" + registry, registry, ""},
		{"folder", "context:base", "oci-layout://own@" + digest, "", ""},
		{"another platform", "context:base::linux/arm64", "docker-image://" + registry, "", "base has no image for linux/amd64"},
		{"another Python", "context:base", "docker-image://" + m.Registry + "/library/python:3.11-slim-bookworm", "", "the base image has Python 3.11.2, not 3.13"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			result := build(t, m, rig.Build{
				Mode: rig.InProcess, Dir: onBase(t, m, "script", ""), Name: rig.RepositoryName(t),
				Attrs: map[string]string{tc.key: tc.context}, Stores: map[string]content.Store{"own": store},
			})
			if tc.fails != "" {
				if result.Err == nil || !strings.Contains(result.Err.Error(), tc.fails) {
					t.Errorf("got %v, want %q", result.Err, tc.fails)
				}
				return
			}
			if result.Err != nil {
				t.Fatalf("%v\n%s", result.Err, result.Log)
			}
			labels := rig.Config(t, rig.Pull(t, result.Reference)).Config.Labels
			if labels["org.opencontainers.image.base.name"] != tc.label || !strings.HasPrefix(labels["org.opencontainers.image.base.digest"], "sha256:") {
				t.Errorf("labels are %v", labels)
			}
			rig.CheckRun(t, m.Load(t, result.Reference, pythonBase), rig.Expect(t, "script"))
		})
	}
}

// TestBuildxContextBase has the users' own tool offer a folder.
func TestBuildxContextBase(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	folder, digest := m.Layout(t, "python:3.13.5-slim-trixie")
	tag := m.Registry + "/" + rig.RepositoryName(t) + ":1"
	out, err := m.Buildx(t.Context(), t, m.Copy(t, "script"), "--push", "--tag", tag, "--build-context", "base=oci-layout://"+folder+"@"+digest)
	if err != nil {
		t.Fatalf("building: %v\n%s", err, out)
	}
	rig.CheckRun(t, m.Load(t, tag, pythonBase), rig.Expect(t, "script"))
}

// TestPythonElsewhere builds on an image of somebody's, which has Python in a place of its own and steers it for its users.
func TestPythonElsewhere(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	official := llb.Image("docker.io/library/" + pythonBase)
	moved := official.File(llb.Copy(official, "/usr/local", "/opt/python", &llb.CopyInfo{CopyDirContentsOnly: true, CreateDestPath: true}).
		Rm("/usr/local/bin").Rm("/usr/local/lib"))
	base := m.Make(t, moved, ocispecs.ImageConfig{
		User: "1234", WorkingDir: "/srv", Entrypoint: []string{"/bin/false"}, Cmd: []string{"no"},
		Env: []string{"PATH=/opt/python/bin:/usr/bin:/bin", "UV_NO_BINARY=1", "UV_SYSTEM_PYTHON=1", "PYTHONDONTWRITEBYTECODE=", "OWN=yes"},
	})
	for _, tc := range []struct {
		name, lines string
		attrs       map[string]string
	}{
		{"named", "base: " + base + "\n", nil},
		{"as a context", "", map[string]string{"context:" + pythonBase: "docker-image://" + base}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			result := mustBuild(t, m, rig.Build{
				Mode: rig.InProcess, Dir: onBase(t, m, "worker", tc.lines), Attrs: tc.attrs, Name: rig.RepositoryName(t),
			})
			checkElsewhere(t, rig.Pull(t, result.Reference))
			rig.CheckRun(t, m.Load(t, result.Reference, pythonBase), rig.Expect(t, "worker"))
		})
	}
}

// checkElsewhere wants everything to be where the base of TestPythonElsewhere has its Python.
func checkElsewhere(t *testing.T, img v1.Image) {
	t.Helper()
	config := rig.Config(t, img).Config
	if !slices.Contains(config.Env, "PATH=/app/.venv/bin:/opt/python/bin:/usr/bin:/bin") || !slices.Contains(config.Env, "OWN=yes") || config.User != "65532:65532" {
		t.Errorf("the environment is %q, the user %s", config.Env, config.User)
	}
	files := rig.Files(rig.Entries(t, img))
	if got := files["app/.venv/bin/python"].Header.Linkname; got != "/opt/python/bin/python3.13" {
		t.Errorf("the environment's Python is %s", got)
	}
	compiled := rig.Matching(files, "opt/python/lib/python3.13/json/__pycache__/decoder.cpython-313.pyc")
	if len(compiled) != 1 || len(rig.Matching(files, "usr/local/lib/**")) > 0 {
		t.Error("the standard library is not compiled, or in another place")
	}
}

// TestBaseOfAnotherPlatform looks at a base that the builder cannot run.
func TestBaseOfAnotherPlatform(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	result := mustBuild(t, m, rig.Build{
		Mode: rig.InProcess, Dir: onBase(t, m, "script", "base: python:3.13-slim-trixie\ninit: false\n"), Name: rig.RepositoryName(t),
		Attrs: map[string]string{"platform": "linux/arm64"},
	})
	if got := rig.Config(t, rig.Pull(t, result.Reference)).Architecture; got != "arm64" {
		t.Errorf("the image is for %s", got)
	}
}
