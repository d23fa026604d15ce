package foreign

import (
	"context"
	"testing"

	"github.com/org/pyapp-frontend/frontend"
	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// TestTestsUnderEmulation runs the tests of an application on the platform of each image.
func TestTestsUnderEmulation(t *testing.T) {
	m := rig.Find(t)
	rig.Emulate(t)
	dir := m.Copy(t, "targets")
	rig.Edit(t, dir, rig.SpecFile, "command: [coverage, run, -m, pytest, -q]", "command: [python, tests/machine.py]")
	rig.Write(t, dir, "tests/machine.py", "import os, platform, coverage.tracer\nassert os.getuid() == 65532\nopen('done', 'w').write(platform.machine())\n")
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	defer cancel()
	result := m.Run(ctx, t, frontend.Build, rig.Build{
		Mode: rig.InProcess, Dir: dir, Platforms: []string{rig.Own().Name, rig.Foreign().Name}, Attrs: map[string]string{"target": "test"},
	})
	if result.Err != nil {
		t.Fatalf("%v\n%s", result.Err, result.Log)
	}
	for _, name := range []string{"test: python tests/machine.py", "test: python tests/machine.py (under emulation, for " + rig.Foreign().Name + ")"} {
		if steps := result.Named(name); len(steps) == 0 {
			t.Errorf("no step is called %q: %+v", name, result.Steps)
		}
	}
}
