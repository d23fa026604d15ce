package plan

import (
	"fmt"
	"strings"
)

const nameApp = "copy the application"

// PackagesName is the name of the step that installs Debian packages.
func (s System) PackagesName() string {
	return "install system libraries: " + strings.Join(s.Packages, ", ")
}

// UserName is the name of the step that adds the user.
func (s System) UserName() string {
	return fmt.Sprintf("add user %s (%d)", s.User.Name, s.User.UID)
}

// ToolsName is the name of the step that installs what building a wheel needs.
func (p *Project) ToolsName() string {
	return "install build tools: " + strings.Join(p.Tools, ", ")
}

// StdlibName is the name of the step that compiles the standard library.
func (p Python) StdlibName() string { return "compile the standard library of Python " + p.Minor }

// VenvName is the name of the step that makes the empty environment.
func (p Python) VenvName() string { return "make the environment for Python " + p.Minor }

// StepName is the name of the step that installs a group. Not all that is locked may be wanted on every platform.
func (g Group) StepName() string {
	return fmt.Sprintf("install dependencies (%d locked)", g.Packages)
}

// StepName is the name of the step that installs the first-party package.
func (p *Project) StepName() string {
	return fmt.Sprintf("install project %s (%s)", p.Name, p.Install)
}

// StepName is the name of the step that makes the application layer.
func (a App) StepName() string {
	if a.Compile {
		return nameApp + " and compile it"
	}
	return nameApp
}

// history has one entry for each layer that the plan adds to its base, in their order.
func history(p *Plan) []string {
	var out []string
	if len(p.System.Packages) > 0 {
		out = append(out, p.System.PackagesName())
	}
	out = append(out, p.System.UserName())
	if p.Stdlib {
		out = append(out, p.Python.StdlibName())
	}
	out = append(out, p.Python.VenvName())
	for _, g := range p.Deps {
		out = append(out, g.StepName())
	}
	if p.Project != nil {
		out = append(out, p.Project.StepName())
	}
	return append(out, p.App.StepName())
}
