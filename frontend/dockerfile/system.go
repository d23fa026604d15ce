package dockerfile

import (
	"fmt"
	"path"
	"strings"

	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/spec"
)

// application is the stage with the application's files.
func (p *printer) application() {
	a := p.App
	p.stage("python", "application", "The application, as it will lie in the image: everybody may read it, and nobody but root may change it.")
	p.line("COPY --chmod=u=rwX,go=rX --from=" + p.applicationFiles() + " " + paths([]string{path.Join("/", a.Files.Folder)}, a.Workdir+"/"))
	if a.Compile {
		p.run(nil, compile(a.Workdir, ""))
	}
	for _, folder := range a.Writable {
		p.writable(folder)
	}
}

// writable is a folder of the application that the process may write, and group 0 as well, for clusters that choose the uid.
func (p *printer) writable(folder string) {
	p.say(folder + " is for the process to write. Bytecode in it could outlive a change of its source.")
	owner := fmt.Sprintf("%d:0", p.App.Owner)
	p.line("RUN " + exec("mkdir", "-p", folder))
	p.line("RUN " + exec("find", folder, "-depth", "-name", "__pycache__", "-exec", "rm", "-r", "{}", ";"))
	p.line("RUN " + exec("chown", "-R", owner, folder))
	p.line("RUN " + exec("chmod", "-R", "g=u", folder))
}

// stdlibSkip is what of the standard library is not compiled: what no application imports, and what each platform has its own of.
// It is that of the step that compiles the library for images of this frontend.
const stdlibSkip = `/(test|tests|idlelib|turtledemo|turtle\.py|tkinter|ensurepip|lib2to3|pydoc_data|_pydecimal\.py|_pydatetime\.py` +
	`|_sysconfigdata_[^/]*\.py|config-[^/]*|site-packages|dist-packages|__pycache__)(/|$)`

// system is the stage with what the base gets besides Python code.
func (p *printer) system() {
	s := p.System
	p.stage(p.base(), "system", "What the application runs on. What changes seldom comes first.")
	if len(s.Packages) > 0 {
		p.say("Libraries and programs of the distribution. What the package manager notes for itself is left out.")
		p.packages(s.Packages)
	}
	if p.Stdlib {
		p.say("The standard library comes without bytecode, and a container that may not write can never make up for it. Left out is what no" +
			" application imports.")
		p.run(nil, p.compileStdlib())
	}
	p.account()
	for _, folder := range s.Writable {
		if folder == "/tmp" || folder == "/var/tmp" {
			continue // which everybody may write
		}
		p.say(folder + " is for the process to write, and for group 0, for clusters that choose the uid.")
		p.line("RUN " + exec("install", "-d", "-o", fmt.Sprint(s.User.UID), "-g", "0", "-m", "775", folder))
	}
}

// compileStdlib is the command that compiles the standard library, which other images than the official ones may have anywhere.
func (p *printer) compileStdlib() string {
	const place = "/usr/local/lib/python"
	command := compile(place+p.Python.Minor, stdlibSkip)
	if p.Spec.Base.Kind == spec.BaseImage {
		return strings.ReplaceAll(command, place+p.Python.Minor, `"$(python3 -B -c 'import sysconfig; print(sysconfig.get_path("stdlib"))')"`)
	}
	return command
}

// account adds the user of the image, unless the base has one of that number.
func (p *printer) account() {
	u := p.System.User
	p.say("The account that the application runs as. It has no password and no shell.")
	commands := []string{"shell=/usr/sbin/nologin"}
	if p.Spec.Base.Kind != spec.BaseSlim {
		commands = append(commands, `[ -e "$shell" ] || [ ! -e /sbin/nologin ] || shell=/sbin/nologin`)
	}
	p.script(nil, append(commands,
		fmt.Sprintf(`grep -q '^[^:]*:[^:]*:%d:' /etc/passwd || echo "%s:x:%d:%d:%s:/home/%s:$shell" >> /etc/passwd`, u.UID, u.Name, u.UID, u.GID, u.Name, u.Name),
		fmt.Sprintf("grep -q '^[^:]*:[^:]*:%d:' /etc/group || echo '%s:x:%d:' >> /etc/group", u.GID, u.Name, u.GID),
		fmt.Sprintf("[ -e /home/%s ] || install -d -o %d -g %d /home/%s", u.Name, u.UID, u.GID, u.Name),
	)...)
}

// What apt notes for itself, and no image needs.
const aptLeaves = "/var/log/apt /var/log/dpkg.log /var/log/alternatives.log /var/cache/ldconfig/aux-cache /var/cache/debconf/*-old" +
	" /var/cache/debconf/tmp.ci /var/lib/dpkg/*-old"

// packages installs packages of the distribution.
func (p *printer) packages(names []string) {
	if plan.AlpineRelease(p.Spec.Distro) {
		p.run([]string{mountCA}, "apk add --no-cache --no-scripts "+shellWords(names), "rm -f /var/log/apk.log /run/apk/db.lock")
		return
	}
	p.run([]string{aptLists, mountCA}, "apt-get update", aptInstall+shellWords(names), "rm -rf "+aptLeaves)
}

// How packages of Debian are installed.
const (
	aptInstall = "DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "
	aptLists   = "type=cache,target=/var/lib/apt/lists,sharing=locked"
	aptCache   = "type=cache,target=/var/cache/apt,sharing=locked"
)

// compilers installs what packages are built with, in a stage that is thrown away: so downloads may stay in a cache.
func (p *printer) compilers(names []string) {
	p.say("Compilers and headers, for packages that are built here. They stay in this stage.")
	if plan.AlpineRelease(p.Spec.Distro) {
		p.packages(names)
		return
	}
	p.run([]string{aptCache, aptLists, mountCA},
		"rm -f /etc/apt/apt.conf.d/docker-clean", "apt-get update", aptInstall+shellWords(names))
}

func shellWords(words []string) string {
	out := make([]string, len(words))
	for i, word := range words {
		out[i] = shell(word)
	}
	return strings.Join(out, " ")
}
