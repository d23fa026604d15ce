package plan

import (
	"fmt"
	"strings"
)

const nameApp = "copy the application"

// PackagesName is the name of the step that installs packages of the distribution.
func (s System) PackagesName() string {
	if s.Scripts && s.Emulated {
		return EmulatedPackages + ": " + strings.Join(s.Packages, ", ")
	}
	return "install system libraries: " + strings.Join(s.Packages, ", ")
}

// ForStepsName is the name of the step that installs the same where steps of the spec run.
func (s System) ForStepsName() string {
	return "install system libraries for the steps: " + strings.Join(s.Packages, ", ")
}

// EmulatedPackages is how the name of that step begins where programs of another platform have to run.
const EmulatedPackages = "install system libraries under emulation"

// UserName is the name of the step that adds the user.
func (s System) UserName() string {
	return fmt.Sprintf("add user %s (%d)", s.User.Name, s.User.UID)
}

// ToolsName is the name of the step that installs what building takes.
func ToolsName(tools []string) string {
	return "install build tools: " + strings.Join(tools, ", ")
}

// StdlibName is the name of the step that compiles the standard library.
func (p Python) StdlibName() string { return "compile the standard library of Python " + p.Minor }

// VenvName is the name of the step that makes the empty environment.
func (p Python) VenvName() string { return "make the environment for Python " + p.Minor }

// StepName is the name of the step that installs a group.
func (g Group) StepName() string {
	return "install " + g.Label
}

// InstallsName is a name for all groups of a kind together: of pure packages, or of those for the target.
func (p *Plan) InstallsName(of Group) string {
	n := 0
	for _, g := range p.Deps {
		if (g.Platform == "") == (of.Platform == "") {
			n += len(g.Names)
		}
	}
	if of.Platform == "" {
		return "install " + packages(n) + " for every platform"
	}
	return "install " + packages(n) + " for " + p.Target.String()
}

// StepName is the name of the step that builds and installs a package.
func (b Build) StepName() string {
	why, _, _ := strings.Cut(b.Why, " (") // what there is instead is for messages
	return "build " + b.label() + underEmulation(b.On) + " (" + why + ")"
}

// StepName is the name of the step that installs the first-party package.
func (p Project) StepName() string {
	return fmt.Sprintf("install project %s (%s)%s", p.Name, p.Install, underEmulation(p.On))
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
	switch {
	case p.Distroless():
		out = append(out, p.CoreName(), p.CompletedName())
	case len(p.System.Packages) > 0:
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
	for _, b := range p.Builds {
		out = append(out, b.StepName())
	}
	for _, project := range p.Projects {
		out = append(out, project.StepName())
	}
	out = append(out, p.App.StepName())
	for _, c := range p.Copies {
		out = append(out, c.StepName())
	}
	for _, s := range p.Steps {
		out = append(out, s.StepName())
	}
	if p.Added != nil {
		out = append(out, p.AddedName())
	}
	return out
}
