package foreign

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/frontend"
	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// compiled is a project that has to be built on the platform that it runs on, and says which that was.
func compiled(t *testing.T, m rig.Machine) rig.Build {
	t.Helper()
	dir := t.TempDir()
	rig.WriteCompiled(t, dir, "rigged-native", "1.0", map[string]string{"native/__init__.py": ""})
	rig.Write(t, dir, rig.SpecFile, "# syntax="+m.Frontend+"\npython: \"3.13\"\nentrypoint: [python, main.py]\ninit: false\ninstall: wheel\n")
	rig.Write(t, dir, "main.py", "import _machine\nprint('built on', _machine.MACHINE)\n")
	rig.Write(t, dir, "uv.lock", "version = 1\nrevision = 3\nrequires-python = \">=3.12\"\n\n[[package]]\nname = \"rigged-native\"\n"+
		"version = \"1.0\"\nsource = { editable = \".\" }\n")
	return rig.Build{Mode: rig.InProcess, Dir: dir, Platforms: []string{rig.Own().Name, rig.Foreign().Name}, Name: rig.RepositoryName(t)}
}

// TestBuildsUnderEmulation builds what compiles for each platform on that platform, where there is an emulator, and says so.
func TestBuildsUnderEmulation(t *testing.T) {
	m := rig.Find(t)
	b := compiled(t, m)
	rig.Emulate(t)
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	defer cancel()
	result := m.Run(ctx, t, frontend.Build, b)
	if result.Err != nil {
		t.Fatalf("%v\n%s", result.Err, result.Log)
	}
	step := fmt.Sprintf("install project rigged-native (wheel) for %s, under emulation", rig.Foreign().Name)
	if steps := result.Named(strings.ToLower(step)); len(steps) != 1 {
		t.Errorf("no step is called %q: %+v", step, result.Steps)
	}
	machine := map[string]string{"linux/amd64": "x86_64", "linux/arm64": "aarch64"}[rig.Foreign().Name]
	out, err := rig.Output(t, rig.LoadForeign(t, result.Reference, rig.Foreign().Name), nil)
	if want := "built on " + machine; err != nil || strings.TrimSpace(out) != want {
		t.Errorf("the image prints %q, want %q (%v)", out, want, err)
	}
}
