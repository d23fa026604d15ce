package dockerfile

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/spec"
)

// assembled is the stage with all that an image has but what steps make.
func (p *printer) assembled() {
	p.stage("system", "assembled", "All of it together. `--link` keeps each layer as it is when the ones below change.")
	p.say("The environment comes first on PATH; Python writes at once what it prints, and does not try to write bytecode.")
	var vars []string
	for _, v := range p.Image.Env {
		vars = append(vars, v.Name+"="+quoted(v.Value))
	}
	p.instruction(append([]string{"ENV " + vars[0]}, vars[1:]...)...)
	venv := paths([]string{plan.Venv}, plan.Venv)
	p.line("COPY --link --from=environment " + venv)
	if p.installs() {
		p.line("COPY --link --from=dependencies " + venv)
	}
	if len(p.Projects) > 0 {
		p.line("COPY --link --from=project " + venv)
	}
	p.line("COPY --link --parents --from=application " + paths([]string{p.App.Workdir}, "/"))
	p.copied()
	p.line("WORKDIR " + quoted(p.App.Workdir))
}

// steps are the stages of the commands that make files of the image, each on top of the one before.
func (p *printer) steps() {
	from := "assembled"
	for i, s := range p.Steps {
		name := fmt.Sprintf("step-%d", i+1)
		p.stage(from, name, "A command that makes files of the image. It runs as root, and nothing is kept of it but what is copied below.")
		if len(s.Packages) > 0 {
			p.packages(s.Packages)
		}
		p.step(s)
		from = name
	}
}

// step runs a command. Its variables are set for it alone, by env(1), so that none of them ends in an image.
func (p *printer) step(s plan.Step) {
	words := []string{"env"}
	for _, v := range s.Env {
		if !slices.Contains(p.Image.Env, v) {
			words = append(words, v.Name+"="+v.Value)
		}
	}
	command := exec(append(words, s.Run...)...)
	if s.Network {
		p.instruction("RUN --mount="+mountCA, command)
	} else {
		p.line("RUN --network=none " + command)
	}
	for _, output := range s.Outputs {
		if p.App.Compile && strings.HasPrefix(output, p.App.Workdir+"/") {
			p.run(nil, compile(output, ""))
		}
	}
	p.line("RUN " + exec(append([]string{"chmod", "-R", "u=rwX,go=rX"}, s.Outputs...)...))
	for _, output := range s.Outputs {
		p.handOver(output)
	}
}

// runtime is the last stage, and so what is built where nobody names another.
func (p *printer) runtime() {
	p.stage("assembled", "runtime", "The image.")
	p.outputs()
	p.configuration()
}

// outputs are the copies of what steps have made.
func (p *printer) outputs() {
	for i, s := range p.Steps {
		for _, output := range s.Outputs {
			p.line(fmt.Sprintf("COPY --link --parents --from=step-%d ", i+1) + paths([]string{output}, "/"))
		}
	}
}

// configuration is what the image says of itself. Commands are lists, which no shell reads.
func (p *printer) configuration() {
	img := p.Image
	p.say("A number, so that a cluster can see that it is not root.")
	p.line("USER " + img.User)
	if len(img.Ports) > 0 {
		p.line("EXPOSE " + strings.Join(img.Ports, " "))
	}
	if len(img.Volumes) > 0 {
		p.line("VOLUME " + expanded(img.Volumes...))
	}
	if len(img.Labels) > 0 {
		p.say("From pyproject.toml and " + p.Spec.Filename + ", as they were.")
		var labels []string
		for _, key := range slices.Sorted(maps.Keys(img.Labels)) {
			labels = append(labels, quoted(key)+"="+quoted(img.Labels[key]))
		}
		p.instruction(append([]string{"LABEL " + labels[0]}, labels[1:]...)...)
	}
	if img.StopSignal != "" {
		p.line("STOPSIGNAL " + img.StopSignal)
	}
	p.healthcheck()
	p.commands()
}

func (p *printer) healthcheck() {
	h := p.Image.Health
	switch {
	case h == nil:
		return
	case len(h.Test) == 0 || h.Test[0] != "CMD":
		p.line("HEALTHCHECK NONE")
		return
	}
	parts := []string{"HEALTHCHECK"}
	for _, f := range []struct {
		name  string
		value time.Duration
	}{{"interval", h.Interval}, {"timeout", h.Timeout}, {"start-period", h.StartPeriod}, {"start-interval", h.StartInterval}} {
		if f.value != 0 {
			parts[0] += fmt.Sprintf(" --%s=%s", f.name, f.value)
		}
	}
	if h.Retries != 0 {
		parts[0] += fmt.Sprintf(" --retries=%d", h.Retries)
	}
	p.instruction(append(parts, "CMD "+exec(h.Test[1:]...))...)
}

// commands say what runs. An entrypoint takes the place of the base's command as well.
func (p *printer) commands() {
	img := p.Image
	if len(img.Entrypoint) > 0 {
		p.line("ENTRYPOINT " + exec(img.Entrypoint...))
	} else if p.Spec.Base.Kind == spec.BaseImage {
		p.line("ENTRYPOINT []")
	}
	if len(img.Command) > 0 {
		p.line("CMD " + exec(img.Command...))
	}
}
