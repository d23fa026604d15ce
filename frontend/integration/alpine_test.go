package integration

import (
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// alpineBase is the image that stands for the official one on Alpine; see cmd/devkit/README.md for what it lacks.
const alpineBase = "python:3.13-alpine3.23"

// TestAlpine installs wheels for musl, which the image's own Python has to load.
func TestAlpine(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	dir := m.Copy(t, "shop")
	rig.Edit(t, dir, rig.SpecFile, "\npython:", "\nbase: alpine\nhealthcheck: none\ninit: false\npython:")
	rig.Edit(t, dir, rig.SpecFile, "healthcheck:\n  http: {path: /health}\n", "")
	result := mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: dir, Name: rig.RepositoryName(t), Attrs: epoch()})
	img := rig.Pull(t, result.Reference)
	if n := m.BaseLayers(t, img, alpineBase); n == 0 {
		t.Error("the image is not based on Alpine's")
	}
	const load = "import numpy, orjson, pydantic_core; print(orjson.dumps({'sum': int(numpy.arange(5).sum())}).decode())"
	out, err := rig.Python(t, m.Load(t, result.Reference, alpineBase), load)
	if err != nil || strings.TrimSpace(out) != `{"sum":10}` {
		t.Errorf("got %q (%v)", out, err)
	}
}
