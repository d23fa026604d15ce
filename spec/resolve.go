package spec

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/spec/pyproject"
)

// Inputs are what a resolved spec depends on apart from the file.
type Inputs struct {
	// BuildArgs are the build's arguments: PYAPP_PYTHON, PYAPP_BASE and PYAPP_UV_IMAGE win over the file, and any may be
	// named by ${NAME}. An empty one of the three counts as not given.
	BuildArgs map[string]string

	// Project is nil when nothing in the project's folder describes it. Its groups and extras are those of the tool that
	// wrote the lock.
	Project *pyproject.Project

	// Manifest is what Project was read from, for messages, as in "Pipfile"; empty: pyproject.toml.
	Manifest string

	// PythonVersionFile is the text of .python-version; empty: there is none.
	PythonVersionFile string

	// Target is the name of the image that is wanted; empty: the default one. It must have passed [CheckTarget].
	Target string

	// HasWheels says whether every locked package can be installed from wheels on a minor version, as in "3.14". It is asked
	// only where nobody names a version. Nil: unknown, then every version passes.
	HasWheels func(minor string) bool
}

// Resolve fills in defaults, build arguments and the project's facts. The file must have passed [Validate]. What the command
// line says wins over the file, the file over pyproject.toml, that over the default. The App is nil when there is an [Error].
func Resolve(f *File, in Inputs) (*App, Diagnostics) {
	target := f.target(in.Target)
	r := &resolver{file: f.forTarget(target), in: in}
	app := r.app()
	r.resolveTarget(app, f, target)
	r.unknownArgs()
	if len(r.found.Errors()) > 0 {
		return nil, r.found.Sorted()
	}
	return app, r.found.Sorted()
}

// unknownArgs warns of build arguments that look like the frontend's own and are not.
func (r *resolver) unknownArgs() {
	for _, name := range slices.Sorted(maps.Keys(r.in.BuildArgs)) {
		if strings.HasPrefix(name, "PYAPP_") && !slices.Contains(ownArgs(), name) {
			r.warn(ruleUnknownBuildArg, place{at: firstLine()}, "the build argument "+name+" has no effect", DidYouMean(name, ownArgs()))
		}
	}
}

// resolver collects the problems of one file together with its inputs.
type resolver struct {
	report
	file *File
	in   Inputs
}

// manifest is what describes the project, for messages.
func (r *resolver) manifest() string { return cmp.Or(r.in.Manifest, "pyproject.toml") }

func (r *resolver) app() *App {
	f := r.file
	entrypoint, command := r.process()
	base := r.chooseBase()
	r.systemLibs(base.Kind)
	copies := r.copies()
	return &App{
		Filename: f.name,
		Ranges:   maps.Clone(f.ranges),

		Python:   r.choosePython(),
		Base:     base,
		Distro:   r.distro(base),
		Project:  ProjectFolder(f),
		Locks:    LockPaths(f),
		NoLock:   WithoutLock(f),
		Package:  PackageName(f),
		Packages: r.packages(),
		NoWheel:  f.noWheel.resolve(),
		Indexes:  r.indexes(),
		Mirrors:  r.mirrors(),
		Groups:   r.groups(),
		SystemLibs: SystemLibs{
			Build: values(f.libs.build),
			Run:   values(f.libs.run),
		},
		Files:      Files{Include: values(f.include), Exclude: values(f.exclude)},
		Workdir:    path.Clean(valueOr(f.workdir, DefaultWorkdir)),
		Env:        variables(f.env),
		Ports:      r.ports(),
		Volumes:    cleaned(f.volumes),
		Writable:   cleaned(f.writable),
		User:       r.user(base.Kind),
		Health:     r.healthcheck(),
		StopSignal: valueOr(f.stopSignal, ""),
		Init:       Init(valueOr(f.init, string(InitAuto))),
		Labels:     r.labels(),
		Entrypoint: entrypoint,
		Command:    command,
		Install:    Install(valueOr(f.install, string(InstallAuto))),
		Steps:      r.steps(),
		Stages:     r.stages(copies),
		Copies:     copies,
		Bytecode:   f.bytecode.resolve(),
		UV:         valueOr(f.uv, DefaultUV),
		UVImage:    r.uvImage(),
	}
}

// uvImage is the reference that replaces uv's published image.
func (r *resolver) uvImage() string {
	image := r.in.BuildArgs["PYAPP_UV_IMAGE"]
	if image != "" && !isImageReference(image) {
		summary := fmt.Sprintf("build argument PYAPP_UV_IMAGE: %q is not a reference of an image", shorten(image))
		r.fail(ruleImageReference, r.file.where("uv"), summary, "write one such as registry.example/uv:"+DefaultUV)
	}
	return image
}

// imageReference follows the grammar of the distribution project: host and port, path, tag, digest.
var imageReference = regexp.MustCompile(`^(?:(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9a-fA-F:]+\])(?::[0-9]{1,5})?/)?` +
	`[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*` +
	`(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$`)

func isImageReference(s string) bool { return len(s) <= 512 && imageReference.MatchString(s) }
