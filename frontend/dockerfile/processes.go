package dockerfile

import (
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/spec"
)

// stages are the names that stages have which are no targets of a spec.
var stages = []string{"uv", "python", "base", "manifests", "archives", "source", "files", "environment", "dependencies", "project", "application", "copies", "system", "assembled", "runtime"}

// processes are stages for the same application with other commands.
func (p *printer) processes() {
	own := p.Plan
	defer func() { p.Plan = own }()
	for _, process := range p.Processes {
		p.Plan = process
		p.process(own)
	}
}

func (p *printer) process(own *plan.Plan) {
	name := p.Spec.Target
	p.stage("assembled", name, "The same application as another process: docker build --target "+name+" .")
	if more := without(p.System.Packages, own.System.Packages); len(more) > 0 {
		p.packages(more)
	}
	p.outputs()
	for _, v := range without(p.Image.Env, own.Image.Env) {
		p.line("ENV " + v.Name + "=" + quoted(v.Value))
	}
	p.configuration()
}

func without[T comparable](all, some []T) []T {
	return slices.DeleteFunc(slices.Clone(all), func(one T) bool { return slices.Contains(some, one) })
}

// checkProcesses refuses what cannot be a stage on top of the others.
func (p *printer) checkProcesses() spec.Diagnostics {
	var out spec.Diagnostics
	for _, process := range p.Processes {
		name := process.Spec.Target
		alone := "ask for a Dockerfile of its own: --target " + name
		switch fewer := without(p.System.Packages, process.System.Packages); {
		case slices.Contains(stages, name) || strings.HasPrefix(name, "step-"):
			out = append(out, p.problem("processes."+name, "the Dockerfile has a stage that is called "+name, "choose another name"))
		case plan.InstallsMore(process.Spec):
			out = append(out, p.problem("processes."+name, "the process installs more than the others do", alone))
		case len(fewer) > 0:
			out = append(out, p.problem("processes."+name, "the process is without "+strings.Join(fewer, ", ")+", which the image has", alone))
		}
	}
	return out
}

// checkTarget refuses targets of which no Dockerfile is written.
func (p *printer) checkTarget() spec.Diagnostics {
	if p.Test == nil && p.Added == nil {
		return nil
	}
	return spec.Diagnostics{p.problem("", "no Dockerfile is written for the target "+p.Spec.Target, "ask for that of another target, and add what is to run")}
}
