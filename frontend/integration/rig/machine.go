// Package rig builds images with a real BuildKit and looks at what came out: the steps that ran, the image's configuration
// and files, and how it behaves as a container.
//
// It reads the environment that `go run ./cmd/devkit env` prints.
package rig

import (
	"os"
	"testing"
)

// Machine is what a test builds on.
type Machine struct {
	BuildKit string // address of buildkitd, as in "unix:///run/buildkit/buildkitd.sock"
	Registry string // host:port of a registry that the test and buildkitd reach without TLS
	Frontend string // reference of the frontend's image in that registry; empty: none was built
	CA       string // PEM file of authorities that build steps must trust; empty: none
}

// Find returns the machine that the environment describes. Without BUILDKIT_HOST the test is skipped, or fails when
// PYAPP_REQUIRE_BUILDKIT is 1, so that a test run meant to be complete cannot pass by skipping.
func Find(t *testing.T) Machine {
	t.Helper()
	m := Machine{
		BuildKit: os.Getenv("BUILDKIT_HOST"),
		Registry: os.Getenv("PYAPP_REGISTRY"),
		Frontend: os.Getenv("PYAPP_FRONTEND"),
		CA:       os.Getenv("PYAPP_CA"),
	}
	if m.BuildKit == "" || m.Registry == "" {
		missing(t, "BUILDKIT_HOST and PYAPP_REGISTRY")
	}
	return m
}

// NeedEnv returns the value of an environment variable that a test cannot do without, by the rule of [Find].
func NeedEnv(t *testing.T, name string) string {
	t.Helper()
	value := os.Getenv(name)
	if value == "" {
		missing(t, name)
	}
	return value
}

func missing(t *testing.T, names string) {
	t.Helper()
	if os.Getenv("PYAPP_REQUIRE_BUILDKIT") == "1" {
		t.Fatalf("%s must be set: eval \"$(go run ./cmd/devkit env)\"", names)
	}
	t.Skipf("%s not set; `go run ./cmd/devkit up` brings up what is needed", names)
}
