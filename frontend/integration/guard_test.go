package integration

import (
	"slices"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// TestGuards wants what would only come to light when the image runs to fail the build.
func TestGuards(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	for _, f := range []failure{
		{"library", "django", edited(rig.SpecFile, "{build: [libpq-dev], run: [libpq5]}", "{build: [libpq-dev]}"), 4,
			[]string{"psycopg2", "libpq.so.5", "libpq5", "system-libs: {build: [libpq-dev], run: [libpq5]}"}},
		{"library, nothing to paste over", "django", edited(rig.SpecFile, "{build: [libpq-dev], run: [libpq5]}", "{build: [libpq-dev], run: [curl]}"), 4,
			[]string{"psycopg2", "libpq.so.5", "system-libs: {build: [libpq-dev], run: [curl, libpq5]}"}},
		{"command", "django", runs(`[gunicorm, bookshop.wsgi]`), 3, []string{"gunicorm", `did you mean "gunicorn"?`}},
		{"command of nobody", "worker", runs(`[frobnicate]`), 3, []string{"frobnicate"}},
		{"command by its path", "worker", runs(`[/app/.venv/bin/frobnicate]`), 3, []string{"frobnicate"}},
		{"module to run", "worker", runs(`[python, -m, nosuch]`), 3, []string{"nosuch"}},
		{"module to run, in a package", "worker", runs(`[python, -m, structlog.nosuch]`), 3, []string{"structlog.nosuch"}},
		{"package without main", "worker", runs(`[python, -m, structlog]`), 3, []string{"structlog", "__main__"}},
		{"application in a dependency", "fastapi", runs(`[uvicorn, starlette.aplications:Starlette]`), 3, []string{"starlette.aplications"}},
		{"application in no dependency", "fastapi", runs(`[uvicorn, starlet.applications:Starlette]`), 3, []string{"starlet.applications"}},
	} {
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			dir := m.Copy(t, f.app)
			f.spoil(t, dir)
			b := rig.Build{Mode: rig.InProcess, Dir: dir, Name: newName(t)}
			result := build(t, m, b)
			wantMessage(t, result, f.says...)
			wantPlace(t, result.Err, f.line)
			wantOneError(t, result)
			wantNotPushed(t, m, b)
		})
	}
}

// TestGuardsLetPass has commands that only look as if something were missing.
func TestGuardsLetPass(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	for name, argv := range map[string]string{
		"module of the standard library":      `[python, -m, http.server]`,
		"package of the standard library":     `[python, -m, unittest]`,
		"module of a dependency":              `[python, -m, uvicorn]`,
		"application in a dependency":         `[uvicorn, starlette.applications:Starlette]`,
		"application in a dependency, called": `[uvicorn, "starlette.applications:Starlette()"]`,
		"script of a dependency":              `[/app/.venv/bin/uvicorn, shop_front.main:app]`,
		"program of the base":                 `[sleep, "60"]`,
		"program of the base by its path":     `[/usr/bin/env, python]`,
		"python by its version":               `[python3.13, -m, shop_front.cli]`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := m.Copy(t, "fastapi")
			runs(argv)(t, dir)
			mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: dir})
		})
	}
}

// runs replaces the command of a spec.
func runs(argv string) func(t *testing.T, dir string) {
	return func(t *testing.T, dir string) {
		t.Helper()
		rig.Edit(t, dir, rig.SpecFile, specLine(t, dir, "entrypoint: "), "entrypoint: "+argv)
	}
}

// specLine is the line of the spec that begins so.
func specLine(t *testing.T, dir, begins string) string {
	t.Helper()
	for line := range strings.SplitSeq(string(readFile(t, dir, rig.SpecFile)), "\n") {
		if strings.HasPrefix(line, begins) {
			return line
		}
	}
	t.Fatalf("the spec has no line %q", begins)
	return ""
}

// TestLibraryByName wants a warning, not an error, where a package looks for a library by its name when it runs.
func TestLibraryByName(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	dir := m.Copy(t, "libpq")
	rig.Edit(t, dir, rig.SpecFile, "system-libs: [libpq5]\n", "")
	result := mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: dir})
	wantWarning(t, result, "psycopg", "libpq", "system-libs: [libpq5]")
	with := mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: m.Copy(t, "libpq")})
	if slices.ContainsFunc(with.Warnings, func(w rig.Warning) bool { return strings.Contains(w.Text, "libpq") }) {
		t.Errorf("it warns all the same: %+v", with.Warnings)
	}
}

// wantWarning wants one warning to have all of the texts.
func wantWarning(t *testing.T, result *rig.Result, says ...string) {
	t.Helper()
	if !slices.ContainsFunc(result.Warnings, func(w rig.Warning) bool {
		return !slices.ContainsFunc(says, func(text string) bool { return !strings.Contains(w.Text, text) })
	}) {
		t.Errorf("no warning says %q: %+v", says, result.Warnings)
	}
}
