// Package language is the shape of pyapp.yaml as Go types, for the JSON Schema alone: builds read files by package spec. The
// comments of fields are what editors and the reference show, so they are written for those who write the file. A line of a comment
// that begins with "Default:" says what holds where the key is left out, one that begins with "Example:" holds a value.
//
// A scalar counts as its text, whatever YAML takes it for: so text with a grammar of its own may be a number too.
package language

// Spec is a pyapp.yaml: what a Python image is made of, and what runs in it.
type Spec struct {
	// Version of Python in the image: a minor version, or an exact one. Written in quotes, so that editors do not take 3.10 for 3.1;
	// the build itself reads both. Build arguments may stand in it.
	//
	// Default: `.python-version`, else the newest version that `requires-python` allows and every locked package has wheels for
	// Example: "3.13"
	// Example: "3.13.5"
	Python Python `json:"python"`

	// What the application runs on: a word for an official image of Python, or the reference of an image of your own. Of two
	// images, one is what the application runs on, the other what the steps of the build run in; both have the same Python.
	//
	// Default: slim
	// Example: alpine
	// Example: registry.example/python:3.13
	// Example: {runtime: "registry.example/python:3.13", build: "registry.example/python:3.13-dev"}
	Base Base `json:"base"`

	// Release of Debian (for slim and distroless) or of Alpine that the base is. An image of your own has none to choose.
	//
	// Default: the newest stable one that this release of the frontend knows
	// Example: trixie
	// Example: "3.22"
	Distro Distro `json:"distro"`

	// Folder of `pyproject.toml`, relative to the build context. `lock`, `files` and `package` are relative to it.
	//
	// Default: .
	// Example: services/api
	Project Path `json:"project"`

	// Member of the workspace to install, with those members that it depends on. Only their files are then the application.
	//
	// Default: the project itself
	// Example: api
	Package Name `json:"package"`

	// How packages of the project itself are installed: from source (one copy of the code, importable in place, with metadata
	// and scripts, so that an edit builds no wheel), or as a wheel.
	//
	// Default: wheel where the project's build makes or compiles files, else source
	// Example: wheel
	Install Install `json:"install"`

	// The lock file, or a list of requirements files, relative to `project`. The word none has the build resolve by itself, so that
	// it may differ from day to day.
	//
	// Default: found by name: uv.lock, poetry.lock, pdm.lock, Pipfile.lock, pylock.toml or requirements.txt
	// Example: uv.lock
	// Example: [requirements.txt, requirements-prod.txt]
	// Example: none
	Lock Lock `json:"lock"`

	// Packages on top of what is locked, each of an exact version: for locks that are not yours to change.
	//
	// Default: none
	// Example: ["uwsgi==2.0.31"]
	Packages []Requirement `json:"packages"`

	// Dependency groups to install on top.
	//
	// Default: none
	// Example: [postgres]
	IncludeGroups []Name `json:"include-groups"`

	// Dependency groups to leave out. The word all leaves out every group but those of `include-groups`: the production install. A
	// list replaces that: what the project's own tool would install by default, less these.
	//
	// Default: all
	// Example: [dev]
	// Example: []
	ExcludeGroups ExcludeGroups `json:"exclude-groups"`

	// Extras of the project to install.
	//
	// Default: none
	// Example: [redis]
	Extras []Name `json:"extras"`

	// What happens to locked packages that have no wheel for the image's platform: built where they can be (auto), or refused
	// (fail). By package: built on the builder's platform (build), on the image's own (emulate), or refused (fail).
	//
	// Default: auto
	// Example: fail
	// Example: {docopt: build, pillow: emulate}
	NoWheel NoWheel `json:"no-wheel"`

	// Package indexes beside the default one, in the order in which they are asked.
	//
	// Default: those that the lock names
	// Example: [{name: corp, url: "https://pypi.corp.example/simple", secret: corp-index}]
	Indexes []Index `json:"indexes"`

	// Rewrites of the addresses in the lock, for networks that reach the internet only through a mirror: what begins with the
	// key is fetched from the value instead.
	//
	// Default: none
	// Example: {"https://files.pythonhosted.org/": "https://mirror.corp.example/files/"}
	Mirrors Mirrors `json:"mirrors"`

	// Packages of the base's distribution. A list is what the image gets; `build` is what packages are built with, and is in no
	// image.
	//
	// Default: none
	// Example: [libpq5]
	// Example: {build: [libpq-dev], run: [libpq5]}
	SystemLibs SystemLibs `json:"system-libs"`

	// What of the project's folder is the application. What `.dockerignore` and the built-in deny list keep out stays out.
	//
	// Default: all of the folder
	// Example: {include: ["src/**"], exclude: ["**/tests"]}
	Files Files `json:"files"`

	// Builds in other languages, by Dockerfiles of their own, inside the same `docker build`. The names are for `copy`.
	//
	// Default: none
	// Example: {assets: {dockerfile: frontend/Dockerfile, target: build, context: frontend}}
	Stages Stages `json:"stages"`

	// Files that are made elsewhere: by a stage, in another image, in a named context.
	//
	// Default: none
	// Example: [{from: assets, source: /dist, to: static/}]
	Copy []Copy `json:"copy"`

	// Commands that make files of the image while it is built, in the finished environment. They run once, on the builder's
	// platform, and all images share what they make.
	//
	// Default: none
	// Example: [{run: [python, manage.py, collectstatic, --noinput], outputs: [static/]}]
	Steps []Step `json:"steps"`

	// Where the application lies in the image, and where its process starts.
	//
	// Default: /app
	// Example: /srv/api
	Workdir AbsolutePath `json:"workdir"`

	// Environment variables of the image. Everybody who has the image can read them: no place for secrets.
	//
	// Default: none
	// Example: {LOG_LEVEL: info}
	Env Env `json:"env"`

	// Ports that the application listens on. This publishes nothing.
	//
	// Default: none
	// Example: [8000, 8125/udp]
	Ports []Port `json:"ports"`

	// Folders of the image that are volumes. They exist, and belong to the user.
	//
	// Default: none
	// Example: [/data]
	Volumes []AbsolutePath `json:"volumes"`

	// Folders that the process may write, absolute or relative to `workdir`. They belong to the user, and to group 0 for
	// platforms that choose the user id. All else is root's.
	//
	// Default: none
	// Example: [media]
	Writable []AnyPath `json:"writable"`

	// The account that the process runs as, which is never root.
	//
	// Default: {name: nonroot, uid: 65532, gid: 65532}
	// Example: {name: app, uid: 1000, gid: 1000}
	User User `json:"user"`

	// What the container always runs, as ENTRYPOINT: `docker run IMAGE ARGS` adds arguments. A list is taken as it is. A string is
	// split as a shell would, and no shell runs.
	//
	// Default: none; without `command` too, the one script of `[project.scripts]`
	// Example: [python, -m, app]
	Entrypoint Command `json:"entrypoint"`

	// Arguments that `docker run`, Compose and Kubernetes may replace, as CMD. Alone, it is the command as a whole.
	//
	// Default: none
	// Example: [serve]
	Command Command `json:"command"`

	// Whether tini is process 1, so that a command which does not handle signals itself stops at once.
	//
	// Default: auto (for commands that are not servers known to handle signals)
	// Example: true
	Init Init `json:"init"`

	// Signal that asks the process to end.
	//
	// Default: SIGTERM, which is the engine's
	// Example: SIGINT
	StopSignal Signal `json:"stop-signal"`

	// How the engine finds out whether the application works. An HTTP request is made by the image's own Python, so that no curl is
	// needed. The word none says that there is to be none.
	//
	// Default: none
	// Example: {http: {port: 8000, path: /health}, interval: 30s}
	// Example: {command: [python, check.py]}
	Healthcheck Healthcheck `json:"healthcheck"`

	// Labels of the image. Those of org.opencontainers.image come from the project's metadata by themselves.
	//
	// Default: none
	// Example: {team: payments}
	Labels Labels `json:"labels"`

	// Other commands of the same application, each a target of the build (`docker buildx build --target worker`). A process has what
	// the image has, but a command, ports, a health check and a signal of its own. All share their layers.
	//
	// Default: none
	// Example: {worker: {command: [celery, -A, app.worker, worker]}}
	Processes Processes `json:"processes"`

	// The target test: a command that runs in the environment and fails the build with its output (`--target test`).
	//
	// Default: no such target
	// Example: {command: [pytest, -q], include-groups: [dev]}
	Test Test `json:"test"`

	// The target dev: an image for work on the code, which is mounted over `workdir` (`--target dev`).
	//
	// Default: no such target
	// Example: {command: [uvicorn, "app.main:app", --reload], include-groups: [dev]}
	Dev Dev `json:"dev"`

	// What is byte-compiled in the image, so that it starts faster. A lone value is for all three.
	//
	// Default: true
	// Example: false
	// Example: {stdlib: false}
	Bytecode Bytecode `json:"bytecode"`

	// Version of uv, which installs.
	//
	// Default: pinned by the release of the frontend
	// Example: "0.13.8"
	UV UVVersion `json:"uv"`
}
