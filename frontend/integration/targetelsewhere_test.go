package integration

import (
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// TestTestTargetOfOldBuilders runs the tests where layers cannot be merged: with the builder inside the Docker engine.
func TestTestTargetOfOldBuilders(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	m.EngineImages(t, "docker.io/library/"+pythonBase, "ghcr.io/astral-sh/uv:0.13.8")
	dir := m.Copy(t, "targets")
	tag := rig.RepositoryName(t) + ":engine"
	if out, err := m.EngineBuild(t.Context(), t, dir, "--tag", tag, "--target", "test"); err != nil {
		t.Fatalf("building with the engine: %v\n%s", err, out)
	}
	files := rig.Files(rig.Entries(t, rig.Saved(t, tag)))
	if _, ok := files["app/.coverage"]; ok {
		t.Error("what the tests wrote is in the image")
	}
	if _, ok := files["app/tests/test_letters.py"]; !ok {
		t.Error("the tests are not in the image")
	}
	rig.Edit(t, dir, "src/mailroom/letters.py", "Dear", "Ahoy")
	out, err := m.EngineBuild(t.Context(), t, dir, "--target", "test")
	if err == nil || !strings.Contains(out, "1 failed, 2 passed") { // this engine keeps the place of a failed step to itself
		t.Errorf("failing tests end with %v\n%s", err, out)
	}
}

// TestTestTargetOfOtherLocks adds the group of tests to what tools other than uv have locked, in layers of its own.
func TestTestTargetOfOtherLocks(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	dir := m.Copy(t, "pdm")
	rig.Edit(t, dir, rig.SpecFile, "ports:", "test: {command: [pytest, --version], include-groups: [test]}\nports:")
	runtime := layersByStep(t, rig.Pull(t, mustBuild(t, m, targeted(t, rig.InProcess, dir, "runtime")).Reference))
	test := layersByStep(t, rig.Pull(t, mustBuild(t, m, targeted(t, rig.InProcess, dir, "test")).Reference))
	for step, digest := range runtime {
		if test[step] != digest {
			t.Errorf("test has another layer of %q", step)
		}
	}
	if len(test) != len(runtime)+1 {
		t.Errorf("test has the layers %v, want one more than %v", test, runtime)
	}
}
