package integration

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	v1 "github.com/google/go-containerregistry/pkg/v1"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// checkConfig looks at what every image's configuration must say.
func checkConfig(t *testing.T, m rig.Machine, img v1.Image) {
	t.Helper()
	file := rig.Config(t, img)
	if !regexp.MustCompile(`^[1-9]\d*(:[1-9]\d*)?$`).MatchString(file.Config.User) {
		t.Errorf("user is %q, want numbers other than 0", file.Config.User)
	}
	if file.Config.WorkingDir != "/app" {
		t.Errorf("working directory is %q", file.Config.WorkingDir)
	}
	if len(file.Config.Entrypoint) == 0 || file.Config.Entrypoint[0] == "/bin/sh" || len(file.Config.Cmd) != 0 {
		t.Errorf("entrypoint is %q with command %q, want exec form alone", file.Config.Entrypoint, file.Config.Cmd)
	}
	checkEnv(t, file.Config.Env)
	checkHistory(t, file, m.BaseLayers(t, img, pythonBase))
}

func checkEnv(t *testing.T, env []string) {
	t.Helper()
	got := map[string]string{}
	for _, variable := range env {
		name, value, _ := strings.Cut(variable, "=")
		if _, twice := got[name]; twice {
			t.Errorf("environment has %s twice", name)
		}
		got[name] = value
	}
	for name, want := range map[string]string{
		"LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUNBUFFERED": "1", "VIRTUAL_ENV": "/app/.venv",
	} {
		if got[name] != want {
			t.Errorf("%s is %q, want %q", name, got[name], want)
		}
	}
	if !strings.HasPrefix(got["PATH"], "/app/.venv/bin:") {
		t.Errorf("PATH is %q", got["PATH"])
	}
}

// checkHistory wants one entry that a person can read for each of our layers, and none of the text that a step executes.
func checkHistory(t *testing.T, file *v1.ConfigFile, base int) {
	t.Helper()
	layers := slices.DeleteFunc(slices.Clone(file.History), func(h v1.History) bool { return h.EmptyLayer })
	if len(layers) != len(file.RootFS.DiffIDs) {
		t.Errorf("history tells of %d layers, the image has %d", len(layers), len(file.RootFS.DiffIDs))
		return
	}
	if base == 0 || base == len(layers) {
		t.Errorf("%d of %d layers are the base's", base, len(layers))
	}
	code := regexp.MustCompile(`sh -c|import |def |mount /|python\S* -|sha256:|/run/|\n`)
	for _, h := range layers[base:] {
		if h.CreatedBy == "" || len(h.CreatedBy) > 200 || code.MatchString(h.CreatedBy+h.Comment) {
			t.Errorf("history entry is not for people: %q (%q)", h.CreatedBy, h.Comment)
		}
	}
}

// TestServiceConfig looks at what the spec of the HTTP service asks for.
func TestServiceConfig(t *testing.T) {
	m := rig.Find(t)
	result := mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: m.Copy(t, "fastapi"), Name: rig.RepositoryName(t)})
	config := rig.Config(t, rig.Pull(t, result.Reference)).Config

	if want := []string{"uvicorn", "shop_front.main:app", "--host", "0.0.0.0", "--port", "8000"}; !slices.Equal(config.Entrypoint, want) {
		t.Errorf("entrypoint is %q", config.Entrypoint)
	}
	if _, ok := config.ExposedPorts["8000/tcp"]; !ok || len(config.ExposedPorts) != 1 {
		t.Errorf("ports are %v", config.ExposedPorts)
	}
	if !slices.Contains(config.Env, "LOG_LEVEL=info") {
		t.Errorf("environment is %q", config.Env)
	}
	checkProbe(t, config.Healthcheck)
	checkLabels(t, config.Labels)
}

func checkProbe(t *testing.T, probe *v1.HealthConfig) {
	t.Helper()
	if probe == nil || len(probe.Test) != 6 {
		t.Fatalf("healthcheck is %+v", probe)
	}
	if want := []string{"CMD", "/app/.venv/bin/python", "-I", "-S", "-c"}; !slices.Equal(probe.Test[:5], want) {
		t.Errorf("healthcheck is %q", probe.Test)
	}
	if probe.Interval.Seconds() != 5 {
		t.Errorf("healthcheck's interval is %s, want 5s", probe.Interval)
	}
}

func checkLabels(t *testing.T, labels map[string]string) {
	t.Helper()
	for name, want := range map[string]string{
		"team":                                 "storefront",
		"org.opencontainers.image.title":       "shop-front",
		"org.opencontainers.image.version":     "1.4.0",
		"org.opencontainers.image.description": "The shop's front door",
		"org.opencontainers.image.licenses":    "Apache-2.0",
		"org.opencontainers.image.authors":     "Shop Team <shop@example.com>",
		"org.opencontainers.image.url":         "https://shop.example.com",
		"org.opencontainers.image.source":      "https://git.example.com/shop/shop-front",
	} {
		if labels[name] != want {
			t.Errorf("label %s is %q, want %q", name, labels[name], want)
		}
	}
}
