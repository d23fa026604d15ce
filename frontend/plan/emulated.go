package plan

import (
	"fmt"
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/frontend/plan/libs"
	"github.com/org/pyapp-frontend/spec"
	"github.com/org/pyapp-frontend/spec/pyproject"
)

// emulate moves to the target's platform what compiles, so that only the target can build it: by the spec's word, or as an
// attempt has shown.
func (p *Plan) emulate(learned Learned) {
	if p.Target.Same(p.Build) {
		return
	}
	chosen := func(name string) bool {
		_, mode := noWheel(p.Spec, name)
		return mode == spec.NoWheelEmulate || slices.Contains(learned.EmulatedBuilds, name)
	}
	for i, b := range p.Builds {
		if chosen(b.Name) {
			p.Builds[i].On = p.Target
		}
	}
	for i, project := range p.Projects {
		if project.Install == spec.InstallWheel && chosen(pyproject.NormalizeName(project.Name)) {
			p.Projects[i].On = p.Target
		}
	}
}

// Emulated are the packages that are built on the target's platform, which is not the builder's, in the order of their steps.
func (p *Plan) Emulated() []string {
	var out []string
	for _, b := range p.Builds {
		if b.On != (Platform{}) {
			out = append(out, b.label())
		}
	}
	for _, project := range p.Projects {
		if project.On != (Platform{}) {
			out = append(out, project.Name)
		}
	}
	return out
}

// EmulatedToolsName is the name of the step that installs for the target's platform what building takes there.
func (p *Plan) EmulatedToolsName(tools []string) string {
	return "install build tools for " + p.Target.String() + p.toBuild() + ": " + strings.Join(tools, ", ")
}

// FinishToolsName is the name of the step that installs there what only programs of that platform can install.
func (p *Plan) FinishToolsName() string {
	return "finish build tools" + underEmulation(p.Target) + p.toBuild()
}

func (p *Plan) toBuild() string { return ", to build " + strings.Join(p.Emulated(), ", ") }

// underEmulation says of a step where it runs, if that is not the builder's platform.
func underEmulation(on Platform) string {
	if on == (Platform{}) {
		return ""
	}
	return " for " + on.String() + ", under emulation"
}

// misbuilt are the packages that the build platform has compiled, for a target that is another.
func (p *Plan) misbuilt(environments []libs.Environment) (out []misbuilt) {
	if p.Target.Same(p.Build) {
		return nil
	}
	built := func(name string) bool {
		return slices.ContainsFunc(environments, func(e libs.Environment) bool { return !e.Pure && slices.Contains(e.Built, name) })
	}
	for _, b := range p.Builds {
		if b.On == (Platform{}) && built(b.Name) {
			key, mode := noWheel(p.Spec, b.Name)
			out = append(out, misbuilt{b.Name, b.label(), key, mode})
		}
	}
	for _, project := range p.Projects {
		name := pyproject.NormalizeName(project.Name)
		if project.Install == spec.InstallWheel && project.On == (Platform{}) && built(name) {
			_, mode := noWheel(p.Spec, name)
			out = append(out, misbuilt{name, project.Name, "install", mode})
		}
	}
	return out
}

// misbuilt is a package that was compiled for the wrong platform, with the key that decides about it.
type misbuilt struct {
	name, label, key string
	mode             spec.NoWheelMode
}

// learnBuilds finds out which packages only the target can build, and warns of what that takes.
func learnBuilds(p *Plan, known Learned, environments []libs.Environment) (Learned, spec.Diagnostics) {
	var warnings spec.Diagnostics
	for _, m := range p.misbuilt(environments) {
		if m.mode == spec.NoWheelBuild {
			continue
		}
		known.EmulatedBuilds = unique(append(slices.Clone(known.EmulatedBuilds), m.name))
		remedy := "build it on a builder of that platform"
		if m.key != "install" {
			remedy = fmt.Sprintf("lock a version that has a wheel for %s; `no-wheel: {%s: fail}` makes this an error", p.Target, m.name)
		}
		warnings = append(warnings, warning(p.Spec, ruleEmulatedBuild, m.key,
			fmt.Sprintf("%s compiles, so it is built for %s under emulation, which takes many times as long", m.label, p.Target), remedy)...)
	}
	return known, warnings
}

// checkBuilt refuses what was compiled for another platform, where the spec wants it so.
func checkBuilt(p *Plan, environments []libs.Environment) spec.Diagnostics {
	var out spec.Diagnostics
	for _, m := range p.misbuilt(environments) {
		out = append(out, problem(p.Spec, m.key, fmt.Sprintf("%s compiles, and what %s compiles does not run on %s", m.label, p.Build, p.Target),
			fmt.Sprintf("write `no-wheel: {%s: emulate}`, or lock a version that has a wheel", m.name)))
	}
	return out
}
