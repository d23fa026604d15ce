package frontend

import (
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/containerd/platforms"
	dockerspec "github.com/moby/docker-image-spec/specs-go/v1"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"
	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/spec"
)

// imageConfig is the configuration of the image: the base's, with what the plan says over it.
func imageConfig(p *plan.Plan, base *dockerspec.DockerOCIImage, platform ocispecs.Platform, epoch *time.Time) *dockerspec.DockerOCIImage {
	img := *base
	img.Platform = platforms.Normalize(platform)
	img.Created = epoch
	img.RootFS = ocispecs.RootFS{Type: "layers"} // the exporter fills in the layers
	img.Author = ""
	img.Config = containerConfig(p.Image, base.Config)
	img.History = append(slices.Clone(base.History), history(p.Image.History, epoch)...)
	return &img
}

// bareConfig is what a base that is assembled of an image's files keeps of its configuration: where Python is, and which.
func bareConfig(image *dockerspec.DockerOCIImage) *dockerspec.DockerOCIImage {
	var bare dockerspec.DockerOCIImage
	for _, v := range image.Config.Env {
		if name, _, _ := strings.Cut(v, "="); slices.Contains([]string{"PATH", "LANG", "PYTHON_VERSION"}, name) {
			bare.Config.Env = append(bare.Config.Env, v)
		}
	}
	return &bare
}

func containerConfig(want plan.Image, base dockerspec.DockerOCIImageConfig) dockerspec.DockerOCIImageConfig {
	config := base
	config.Env = environment(base.Env, want)
	config.WorkingDir = want.Workdir
	config.User = want.User
	config.Entrypoint = want.Entrypoint
	config.Cmd = want.Command
	config.Shell = nil
	config.OnBuild = nil
	config.ExposedPorts = set(base.ExposedPorts, want.Ports)
	config.Volumes = set(base.Volumes, want.Volumes)
	config.Labels = maps.Clone(base.Labels)
	if config.Labels == nil {
		config.Labels = map[string]string{}
	}
	maps.Copy(config.Labels, want.Labels)
	if want.StopSignal != "" {
		config.StopSignal = want.StopSignal
	}
	config.Healthcheck = healthcheck(want.Health)
	return config
}

// environment replaces the base's variables where they stand and adds the others after them.
func environment(base []string, want plan.Image) []string {
	env := slices.Clone(base)
	for _, v := range want.Env {
		line := v.Name + "=" + v.Value
		i := slices.IndexFunc(env, func(s string) bool { return strings.HasPrefix(s, v.Name+"=") })
		if i < 0 {
			env = append(env, line)
		} else {
			env[i] = line
		}
	}
	return env
}

// variables are the lines of an environment in two parts each.
func variables(lines []string) []spec.EnvVar {
	var out []spec.EnvVar
	for _, line := range lines {
		name, value, _ := strings.Cut(line, "=")
		out = append(out, spec.EnvVar{Name: name, Value: value})
	}
	return out
}

func set(base map[string]struct{}, keys []string) map[string]struct{} {
	if len(base)+len(keys) == 0 {
		return nil
	}
	out := maps.Clone(base)
	if out == nil {
		out = map[string]struct{}{}
	}
	for _, k := range keys {
		out[k] = struct{}{}
	}
	return out
}

func healthcheck(h *plan.Health) *dockerspec.HealthcheckConfig {
	if h == nil {
		return nil
	}
	return &dockerspec.HealthcheckConfig{
		Test: h.Test, Interval: h.Interval, Timeout: h.Timeout,
		StartPeriod: h.StartPeriod, StartInterval: h.StartInterval, Retries: h.Retries,
	}
}

// history is written here, because what BuildKit would write holds the arguments of every step, and differs between an
// image that was built and the same image from a cache.
func history(steps []string, epoch *time.Time) []ocispecs.History {
	var out []ocispecs.History
	for _, s := range steps {
		out = append(out, ocispecs.History{Created: epoch, CreatedBy: "pyapp: " + s, Comment: "pyapp-frontend"})
	}
	return out
}
