package plan

import (
	"slices"
	"testing"
)

// TestInit says for which commands an init process is PID 1.
func TestInit(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name, yaml string
		want       bool
	}{
		{"server", "entrypoint: [uvicorn, 'app:app']", false},
		{"server by path", "entrypoint: [/app/.venv/bin/gunicorn, 'app:app']", false},
		{"server as a module", "entrypoint: [python, -m, gunicorn, 'app:app']", false},
		{"server after Python's options", "entrypoint: [python3.13, -u, -m, uvicorn, 'app:app']", false},
		{"server in the command", "command: [celery, -A, app, worker]", false},
		{"server turned on", "{entrypoint: [uvicorn, 'app:app'], init: true}", true},
		{"script", "entrypoint: [python, main.py]", true},
		{"script turned off", "{entrypoint: [python, main.py], init: false}", false},
		{"script turned on", "{entrypoint: [python, main.py], init: true}", true},
		{"module of nobody's", "entrypoint: [python, -m, worker]", true},
		{"server's name as an argument", "entrypoint: [python, main.py, -m, uvicorn]", true},
		{"shell", "entrypoint: [sh, -c, 'exec uvicorn app:app']", true},
		{"the command only adds arguments", "{entrypoint: [uvicorn], command: ['app:app']}", false},
		{"the project's only script", "python: '3.13'", true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			app := yamlApp(t, tc.yaml)
			p := planned(t, app, Facts{})
			if got := slices.Contains(p.System.Packages, "tini"); got != tc.want {
				t.Errorf("tini is installed: %t, want %t", got, tc.want)
			}
			want := app.Entrypoint
			if tc.want {
				want = append([]string{"/usr/bin/tini", "--"}, want...)
			}
			if !slices.Equal(p.Image.Entrypoint, want) {
				t.Errorf("entrypoint is %q, want %q", p.Image.Entrypoint, want)
			}
			if !slices.Equal(p.Image.Command, app.Command) {
				t.Errorf("command is %q, want %q", p.Image.Command, app.Command)
			}
		})
	}
}

// TestSystemPackages wants each package once and in order, tini too.
func TestSystemPackages(t *testing.T) {
	t.Parallel()
	app := yamlApp(t, "entrypoint: [python, main.py]", "system-libs: [zlib1g, tini, libpq5]")
	got := planned(t, app, Facts{}).System
	if want := []string{"libpq5", "tini", "zlib1g"}; !slices.Equal(got.Packages, want) {
		t.Errorf("packages are %q, want %q", got.Packages, want)
	}
	if want := "install system libraries: libpq5, tini, zlib1g"; got.PackagesName() != want {
		t.Errorf("the step is called %q, want %q", got.PackagesName(), want)
	}
}
