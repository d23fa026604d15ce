package integration

import (
	"context"
	"testing"
	"time"

	"github.com/org/pyapp-frontend/frontend"
	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// pythonBase is the image that every application here is built from.
const pythonBase = "python:3.13-slim-trixie"

// limit is the time that one build may take, downloads included.
const limit = 4 * time.Minute

func eachMode(t *testing.T, test func(t *testing.T, mode rig.Mode)) {
	t.Helper()
	for _, mode := range []rig.Mode{rig.InProcess, rig.AsImage} {
		t.Run(string(mode), func(t *testing.T) { test(t, mode) })
	}
}

// build returns what was seen, of a failed build as well.
func build(t *testing.T, m rig.Machine, b rig.Build) *rig.Result {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	defer cancel()
	return m.Run(ctx, t, frontend.Build, b)
}

// mustBuild is build for builds that have to succeed.
func mustBuild(t *testing.T, m rig.Machine, b rig.Build) *rig.Result {
	t.Helper()
	result := build(t, m, b)
	if result.Err != nil {
		t.Fatalf("building %s: %v\n%s", b.Dir, result.Err, result.Log)
	}
	return result
}
