package plan

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/frontend/plan/libs"
	"github.com/org/pyapp-frontend/spec"
)

// Distroless says whether the base is assembled from files of the official image, without a shell.
func (p *Plan) Distroless() bool { return p.Spec.Base.Kind == spec.BaseDistroless }

// CoreName is the name of the step that assembles a base.
func (p *Plan) CoreName() string {
	return "assemble a base without a shell from " + path.Base(PythonImage(p.Spec))
}

// CompletedName is the name of the step that adds to an assembled base what this application needs.
func (p *Plan) CompletedName() string {
	return strings.Join(append([]string{"complete the base for the dependencies"}, p.System.Packages...), ", ")
}

// checkShells looks for commands that start with a shell, where the base has none.
func checkShells(p *Plan, system libs.System) spec.Diagnostics {
	if !p.Distroless() {
		return nil
	}
	var out spec.Diagnostics
	for _, c := range []struct {
		key  string
		args []string
	}{{entryKey(p.Spec), argv(p.Spec)}, {"healthcheck.command", p.Spec.Health.Command}} {
		if len(c.args) > 0 && isShell(c.args[0]) && lacks(system, c.args[0]) {
			out = append(out, problem(p.Spec, c.key, fmt.Sprintf("there is no command %s in the image, because a distroless one has no shell",
				c.args[0]), "write the program and its arguments as a list, or take `base: slim`"))
		}
	}
	return out
}

// Interpreter is the program that a file names on its first line, of which the beginning is given (execve(2)); empty: it is no
// script.
func Interpreter(beginning string) string {
	line, script := strings.CutPrefix(beginning, "#!")
	words := strings.Fields(strings.SplitN(line, "\n", 2)[0])
	if !script || len(words) == 0 {
		return ""
	}
	return words[0]
}

// runInterpreter looks for the program that runs a script.
func (c EntryCheck) runInterpreter(app *spec.App, system libs.System) spec.Diagnostics {
	if !lacks(system, c.Interpreter) {
		return nil
	}
	return one(app, c.Key, fmt.Sprintf("%s begins with #!%s, and there is no such program in the image", c.File, c.Interpreter),
		"start it with a program that is there, as in [python, "+c.File+"], or write what it does in Python")
}

// lacks says whether a base has no program of a name, in the folders where it has programs. One elsewhere is the application's.
func lacks(system libs.System, program string) bool {
	folder, name := path.Split(program)
	own := folder == "" || slices.Contains(strings.Split(basePath, ":"), path.Clean(folder))
	return own && !slices.Contains(system.Programs, name)
}

// isShell says whether a program is known to read commands as sh does.
func isShell(program string) bool {
	return slices.Contains([]string{"sh", "ash", "bash", "dash", "ksh", "zsh"}, path.Base(program))
}
