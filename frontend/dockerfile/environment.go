package dockerfile

import (
	"path"
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/spec"
)

// Mounts of the steps that use the network. None of the secrets has to be there: without one, the step sees what the image has at
// that place.
const (
	mountUV     = "from=uv,source=/uv,target=/usr/local/bin/uv"
	mountCache  = "type=cache,target=/var/cache/uv"
	mountCA     = "type=secret,id=ca,target=/etc/ssl/certs/ca-certificates.crt"
	mountNetrc  = "type=secret,id=netrc,target=/root/.netrc"
	mountConfig = "type=secret,id=uv-toml,target=/etc/uv/uv.toml"
)

// installing are the mounts of a step that installs packages.
func (p *printer) installing(more ...string) []string {
	mounts := append(append([]string{mountUV}, more...), mountCache, mountCA, mountNetrc, mountConfig)
	return append(mounts, p.secretMounts()...)
}

// install is a step that installs packages, with the network and what it may be given for it.
func (p *printer) install(mounts []string, commands ...string) {
	if p.login() {
		for i := range commands {
			commands[i] = "with-logins " + commands[i]
		}
	}
	p.run(p.installing(mounts...), commands...)
}

// environment is the stage that packages are installed in: tools, settings, and an empty environment.
func (p *printer) environment() {
	p.stage("python", "environment", "An empty environment, which the stages below fill. It lies where it will lie in the image, because scripts and"+
		" bytecode hold absolute paths.")
	if tools := p.tools(); len(tools) > 0 {
		p.compilers(tools)
	}
	p.say("uv: the image's own Python, copies in place of links into the cache, and no notes of its own in the environment. The" +
		" certificates are those of the secret `ca`, where one is given.")
	settings := []string{
		"ENV PYTHONDONTWRITEBYTECODE=1",
		"SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt",
		"UV_CACHE_DIR=/var/cache/uv",
		"UV_LINK_MODE=copy",
		"UV_NO_INSTALLER_METADATA=1",
		"UV_NO_PROGRESS=1",
		"UV_PROJECT_ENVIRONMENT=" + plan.Venv,
		"UV_PYTHON_DOWNLOADS=never",
	}
	p.instruction(append(append(settings, "VIRTUAL_ENV="+plan.Venv), p.indexSettings()...)...)
	p.logins()
	p.say("All that Python needs of an environment (PEP 405): a pointer to the interpreter, links to it, and a folder for packages.")
	minor := "python" + p.Python.Minor
	p.script(nil,
		`interpreter=$(python3 -c 'import os, sys; print(os.path.realpath(sys.executable))')`,
		"mkdir -p "+plan.Venv+"/bin "+plan.Venv+"/lib/"+minor+"/site-packages",
		`ln -s "$interpreter" `+plan.Venv+"/bin/python",
		"ln -s python "+plan.Venv+"/bin/python3",
		"ln -s python "+plan.Venv+"/bin/"+minor,
		`echo "home = $(dirname "$interpreter")" > `+plan.Venv+"/pyvenv.cfg",
		`echo "include-system-site-packages = false" >> `+plan.Venv+"/pyvenv.cfg",
		`echo "version_info = $(python3 -c 'import platform; print(platform.python_version())')" >> `+plan.Venv+"/pyvenv.cfg",
	)
}

// Bytecode of what was installed: all but tests inside packages, which run in no image.
const tests = "/tests?/"

// compile is the command that byte-compiles a folder. Bytecode is checked against nothing when it is loaded (PEP 552), because
// what is in an image does not change; a file that is no valid Python is left as it is.
func compile(folder, skip string) string {
	words := []string{"python3 -B -m compileall -qq -j 0 --invalidation-mode unchecked-hash"}
	if skip != "" {
		words = append(words, "-x "+shell(skip))
	}
	return strings.Join(append(words, shell(folder)+" || true"), " ")
}

// finish is what follows an installation.
func (p *printer) finish(compiled bool) {
	what := "Everybody may read what was installed, and nobody but root may change it."
	commands := []string{"rm -f " + plan.Venv + "/.lock"}
	if compiled {
		what = "Compile what was installed, but for tests inside packages: a container that may not write could never make up for it. " + what
		commands = append(commands, compile(plan.Venv+"/lib", tests))
	}
	p.say(what)
	p.script(nil, append(commands, "chmod -R u=rwX,go=rX "+plan.Venv)...)
}

// projects is the stage with the first-party packages, without their dependencies.
func (p *printer) projects() {
	if len(p.Projects) == 0 {
		return
	}
	p.stage("environment", "project", "Your own packages, without their dependencies, in an environment of their own: so they make a small layer that is"+
		" apart from the large one.")
	if installs(p.Plan, spec.InstallSource) {
		p.line("COPY --from=source " + paths([]string{path.Join("/", p.App.Files.Folder)}, p.App.Workdir+"/"))
	}
	if installs(p.Plan, spec.InstallWheel) {
		p.line("COPY --from=source / /src/")
	}
	for _, project := range p.Projects {
		p.project(project)
	}
	p.finish(p.Projects[0].Compile)
}

// project installs one package: from where it will lie, or as a wheel.
func (p *printer) project(project plan.Project) {
	for _, v := range project.Env {
		p.line("ARG " + v.Name + "=" + quoted(v.Value))
	}
	const command = "uv pip install --no-deps --no-sources "
	if project.Install == spec.InstallSource {
		p.say(project.Name + ": one copy of the source, importable where it lies, with its metadata and scripts.")
		p.install(nil, command+"--editable "+shell(path.Join(p.App.Workdir, project.Folder)))
		return
	}
	p.say(project.Name + ": built as a wheel, and installed from it.")
	p.install(nil, command+shell(path.Join("/src", project.Files.Folder)))
}

// installs says whether a plan has first-party packages that are installed in one way.
func installs(p *plan.Plan, how spec.Install) bool {
	return slices.ContainsFunc(p.Projects, func(p plan.Project) bool { return p.Install == how })
}
