package dockerfile

import (
	"fmt"
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/spec"
)

// Check says what of some plans no Dockerfile can do, or none that this release writes.
func Check(plans []*plan.Plan, in Input) spec.Diagnostics {
	p := &printer{Input: in, Plan: plans[0], plans: plans}
	var out spec.Diagnostics
	if p.Distroless() {
		out = append(out, p.problem("base", "no Dockerfile can be written for a base that is put together by pyapp-frontend",
			"ask for the Dockerfile of another base: --build-arg PYAPP_BASE=slim"))
	}
	return slices.Concat(out, p.checkTarget(), p.checkProcesses(), p.checkCopies(), p.hidden(), p.lineBreaks(), p.notASCII())
}

// hidden are files that a build reads and the ignore file keeps out: this frontend sees them all the same, and a Dockerfile cannot.
func (p *printer) hidden() spec.Diagnostics {
	var names []string
	if p.live() {
		names = append(names, p.Manifests...)
	}
	for _, project := range p.Projects {
		names = append(names, project.Metadata...)
	}
	ignored := plan.NewMatcher(plan.Selection{Exclude: p.Ignored})
	names = slices.DeleteFunc(names, func(name string) bool {
		perhaps := strings.Contains(name, "*") || strings.HasSuffix(name, "setup.py") || strings.HasSuffix(name, "setup.cfg")
		return perhaps || ignored.Keeps(name)
	})
	if len(names) == 0 {
		return nil
	}
	slices.Sort(names)
	return spec.Diagnostics{p.problem("project", ".dockerignore keeps out "+strings.Join(slices.Compact(names), ", ")+
		", which a Dockerfile needs to see", "let it through there: !"+names[0])}
}

// lineBreaks are values that a Dockerfile has no way to write.
func (p *printer) lineBreaks() spec.Diagnostics {
	var out spec.Diagnostics
	for _, v := range p.Image.Env {
		if breaks(v.Value) {
			out = append(out, p.problem("env."+v.Name, "a Dockerfile cannot set a variable to more than one line", "set it where the image is run"))
		}
	}
	for key, value := range p.Image.Labels {
		if breaks(key + value) {
			out = append(out, p.problem("labels."+key, fmt.Sprintf("a Dockerfile cannot write the label %s, which has more than one line", key),
				"write it in one line"))
		}
	}
	slices.SortFunc(out, func(a, b spec.Diagnostic) int { return strings.Compare(a.Path, b.Path) })
	return out
}

func breaks(text string) bool { return strings.ContainsAny(text, "\n\r") }

// notASCII are patterns that no flag can hold: the builder reads flags byte by byte.
func (p *printer) notASCII() spec.Diagnostics {
	for _, pattern := range slices.Concat(p.exceptions(), p.chosen()) {
		if notPlain(pattern) {
			return spec.Diagnostics{p.problem("files", fmt.Sprintf("COPY --exclude of a Dockerfile cannot hold %s, which is not ASCII", pattern),
				"write it to .dockerignore")}
		}
	}
	return nil
}

func notPlain(pattern string) bool {
	return strings.ContainsFunc(pattern, func(r rune) bool { return r > '~' || r < ' ' })
}

func (p *printer) problem(path, summary, suggestion string) spec.Diagnostic {
	return spec.Diagnostic{Rule: "dockerfile", Path: path, Range: p.Spec.Where(path), Summary: summary, Suggestion: suggestion}
}
