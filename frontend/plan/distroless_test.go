package plan

import (
	"testing"

	"github.com/org/pyapp-frontend/frontend/plan/libs"
)

// TestShells wants a word on commands that start with a shell where there is none, and only there.
func TestShells(t *testing.T) {
	t.Parallel()
	bare := libs.System{Programs: []string{"python", "python3"}}
	for _, tc := range []struct {
		name, yaml string
		system     libs.System
		key        string // of the problem; empty: none
		words      []string
	}{
		{"shell", "{base: distroless, entrypoint: [sh, -c, gunicorn]}", bare, "entrypoint", []string{"no command sh in the image", "as a list", "`base: slim`"}},
		{"by its path", "{base: distroless, command: [/bin/bash, run]}", bare, "command", []string{"no command /bin/bash"}},
		{"of the healthcheck", "{base: distroless, entrypoint: [gunicorn], healthcheck: {command: [sh, -c, x]}}", bare, "healthcheck.command", []string{"no command sh"}},
		{"that a package brings", "{base: distroless, entrypoint: [sh, -c, gunicorn]}", debian(), "", nil},
		{"on another base", "{entrypoint: [/bin/sh, -c, gunicorn]}", bare, "", nil},
		{"no shell", "{base: distroless, entrypoint: [gunicorn]}", bare, "", nil},
	} {
		p := planned(t, yamlApp(t, tc.yaml), Facts{})
		wantOne(t, CheckInstalled(p, nil, []libs.Environment{webEnvironment()}, tc.system), tc.key, tc.words...)
	}
}

// TestInterpreter reads what runs a script.
func TestInterpreter(t *testing.T) {
	t.Parallel()
	for beginning, want := range map[string]string{
		"#!/bin/sh\nset -e\n": "/bin/sh", "#! /usr/bin/env -S python -I\n": "/usr/bin/env", "#!/bin/bash": "/bin/bash",
		"": "", "#!": "", "#!\n/bin/sh": "", "\x7fELF": "", "# !/bin/sh": "",
	} {
		if got := Interpreter(beginning); got != want {
			t.Errorf("%q is run by %q, want %q", beginning, got, want)
		}
	}
}

// TestScriptsAndTheirInterpreters wants a word where a script of the application is run by what the image lacks.
func TestScriptsAndTheirInterpreters(t *testing.T) {
	t.Parallel()
	p := planned(t, yamlApp(t, "entrypoint: [./start]"), Facts{})
	for interpreter, words := range map[string][]string{
		"/bin/sh": nil, "/usr/bin/env": nil, "/opt/tool/run": nil, "/app/.venv/bin/python": nil,
		"/bin/bash": {"start begins with #!/bin/bash", "no such program", "[python, start]"},
	} {
		tree := Tree{List: list(nil), Look: func(string) Found { return Found{Exists: true, Executable: true, Interpreter: interpreter} }}
		problems, later := RunEntryChecks(p.Spec, tree)
		wantOne(t, problems, "")
		key := ""
		if words != nil {
			key = "entrypoint[0]"
		}
		wantOne(t, CheckInstalled(p, later, nil, debian()), key, words...)
	}
}
