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
		if len(c.args) > 0 && isShell(c.args[0]) && !slices.Contains(system.Programs, path.Base(c.args[0])) {
			out = append(out, problem(p.Spec, c.key, fmt.Sprintf("there is no command %s in the image, because a distroless one has no shell",
				c.args[0]), "write the program and its arguments as a list, or take `base: slim`"))
		}
	}
	return out
}

// isShell says whether a program is known to read commands as sh does.
func isShell(program string) bool {
	return slices.Contains([]string{"sh", "ash", "bash", "dash", "ksh", "zsh"}, path.Base(program))
}
