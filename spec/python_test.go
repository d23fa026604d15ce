package spec_test

import (
	"testing"

	"github.com/org/pyapp-frontend/spec"
	"github.com/org/pyapp-frontend/spec/pyproject"
)

func TestPythonChoice(t *testing.T) {
	t.Parallel()
	const run = "entrypoint: [a]\n"
	tests := []struct {
		name, file, requires, pin string
		args                      map[string]string
		wheels                    func(string) bool
		want                      string
	}{
		{name: "nothing said", want: "3.15"},
		{name: "file", file: "python: 3.12\n", pin: "3.11", want: "3.12"},
		{name: "file unquoted zero", file: "python: 3.10\n", want: "3.10"},
		{name: "file patch", file: "python: 3.13.5\n", want: "3.13.5"},
		{name: "argument over file", file: "python: 3.12\n", args: map[string]string{"PYAPP_PYTHON": "3.14"}, want: "3.14"},
		{name: "argument over unset template", file: "python: ${X}\n", args: map[string]string{"PYAPP_PYTHON": "3.14"}, want: "3.14"},
		{name: "empty argument", file: "python: 3.12\n", args: map[string]string{"PYAPP_PYTHON": ""}, want: "3.12"},
		{name: "template", file: "python: 3.${MINOR}\n", args: map[string]string{"MINOR": "11"}, want: "3.11"},
		{name: "template default", file: "python: ${PY:-3.11}\n", args: map[string]string{"PY": ""}, want: "3.11"},
		{name: "pin", pin: "\n# ours\n3.12\n3.11\n", want: "3.12"},
		{name: "pin patch", pin: "3.12.4", want: "3.12.4"},
		{name: "pin implementation", pin: "cpython-3.12", want: "3.12"},
		{name: "pin implementation at", pin: "cpython@3.12.1", want: "3.12.1"},
		{name: "pin unknown", pin: "3.13t", want: "3.15"},
		{name: "pin excluded", pin: "3.11", requires: "<3.11", want: "3.10"},
		{name: "requires upper", requires: ">=3.11,<3.14", want: "3.13"},
		{name: "requires upper patch", requires: "<3.14.2", want: "3.14"},
		{name: "requires lower patch", requires: ">=3.15.3", want: "3.15"},
		{name: "requires compatible", requires: "~=3.12.1", want: "3.12"},
		{name: "requires compatible minor", requires: "~=3.12", want: "3.15"},
		{name: "requires exact", requires: "==3.12.3", want: "3.12"},
		{name: "requires wildcard", requires: "==3.13.*", want: "3.13"},
		{name: "requires not", requires: ">=3.10, !=3.15.*, !=3.14.*,", want: "3.13"},
		{name: "wheels", wheels: func(minor string) bool { return minor < "3.14" }, want: "3.13"},
		{name: "wheels nowhere", wheels: func(string) bool { return false }, requires: "<3.14", want: "3.13"},
		{name: "wheels not asked for a written version", file: "python: 3.15\n", wheels: func(string) bool { return false }, want: "3.15"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			in := spec.Inputs{BuildArgs: tt.args, PythonVersionFile: tt.pin, HasWheels: tt.wheels, Project: &pyproject.Project{RequiresPython: tt.requires}}
			if got := mustResolve(t, tt.file+run, in).Python; got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
