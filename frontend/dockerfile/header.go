package dockerfile

import "github.com/org/pyapp-frontend/frontend/plan"

// Differences are what of an image is not the same when it is built from the Dockerfile, each a sentence for its owner.
func Differences(p *plan.Plan) []string {
	out := []string{
		"Times: files have those of the build, not one and the same.",
		"Layers and history are this Dockerfile's.",
	}
	if p.Stdlib || p.App.Compile || p.Spec.Bytecode.Dependencies {
		out = append(out, "Bytecode is of the same source and the same Python, but some of it is encoded in another way, as it is by every other program"+
			" that compiles.")
	}
	if len(p.Projects) > 0 {
		out = append(out, "The metadata of your own packages name the tool that built them (WHEEL, and its line of RECORD).")
	}
	if len(p.System.Packages) > 0 && !plan.AlpineRelease(p.Spec.Distro) {
		out = append(out, "apt writes its list of what was installed automatically (/var/lib/apt/extended_states) in an order of its own, and leaves an"+
			" empty folder, /var/cache/ldconfig.")
	}
	if len(p.Builds) > 0 {
		out = append(out, "Packages that are compiled here hold what their compilers leave in them, such as the paths of a build.")
	}
	return out
}

func (p *printer) header() {
	p.say("This Dockerfile was written by pyapp-frontend, from " + p.Spec.Filename + ". It is yours: building it needs neither of them.")
	p.line("#")
	p.line("#     docker build -t " + imageName(p.Plan) + " .")
	p.line("#")
	p.say("It wants a builder that knows version 1.20 of the Dockerfile syntax (COPY --parents, COPY --exclude). For an older one, this" +
		" has to be the first line:")
	p.line("#")
	p.line("#     # syntax=docker/dockerfile:1")
	p.line("#")
	p.say("Its image has the same files and the same configuration as the one that pyapp-frontend builds, but for this:")
	for _, d := range Differences(p.Plan) {
		p.item(d)
	}
	p.line("#")
	p.say("Secrets that a build may be given, none of which stays in the image: `--secret id=ca,src=FILE`, certificates to trust;" +
		" `--secret id=netrc,src=FILE`, logins by host; `--secret id=uv-toml,src=FILE`, settings of uv.")
}

// imageName is what an image of the project may be called.
func imageName(p *plan.Plan) string {
	for _, project := range p.Projects {
		if project.Folder == "." {
			return project.Name
		}
	}
	return "app"
}
