package dockerfile

import (
	"fmt"
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/spec"
)

// copies is the stage with the files that are made elsewhere. What a Dockerfile of its own makes is a named context here, because no
// Dockerfile can build another.
func (p *printer) copies() {
	if len(p.Copies) == 0 {
		return
	}
	p.stage("python", "copies", "Files that are made elsewhere.")
	for _, s := range p.Stages {
		p.givenContext(s)
	}
	for _, c := range p.Copies {
		dest := c.To
		if c.Into {
			dest += "/"
		}
		p.line("COPY --chmod=u=rwX,go=rX --from=" + c.From + " " + paths([]string{c.Source}, dest))
		if p.App.Compile && strings.HasPrefix(c.To, p.App.Workdir) {
			p.run(nil, compile(c.To, ""))
		}
		p.handOver(c.To)
	}
}

// givenContext says how to make what is copied from a stage of the spec.
func (p *printer) givenContext(s plan.Stage) {
	words := []string{"docker buildx build --output ../" + s.Name, "-f " + shell(s.Dockerfile)}
	if s.Target != "" {
		words = append(words, "--target "+shell(s.Target))
	}
	for _, v := range s.Args {
		words = append(words, "--build-arg "+shell(v.Name+"="+v.Value))
	}
	p.say(s.Name + " is made by a Dockerfile of its own. Make it first, and give it to the build; `docker buildx bake` does both at once, with" +
		" `contexts = {" + s.Name + " = \"target:" + s.Name + "\"}`:")
	p.line("#")
	p.line("#     " + oneLine(strings.Join(append(words, shell(s.Context.Folder)), " ")))
	p.line("#     docker buildx build --build-context " + s.Name + "=../" + s.Name + " .")
	p.line("#")
}

// oneLine keeps words of a user from ending a comment.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// handOver gives the process the folders that it may write in, or around, what was made.
func (p *printer) handOver(made string) {
	for _, folder := range p.WritableFolders() {
		if made == folder || strings.HasPrefix(folder, made+"/") || strings.HasPrefix(made, folder+"/") {
			p.writable(folder)
		}
	}
}

// copied are the copies of that stage into the image.
func (p *printer) copied() {
	var done []string
	for _, c := range p.Copies {
		if !slices.Contains(done, c.To) {
			p.line("COPY --link --parents --from=copies " + paths([]string{c.To}, "/"))
			done = append(done, c.To)
		}
	}
}

// checkCopies refuses to copy from what has the name of a stage of this Dockerfile.
func (p *printer) checkCopies() spec.Diagnostics {
	var out spec.Diagnostics
	for _, c := range p.Copies {
		if slices.Contains(stages, c.From) || strings.HasPrefix(c.From, "step-") || strings.Trim(c.From, "0123456789") == "" {
			out = append(out, p.problem(c.Key+".from", fmt.Sprintf("the Dockerfile has a stage of its own that is called %s", c.From), "choose another name"))
		}
	}
	return out
}
