package frontend

import (
	"maps"
	"testing"

	"github.com/moby/buildkit/frontend/dockerui"
	gwclient "github.com/moby/buildkit/frontend/gateway/client"
	gwpb "github.com/moby/buildkit/frontend/gateway/pb"
	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/spec"
)

// TestStageOptions hands on what the client wants of every Dockerfile, and nothing that is meant for the image alone.
func TestStageOptions(t *testing.T) {
	t.Parallel()
	kept := map[string]string{
		"add-hosts": "a=127.0.0.1", "force-network-mode": "host", "image-resolve-mode": "pull", "shm-size": "1", "ulimit": "nofile=1:1",
		"build-arg:BUILDKIT_CACHE_MOUNT_NS": "ns", "build-arg:http_proxy": "http://proxy", "no-cache": "other",
		"context:node:24": "docker-image://a", "context:x::linux/arm64": "input:x", "input-metadata:x": "{}", "local-sessionid:y": "z",
	}
	opts := map[string]string{
		"filename": "pyapp.yaml", "platform": "linux/arm64", "target": "runtime", "source": "pyapp-frontend", "cmdline": "x", "frontend.caps": "y",
		"build-arg:BUILDKIT_SYNTAX": "pyapp-frontend", "build-arg:SOURCE_DATE_EPOCH": "1", "build-arg:MODE": "other", "label:a": "b", "attest:sbom": "generator=x",
		"context:base": "docker-image://b", "context:base::linux/arm64": "docker-image://b",
	}
	maps.Copy(opts, kept)
	b := withOptions(t, &spec.App{}, opts)
	s := plan.Stage{Name: "web", Dockerfile: "web/Dockerfile", Target: "build", On: plan.Platform{OS: "linux", Architecture: "arm", Variant: "v7"},
		Args: []spec.EnvVar{{Name: "MODE", Value: "production"}}}
	want := maps.Clone(kept)
	maps.Copy(want, map[string]string{"filename": "web/Dockerfile", "target": "build", "platform": "linux/arm/v7", "build-arg:MODE": "production"})
	if got := b.stageOptions(s); !maps.Equal(got, want) {
		t.Errorf("got\n%v\nwant\n%v", got, want)
	}
	for given, want := range map[string]string{"": "", "web": "", "build,web": "", "build": "build"} {
		if got, ok := withOptions(t, &spec.App{}, map[string]string{"no-cache": given}).stageOptions(s)["no-cache"]; !ok || got != want {
			t.Errorf("no-cache %q is handed on as %q", given, got)
		}
	}
}

// incapable is the client of a builder whose gateway can do nothing in particular.
type incapable struct{ optioned }

func (c incapable) BuildOpts() gwclient.BuildOpts {
	opts := c.optioned.BuildOpts()
	opts.Caps = gwpb.Caps.CapSet(nil)
	return opts
}

// TestStagesNeedABuilder that builds by a Dockerfile inside a build, unless nothing is copied from them.
func TestStagesNeedABuilder(t *testing.T) {
	t.Parallel()
	app := &spec.App{Stages: []spec.Stage{{Name: "web"}}, Copies: []spec.Copy{{From: "web"}}}
	b := withOptions(t, app, nil)
	var err error
	if b.Client, err = dockerui.NewClient(incapable{}); err != nil {
		t.Fatal(err)
	}
	wantError(t, b.readStages(t.Context()), "pyapp.yaml:1:1: stages: this builder cannot", "--build-context")
	app.Copies = nil
	if err := b.readStages(t.Context()); err != nil {
		t.Error(err)
	}
}
