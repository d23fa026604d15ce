package frontend

import (
	"maps"
	"reflect"
	"slices"
	"testing"
	"time"

	dockerspec "github.com/moby/docker-image-spec/specs-go/v1"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"
	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/spec"
)

// pythonBase is the configuration of a base image with something in every field that a build might take over.
func pythonBase() *dockerspec.DockerOCIImage {
	img := &dockerspec.DockerOCIImage{Image: ocispecs.Image{
		Author:   "somebody",
		Platform: ocispecs.Platform{OS: "linux", Architecture: "amd64"},
		RootFS:   ocispecs.RootFS{Type: "layers", DiffIDs: nil},
		History:  []ocispecs.History{{CreatedBy: "base one"}, {CreatedBy: "base two"}},
	}}
	img.Config.Env = []string{"PATH=/usr/local/bin:/bin", "GPG_KEY=A0", "PYTHON_VERSION=3.13.5"}
	img.Config.Cmd = []string{"python3"}
	img.Config.Labels = map[string]string{"base": "yes", "both": "base"}
	img.Config.ExposedPorts = map[string]struct{}{"53/udp": {}}
	img.Config.Volumes = map[string]struct{}{"/base": {}}
	img.Config.StopSignal = "SIGINT"
	img.Config.OnBuild = []string{"RUN true"}
	img.Config.Shell = []string{"/bin/bash", "-c"}
	img.Config.Healthcheck = &dockerspec.HealthcheckConfig{Test: []string{"CMD", "old"}}
	return img
}

func wanted() *plan.Plan {
	return &plan.Plan{Image: plan.Image{
		Env:        []spec.EnvVar{{Name: "PATH", Value: "/app/.venv/bin:/bin"}, {Name: "LANG", Value: "C.UTF-8"}, {Name: "GPG", Value: "x"}},
		Workdir:    "/app",
		User:       "65532:65532",
		Entrypoint: []string{"uvicorn", "main:app"},
		Ports:      []string{"8000/tcp"},
		Volumes:    []string{"/data"},
		Labels:     map[string]string{"both": "ours", "new": "yes"},
		History:    []string{"add user", "copy the application"},
		Health:     &plan.Health{Test: []string{"CMD", "probe"}, Interval: 5 * time.Second, StartInterval: time.Second, Retries: 2},
	}}
}

func amd64() ocispecs.Platform { return ocispecs.Platform{OS: "linux", Architecture: "amd64"} }

func TestConfig(t *testing.T) {
	t.Parallel()
	got := imageConfig(wanted(), pythonBase(), amd64(), nil).Config
	want := []string{"PATH=/app/.venv/bin:/bin", "GPG_KEY=A0", "PYTHON_VERSION=3.13.5", "LANG=C.UTF-8", "GPG=x"}
	if !slices.Equal(got.Env, want) {
		t.Errorf("env is %q, want %q", got.Env, want)
	}
	if !slices.Equal(got.Entrypoint, []string{"uvicorn", "main:app"}) || got.Cmd != nil {
		t.Errorf("runs %q %q; the base's command is not ours", got.Entrypoint, got.Cmd)
	}
	if got.WorkingDir != "/app" || got.User != "65532:65532" || got.StopSignal != "SIGINT" {
		t.Errorf("got %q as %q, stopped by %s", got.WorkingDir, got.User, got.StopSignal)
	}
	if got.OnBuild != nil || got.Shell != nil {
		t.Errorf("the base's ONBUILD %q or SHELL %q is left", got.OnBuild, got.Shell)
	}
	if want := map[string]string{"base": "yes", "both": "ours", "new": "yes"}; !maps.Equal(got.Labels, want) {
		t.Errorf("labels are %v, want %v", got.Labels, want)
	}
	if want := map[string]struct{}{"53/udp": {}, "8000/tcp": {}}; !maps.Equal(got.ExposedPorts, want) {
		t.Errorf("ports are %v", got.ExposedPorts)
	}
	if want := map[string]struct{}{"/base": {}, "/data": {}}; !maps.Equal(got.Volumes, want) {
		t.Errorf("volumes are %v", got.Volumes)
	}
}

func TestConfigHealth(t *testing.T) {
	t.Parallel()
	want := &dockerspec.HealthcheckConfig{Test: []string{"CMD", "probe"}, Interval: 5 * time.Second, StartInterval: time.Second, Retries: 2}
	if got := imageConfig(wanted(), pythonBase(), amd64(), nil).Config.Healthcheck; !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	p := wanted()
	p.Image.Health = nil
	if got := imageConfig(p, pythonBase(), amd64(), nil).Config.Healthcheck; got != nil {
		t.Errorf("the base's health check is left: %+v", got)
	}
}

// TestConfigOfAnEmptyBase has nothing to add to.
func TestConfigOfAnEmptyBase(t *testing.T) {
	t.Parallel()
	p := &plan.Plan{Image: plan.Image{Workdir: "/app", StopSignal: "SIGTERM"}}
	got := imageConfig(p, &dockerspec.DockerOCIImage{}, amd64(), nil).Config
	if got.ExposedPorts != nil || got.Volumes != nil || len(got.Env) > 0 || len(got.Labels) > 0 || got.StopSignal != "SIGTERM" {
		t.Errorf("got %+v", got)
	}
}

// TestConfigHistory wants the base's layers, then ours, all at the time that was asked for.
func TestConfigHistory(t *testing.T) {
	t.Parallel()
	epoch := time.Unix(1_700_000_000, 0).UTC()
	for _, at := range []*time.Time{nil, &epoch} {
		img := imageConfig(wanted(), pythonBase(), amd64(), at)
		var names []string
		for _, h := range img.History {
			names = append(names, h.CreatedBy)
		}
		if want := []string{"base one", "base two", "pyapp: add user", "pyapp: copy the application"}; !slices.Equal(names, want) {
			t.Errorf("history is %q, want %q", names, want)
		}
		if img.Created != at || img.History[3].Created != at {
			t.Errorf("created at %v and %v, want %v", img.Created, img.History[3].Created, at)
		}
	}
}

// TestConfigPlatform is the target's, normalised, with no layers and no author of the base.
func TestConfigPlatform(t *testing.T) {
	t.Parallel()
	img := imageConfig(wanted(), pythonBase(), ocispecs.Platform{OS: "linux", Architecture: "aarch64"}, nil)
	if img.OS != "linux" || img.Architecture != "arm64" || img.Author != "" || img.RootFS.Type != "layers" || img.RootFS.DiffIDs != nil {
		t.Errorf("got %+v", img.Image)
	}
}

// TestBaseIsNotChanged, because all platforms may share it, and the client compares with it.
func TestBaseIsNotChanged(t *testing.T) {
	t.Parallel()
	base := pythonBase()
	base.History = slices.Grow(base.History, 8) // room that an append would write into
	base.Config.Env = slices.Grow(base.Config.Env, 8)
	epoch := time.Unix(1, 0)
	imageConfig(wanted(), base, amd64(), &epoch)
	if !reflect.DeepEqual(base, pythonBase()) {
		t.Errorf("got %+v", base)
	}
	if extra := base.Config.Env[:4][3]; extra != "" {
		t.Errorf("%q was written behind the base's variables", extra)
	}
	if extra := base.History[:3][2]; extra.CreatedBy != "" {
		t.Errorf("%q was written behind the base's history", extra.CreatedBy)
	}
}
