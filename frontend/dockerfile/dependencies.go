package dockerfile

import (
	"path"
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/spec"
)

// live says whether the Dockerfile reads what is locked when it is built. Else it holds what was locked when it was written.
func (p *printer) live() bool {
	if len(p.Sources) != 1 || len(p.Spec.Packages)+len(p.Spec.Mirrors) > 0 {
		return false
	}
	switch p.Sources[0].Format {
	case plan.FormatUV, plan.FormatScript:
		return true
	case plan.FormatPylock:
		g := p.Spec.Groups
		return len(p.archives()) == 0 && len(g.Include)+len(g.Extras)+len(g.Exclude) == 0
	case plan.FormatRequirements:
		return p.Hashed && len(p.archives()) == 0 && len(p.Projects) == 0
	case plan.FormatPoetry, plan.FormatPDM, plan.FormatPipenv, plan.FormatNone:
	}
	return false
}

// installs says whether there is anything to install besides the project itself.
func (p *printer) installs() bool {
	return slices.ContainsFunc(p.plans, func(pl *plan.Plan) bool { return len(pl.Deps)+len(pl.Builds) > 0 })
}

// dependencies is the stage with what the project depends on.
func (p *printer) dependencies() {
	if !p.installs() {
		return
	}
	p.stage("environment", "dependencies", "What the project depends on. The source is no part of it, so that an edit installs nothing.")
	for _, v := range p.buildVariables() {
		p.line("ENV " + v.Name + "=" + quoted(v.Value))
	}
	if p.live() {
		p.liveInstall()
	} else {
		p.frozenInstall()
	}
	p.finish(p.Spec.Bytecode.Dependencies)
}

// buildVariables are those of all builds, which tell them what a history would have said. Each names its package.
func (p *printer) buildVariables() []spec.EnvVar {
	var out []spec.EnvVar
	for _, pl := range p.plans {
		for _, b := range pl.Builds {
			for _, v := range b.Env {
				if !slices.Contains(out, v) {
					out = append(out, v)
				}
			}
		}
	}
	return out
}

// liveInstall installs what is locked in the project's own lock.
func (p *printer) liveInstall() {
	folder := path.Join("/src", p.Spec.Project)
	p.line("WORKDIR " + quoted(folder))
	mounts := []string{"from=manifests,target=/src"}
	file := p.Sources[0].Path
	switch p.Sources[0].Format {
	case plan.FormatUV:
		p.say("`--locked` refuses a lock that is older than its pyproject.toml: run `uv lock`, and commit it.")
		p.install(mounts, strings.Join(append([]string{"uv sync --locked"}, p.syncOptions()...), " "))
	case plan.FormatScript:
		p.say("The script says in a comment what it needs (PEP 723). `--locked` refuses a lock that is older than that: run `uv lock --script`.")
		p.install(mounts,
			"uv export --script "+shell(file)+" --locked --quiet --format pylock.toml --preview-features pylock --output-file /tmp/pylock.toml",
			p.sync("/tmp/pylock.toml"))
	case plan.FormatPylock:
		p.install(mounts, p.sync(file))
	case plan.FormatRequirements:
		p.say("Every package has to have one of the hashes that are written down for it.")
		p.install(mounts, p.hashed(file))
	case plan.FormatPoetry, plan.FormatPDM, plan.FormatPipenv, plan.FormatNone:
	}
}

// syncOptions are those of `uv sync`: the choice of packages, and that nothing of the project itself is installed.
func (p *printer) syncOptions() []string {
	g := p.Spec.Groups
	var out []string
	if p.Spec.Package != "" {
		out = append(out, "--package "+shell(p.Spec.Package))
	}
	if g.ExcludeAll {
		out = append(out, "--no-default-groups")
	}
	for option, names := range map[string][]string{"--no-group ": g.Exclude, "--group ": g.Include, "--extra ": g.Extras} {
		for _, name := range names {
			out = append(out, option+shell(name))
		}
	}
	slices.Sort(out)
	if len(p.archives()) == 0 {
		out = append(out, "--no-install-local")
	} else {
		out = append(out, "--no-install-workspace")
		for _, project := range p.Projects {
			out = append(out, "--no-install-package "+shell(project.Name))
		}
	}
	return append(out, p.wheelsOnly()...)
}

// wheelsOnly refuses to build, where nothing has to be built.
func (p *printer) wheelsOnly() []string {
	if p.builds() {
		return nil
	}
	return []string{"--no-build"}
}

// sync is the command that installs what a lock of PEP 751 says.
func (p *printer) sync(file string) string {
	return strings.Join(append([]string{"uv pip sync --preview-features pylock"}, append(p.wheelsOnly(), shell(file))...), " ")
}

// hashed is the command that installs requirements with hashes. These decide what is installed, so it does not matter which index
// has it.
func (p *printer) hashed(file string) string {
	words := append([]string{"uv pip install --no-deps --require-hashes --index-strategy unsafe-best-match"}, p.wheelsOnly()...)
	return strings.Join(append(words, "--requirement "+shell(file)), " ")
}

// frozenInstall installs what is written down here.
func (p *printer) frozenInstall() {
	var platforms []string
	for _, pl := range p.plans {
		platforms = append(platforms, pl.Target.String())
	}
	p.say(p.frozenWhy() + " It is for " + strings.Join(platforms, " and ") + ".")
	several := len(p.plans) > 1
	var names []string
	for _, pl := range p.plans {
		suffix := ""
		if several {
			suffix = "." + pl.Target.Architecture + pl.Target.Variant
		}
		if lock := locked(pl); lock != "" {
			p.file("/lock/pylock"+suffix+".toml", lock)
			names = append(names, "pylock")
		}
		if requirements := requirementsOf(pl); requirements != "" {
			p.file("/lock/requirements"+suffix+".txt", requirements)
			names = append(names, "requirements")
		}
	}
	p.installFrozen(names, several)
}

func (p *printer) installFrozen(names []string, several bool) {
	suffix := ""
	if several {
		p.say("The platform that is built for, which the builder says.")
		p.line("ARG TARGETARCH TARGETVARIANT")
		suffix = ".$TARGETARCH$TARGETVARIANT"
	}
	p.line("WORKDIR /lock")
	if len(p.archives()) > 0 {
		p.line("COPY --from=archives / /lock/")
	}
	var commands []string
	if slices.Contains(names, "pylock") {
		commands = append(commands, strings.ReplaceAll(p.sync("FILE"), "FILE", `"pylock`+suffix+`.toml"`))
	}
	if slices.Contains(names, "requirements") {
		commands = append(commands, strings.ReplaceAll(p.hashed("FILE"), "FILE", `"requirements`+suffix+`.txt"`))
	}
	p.install(nil, commands...)
}

// frozenWhy says where what is written down comes from, and how to make it anew.
func (p *printer) frozenWhy() string {
	anew := " To make it anew: `docker buildx build --call dockerfile`, as long as there is a " + p.Spec.Filename + "; or "
	format := plan.FormatNone
	if len(p.Sources) > 0 {
		format = p.Sources[0].Format
	}
	switch format {
	case plan.FormatPoetry:
		return "From poetry.lock, which uv cannot read." + anew + "`poetry export`, and `uv pip install --require-hashes`; or move to uv (`uvx migrate-to-uv`)."
	case plan.FormatPDM:
		return "From pdm.lock, which uv cannot read." + anew + "`pdm export --format pylock`; or move to uv (`uvx migrate-to-uv`)."
	case plan.FormatPipenv:
		return "From Pipfile.lock, which uv cannot read." + anew + "`pipenv requirements --hash`; or move to uv (`uvx migrate-to-uv`)."
	case plan.FormatRequirements:
		return "What " + p.Sources[0].Path + " and its options choose, as they did when this was written." + anew +
			"`uv pip compile --generate-hashes --output-file locked.txt " + p.Sources[0].Path + "`."
	case plan.FormatUV, plan.FormatScript, plan.FormatPylock, plan.FormatNone:
	}
	return "What was chosen when this was written: the files of the project leave it open, or hold only a part of it." + anew +
		"`uv pip compile --format pylock.toml`."
}

// locked is a lock (PEP 751) of everything whose address is known; empty: nothing is.
func locked(pl *plan.Plan) string {
	var parts []string
	for _, g := range pl.Deps {
		parts = append(parts, g.Fragment)
	}
	for _, b := range pl.Builds {
		parts = append(parts, b.Fragment)
	}
	var out string
	for _, part := range parts {
		head, packages, found := strings.Cut(part, "[[packages]]")
		if out == "" {
			out = head
		}
		if found {
			out += "[[packages]]" + strings.TrimRight(packages, "\n") + "\n\n"
		}
	}
	return strings.TrimSuffix(out, "\n")
}

// requirementsOf are the packages that an index has to be asked for; empty: there are none.
func requirementsOf(pl *plan.Plan) string {
	var out strings.Builder
	for _, g := range pl.Deps {
		out.WriteString(g.Requirements)
	}
	for _, b := range pl.Builds {
		out.WriteString(b.Requirements)
	}
	return out.String()
}
