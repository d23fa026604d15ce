// Package scaffold writes a pyapp.yaml from what was found in a project: values with the reason for each, and what else could be
// written as comments.
package scaffold

import (
	"fmt"
	"path"
	"strings"

	"github.com/org/pyapp-frontend/cmd/pyapp/internal/detect"
	"github.com/org/pyapp-frontend/frontend/plan"
)

// Frontend is the image that a file names where nobody names another.
const Frontend = "ghcr.io/org/pyapp-frontend"

// Port is what servers listen on.
const Port = "8000"

// File is a spec that was written, and what its author should be told.
type File struct {
	Text  string
	Notes []string
}

// Write makes the spec of a project. Frontend is the image of its first line.
func Write(p *detect.Project, frontend string) File {
	w := &writer{p: p}
	w.line("# syntax=%s", frontend)
	w.line("# yaml-language-server: $schema=%s", Schema)
	w.line("# Written by `pyapp init`. Next: `pyapp check`, `pyapp build`; `pyapp explain KEY`.")
	w.python()
	w.lock()
	w.member()
	w.entrypoint()
	w.groups()
	w.libs()
	w.steps()
	w.serving()
	w.processes()
	return File{w.out.String(), w.notes}
}

type writer struct {
	p     *detect.Project
	out   strings.Builder
	notes []string

	served  bool     // what is run listens on a port
	port    string   // of that
	app     int      // index of the application that is run; -1: none is
	path    []string // folders to put on Python's path
	primary bool     // a worker is what is run
}

func (w *writer) line(format string, args ...any) { fmt.Fprintf(&w.out, format+"\n", args...) }

func (w *writer) note(format string, args ...any) {
	w.notes = append(w.notes, fmt.Sprintf(format, args...))
}

func (w *writer) python() {
	python := w.p.Python
	w.line("")
	switch {
	case python.Version == "":
		w.line("# python: \"3.13\"   # none of the versions that are known satisfies the project: see `pyapp check`")
	case python.Said:
		w.line("# python: %q   # %s says so already; a version here would win", python.Version, python.Why)
	default:
		w.line("# %s.", capital(python.Why))
		w.line("python: %q", python.Version)
	}
}

// lock chooses one of several lock files, because no build would.
func (w *writer) lock() {
	locks := w.p.Locks()
	if len(locks) < 2 {
		return
	}
	w.note("several lock files were found: %s; the file names %s", strings.Join(locks, ", "), locks[0])
	w.line("")
	w.line("# One of several lock files.")
	w.line("lock: %s", locks[0])
	for _, other := range locks[1:] {
		w.line("# lock: %s", other)
	}
}

func (w *writer) member() {
	if !w.p.UsesWorkspace() {
		return
	}
	w.line("")
	w.line("# The member of the uv workspace to install; what it does not depend on stays out of the image.")
	w.line("package: %s", w.p.Member)
	for _, other := range w.p.Others {
		w.line("# package: %s   # has something to run as well: give it a file of its own", other)
	}
}

// entrypoint writes what the image runs, and what else it could.
func (w *writer) entrypoint() {
	all := w.commands()
	best := all[0]
	w.line("")
	w.line("# %s", best.why)
	w.line("entrypoint: %s", flow(best.words))
	for _, c := range all[1:] {
		w.line("# entrypoint: %s   # %s", flow(c.words), c.why)
	}
	w.path = append(w.path, best.root)
	w.environment()
}

func (w *writer) environment() {
	var folders []string
	for _, root := range w.path {
		if root != "." && root != "" {
			folders = append(folders, path.Join("/app", root))
		}
	}
	if len(folders) == 0 {
		return
	}
	w.line("")
	w.line("# Modules are imported from this folder by their bare names.")
	w.line("env: {PYTHONPATH: %s}", strings.Join(folders, ":"))
}

// groups says what of the optional dependencies could be installed.
func (w *writer) groups() {
	m := w.p.Manifest
	if m == nil || len(m.Groups)+len(m.Extras) == 0 || !w.p.Locked {
		return
	}
	w.line("")
	if len(m.Groups) > 0 {
		w.line("# The image has none of these groups. This would put them in:")
		w.line("# include-groups: %s", flow(m.Groups))
	}
	if len(m.Extras) > 0 {
		w.line("# extras: %s", flow(m.Extras))
	}
}

// libs are the packages of Debian that Python packages need.
func (w *writer) libs() {
	var build, run, why []string
	for _, l := range w.p.Libs {
		build, run, why = append(build, l.Build...), append(run, l.Run...), append(why, l.Package)
	}
	if len(why) == 0 {
		return
	}
	w.line("")
	if len(build) > 0 {
		w.line("# %s: compiled while the image is built, with the packages of `build`; those of `run` are in the image.", strings.Join(why, ", "))
		w.line("system-libs: {build: %s, run: %s}", flow(unique(build)), flow(unique(run)))
		return
	}
	w.line("# %s: loaded from the system.", strings.Join(why, ", "))
	w.line("system-libs: %s", flow(unique(run)))
}

func (w *writer) steps() {
	site := w.p.Site
	if w.app < 0 || site.Manage == "" || site.File == "" {
		return
	}
	outputs := site.Static
	if outputs == "" {
		outputs = "static"
	}
	w.line("")
	w.line("# STATIC_ROOT stands in %s. If the settings load without secrets and databases, the build can collect the files:", site.File)
	w.line("# steps:")
	w.line("#   - {run: [python, %s, collectstatic, --noinput], env: {SECRET_KEY: build-only}, outputs: [%s/]}", site.Manage, outputs)
}

func (w *writer) serving() {
	if !w.served {
		return
	}
	w.line("")
	w.line("ports: [%s]", w.port)
	a := w.p.Apps[w.app]
	w.line("")
	switch {
	case a.Framework.Kind == detect.Streamlit:
		w.line("# Streamlit answers here by itself.")
		w.line("healthcheck:")
		w.line("  http: {path: /_stcore/health}")
	case a.Health != "":
		w.line("# Line %d of %s.", a.Healthy, a.File)
		w.line("healthcheck:")
		w.line("  http: {path: %s}", scalar(a.Health))
	default:
		w.line("# No path was found that says whether the application works. With one:")
		w.line("# healthcheck:")
		w.line("#   http: {path: /health}")
	}
}

// processes are workers beside what is served.
func (w *writer) processes() {
	if w.primary || len(w.p.Workers) == 0 {
		return
	}
	worker := w.p.Workers[0]
	if _, ok := w.p.Packages[worker.Package]; !ok {
		w.note("%s, seen in %s, is not among the dependencies, so there is no process for it: %s", worker.Tool, worker.File, w.add(worker.Package))
		return
	}
	w.line("")
	w.line("# %s, seen in line %d of %s: a target of its own, which shares all layers.", worker.Tool, worker.Line, worker.File)
	w.line("processes:")
	w.line("  %s: {command: %s}", worker.Name, flow(worker.Command))
	if len(worker.Beat) > 0 {
		w.line("  beat: {command: %s}", flow(worker.Beat))
	}
}

func capital(text string) string { return strings.ToUpper(text[:1]) + text[1:] }

// add is the command that adds a package, in the words of a note.
func (w *writer) add(name string) string { return plan.Add(w.p.Sources, name) }
