package integration

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// TestDistrolessGuards wants what the assembled base lacks to fail the build.
func TestDistrolessGuards(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	const list, slim = "as a list", "`base: slim`"
	for _, tc := range []struct {
		name, app, line, replacement string
		says                         []string
	}{
		{"shell", "fastapi", "entrypoint: ", `entrypoint: [sh, -c, "uvicorn shop_front.main:app"]`, []string{"entrypoint", "no command sh in", list, slim}},
		{"shell by its path", "fastapi", "entrypoint: ", `entrypoint: [/bin/bash, run.sh]`, []string{"entrypoint", "/bin/bash", list, slim}},
		{"shell of the healthcheck", "fastapi", "  http: ", `  command: [sh, -c, exit 0]`, []string{"healthcheck.command", "no command sh in", list}},
		{"other command of the base", "fastapi", "entrypoint: ", `entrypoint: [sleep, "60"]`, []string{"no command sleep in"}},
		{"module that is left out", "fastapi", "entrypoint: ", `entrypoint: [python, -m, turtle]`, []string{"turtle"}},
		{"library", "django", "system-libs: ", "system-libs: {build: [libpq-dev]}", []string{"psycopg2", "libpq.so.5", "libpq5"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			dir := distroless(t, m, tc.app)
			rig.Edit(t, dir, rig.SpecFile, specLine(t, dir, tc.line), tc.replacement)
			b := rig.Build{Mode: rig.InProcess, Dir: dir, Name: newName(t)}
			result := build(t, m, b)
			wantMessage(t, result, tc.says...)
			wantOneError(t, result)
			wantNotPushed(t, m, b)
		})
	}
}

// TestDistrolessScriptForAShell wants a script to be refused whose first line names a shell.
func TestDistrolessScriptForAShell(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	dir := distroless(t, m, "script")
	rig.Edit(t, dir, rig.SpecFile, specLine(t, dir, "entrypoint: "), "entrypoint: [./start]")
	rig.Write(t, dir, "start", "#!/bin/sh\nexec python main.py\n")
	if err := os.Chmod(filepath.Join(dir, "start"), 0o755); err != nil {
		t.Fatal(err)
	}
	result := build(t, m, rig.Build{Mode: rig.InProcess, Dir: dir})
	wantMessage(t, result, "entrypoint", "start begins with #!/bin/sh", "[python, start]")
	wantOneError(t, result)
}
