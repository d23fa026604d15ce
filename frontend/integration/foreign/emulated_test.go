package foreign

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/frontend"
	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// machineC is an extension module that knows which machine it was compiled for.
const machineC = `#include <Python.h>
#if defined(__aarch64__)
#define MACHINE "aarch64"
#elif defined(__x86_64__)
#define MACHINE "x86_64"
#endif
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "native", NULL, -1, NULL};
PyMODINIT_FUNC PyInit_native(void) {
    PyObject *made = PyModule_Create(&module);
    if (made) PyModule_AddStringConstant(made, "MACHINE", MACHINE);
    return made;
}
`

// compiled is a project that has to be compiled on the platform that it runs on, and says which that was.
func compiled(t *testing.T, m rig.Machine) rig.Build {
	t.Helper()
	dir := t.TempDir()
	rig.WriteCompiled(t, dir, "rigged-native", "1.0", map[string]string{"native.c": machineC})
	rig.Write(t, dir, rig.SpecFile, "# syntax="+m.Frontend+"\npython: \"3.13\"\nentrypoint: [python, main.py]\ninit: false\n"+
		"install: wheel\nsystem-libs: {build: [gcc, libc6-dev, pkgconf]}\n")
	rig.Write(t, dir, "main.py", "import _machine, native\nprint('built on', _machine.MACHINE, 'for', native.MACHINE)\n")
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
	if strings.Contains(result.Log, "apt-get installs all packages") {
		t.Errorf("compilers were installed under emulation:\n%s", result.Log)
	}
	if steps := result.Named(strings.ToLower(step)); len(steps) != 1 {
		t.Errorf("no step is called %q: %+v", step, result.Steps)
	}
	machine := map[string]string{"linux/amd64": "x86_64", "linux/arm64": "aarch64"}[rig.Foreign().Name]
	out, err := rig.Output(t, rig.LoadForeign(t, result.Reference, rig.Foreign().Name), nil)
	if want := "built on " + machine + " for " + machine; err != nil || strings.TrimSpace(out) != want {
		t.Errorf("the image prints %q, want %q (%v)", out, want, err)
	}
}
