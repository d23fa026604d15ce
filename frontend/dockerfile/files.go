package dockerfile

import (
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/frontend/plan"
)

// files are the stages that hold parts of the context. Each lists what it keeps out, so that a secret that lies beside the
// source reaches no image, with an ignore file or without.
func (p *printer) files() {
	if p.live() && len(p.Manifests) > 0 {
		p.stage("scratch", "manifests", "What says which packages to install. Nothing is installed anew as long as these files stay the same.")
		p.line("COPY --parents " + paths(p.Manifests, "/"))
	}
	if archives := p.archives(); !p.live() && len(archives) > 0 {
		p.stage("scratch", "archives", "Packages that lie beside the source.")
		p.line("COPY --parents " + paths(archives, "/"))
	}
	p.source()
	p.choice()
}

// archives are the wheels and archives of the context that are installed on any platform, sorted.
func (p *printer) archives() []string {
	var out []string
	for _, pl := range p.plans {
		out = append(out, pl.Archives()...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// source is the stage with all of the context but what no image should hold.
func (p *printer) source() {
	p.stage("scratch", "source", "Everything but what no image should hold: secrets, histories, environments, caches. What .dockerignore keeps out does"+
		" not even get this far. Keep this list: it is what stands between a forgotten secret and the image.")
	p.copy("COPY", slices.Concat(plan.Denied, p.exceptions()), ". /")
}

// choice is the stage with those of them that are the application, where the spec or the project choose.
func (p *printer) choice() {
	if p.applicationFiles() == "source" {
		return
	}
	p.stage("scratch", "files", "Those that are the application. A pattern that begins with ! lets through what one before it keeps out.")
	p.copy("COPY --from=source", p.chosen(), "/ /")
}

// applicationFiles is the stage with the application's files as they are in the context.
func (p *printer) applicationFiles() string {
	if len(p.chosen()) == 0 {
		return "source"
	}
	return "files"
}

// chosen are the patterns of what is not the application, in the order in which they count.
func (p *printer) chosen() []string {
	s := p.App.Files
	own, _ := p.divided()
	var out []string
	if len(s.Include) > 0 {
		out = append(out, "**")
		for _, pattern := range s.Include {
			out = append(out, "!"+strings.TrimSuffix(pattern, "/"))
		}
	}
	denied := plan.NewMatcher(plan.Selection{Exclude: plan.Denied})
	for _, pattern := range own {
		// Nothing is let through that was not kept out before, and what the source has not need not be kept out.
		if (len(out) > 0 || !strings.HasPrefix(pattern, "!")) && (strings.HasPrefix(pattern, "!") || denied.Keeps(pattern)) {
			out = append(out, pattern)
		}
	}
	if len(out) == 0 {
		return nil
	}
	for _, pattern := range p.exceptions() {
		if strings.HasPrefix(pattern, "!") {
			out = append(out, pattern)
		}
	}
	return out
}

// exceptions let through what the built-in list keeps out and the spec names in full.
func (p *printer) exceptions() []string {
	_, exceptions := p.divided()
	return exceptions
}

// divided are the patterns before the built-in list, without those of the ignore file, and those after it.
func (p *printer) divided() (own, exceptions []string) {
	patterns := p.App.Files.Exclude
	for i := range patterns {
		if rest := patterns[i:]; len(rest) >= len(plan.Denied) && slices.Equal(rest[:len(plan.Denied)], plan.Denied) {
			own, exceptions = patterns[:i], rest[len(plan.Denied):]
		}
	}
	if n := len(p.Ignored); len(own) >= n && slices.Equal(own[:n], p.Ignored) {
		own = own[n:]
	}
	return own, exceptions
}

// copy is a COPY that keeps something out.
func (p *printer) copy(what string, excluded []string, places string) {
	parts := []string{what}
	for _, pattern := range excluded {
		word := "--exclude=" + flagValue(pattern)
		if last := len(parts) - 1; last > 0 && len(parts[last])+len(word) < width {
			parts[last] += " " + word
		} else {
			parts = append(parts, word)
		}
	}
	p.instruction(append(parts, places)...)
}
