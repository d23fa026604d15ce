package scaffold

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/org/pyapp-frontend/cmd/pyapp/internal/detect"
)

// command is something that the image could run.
type command struct {
	words []string
	why   string // a sentence without line breaks
	root  string // folder that has to be on Python's path
}

// commands are all that the image could run; the first is what it does. An application of a framework comes before commands of the
// project, these before workers, these before programs.
func (w *writer) commands() []command {
	w.app, w.port = -1, Port
	var out []command
	for i, a := range w.p.Apps {
		served := w.serve(a)
		if i > 0 {
			served = served[:1]
		}
		out = append(out, served...)
	}
	if len(out) > 0 {
		w.app, w.served = 0, true
		w.several()
	}
	for _, s := range w.p.Scripts {
		out = append(out, command{[]string{s.Name}, fmt.Sprintf("The project's own command, %s.", s.Target), "."})
	}
	if len(w.p.Workers) > 0 && len(out) == 0 {
		w.primary = true
		one := w.p.Workers[0]
		out = append(out, command{one.Command, fmt.Sprintf("%s, seen in line %d of %s.", one.Tool, one.Line, one.File), one.Root})
	}
	programs := w.p.Programs
	if len(out) > 0 {
		programs = slices.DeleteFunc(slices.Clone(programs), func(p detect.Program) bool { return !p.Guarded })
	}
	for _, p := range programs {
		why := "Its name says that it is run."
		if p.Guarded {
			why = p.File + " can be run."
		}
		out = append(out, command{p.Command, why, p.Root})
	}
	return distinct(out)
}

// most is how many commands a file lists: more are no help to its reader.
const most = 6

func distinct(commands []command) []command {
	var out []command
	for _, c := range commands {
		same := func(other command) bool { return slices.Equal(other.words, c.words) }
		if len(out) < most && !slices.ContainsFunc(out, same) {
			out = append(out, c)
		}
	}
	return out
}

// several says by which rule one of several applications was taken.
func (w *writer) several() {
	var names, list []string
	for _, a := range w.p.Apps {
		if !slices.Contains(names, a.Framework.Name) {
			names = append(names, a.Framework.Name)
			list = append(list, fmt.Sprintf("%s (%s)", a.Framework.Name, a.File))
		}
	}
	first := w.p.Apps[0]
	switch {
	case len(names) > 1:
		w.note("applications of %d frameworks were found: %s; the file runs that of %s, the first in the order %s; --framework chooses another",
			len(names), strings.Join(list, ", "), first.Framework.Name, strings.Join(detect.IDs(), ", "))
	case len(w.p.Apps) > 1:
		w.note("%d applications of %s were found; the file runs %s, which has the most usual name and lies highest; the others stand in comments",
			len(w.p.Apps), first.Framework.Name, first.Object())
	}
}

// serve are the ways to serve an application, the best first.
func (w *writer) serve(a detect.App) []command {
	var out []command
	add := func(why string, words ...string) { out = append(out, command{words, why, a.Root}) }
	where := fmt.Sprintf("%s: `%s` in line %d of %s", a.Framework.Name, a.Attr, a.Line, a.File)
	switch a.Framework.Kind {
	case detect.Streamlit:
		if a.File == w.p.Apps[0].File {
			w.port = "8501"
		}
		add("Streamlit, as found in "+a.File+".", "streamlit", "run", a.File, "--server.address", "0.0.0.0", "--server.port", "8501")
	case detect.SelfServed:
		add(fmt.Sprintf("aiohttp, served by line %d of %s; if it does not listen on port %s, change `ports`.", a.Line, a.File, Port), "python", a.File)
	case detect.Sanic:
		add(where+", served by its own server.", "sanic", a.Object(), "--host", "0.0.0.0", "--port", Port)
	case detect.ASGI:
		w.each(asgi(a), where, add)
	case detect.WSGI:
		w.each(wsgi(a, w.p.Packages["gunicorn"]), where, add)
		if a.Async != "" {
			async := a
			async.Module = a.Async
			w.each(asgi(async), where, add)
		}
	}
	if len(out) == 0 {
		return w.unserved(a, where)
	}
	return out
}

// server is a way to serve applications, with the package that brings it.
type server struct {
	name  string
	words []string
}

// each adds those servers that the project has.
func (w *writer) each(servers []server, where string, add func(why string, words ...string)) {
	for _, s := range servers {
		if _, ok := w.p.Packages[s.name]; ok {
			add(fmt.Sprintf("%s, served by %s, which is in %s.", where, s.name, w.from()), s.words...)
		}
	}
}

func (w *writer) from() string {
	if name := w.p.SourceName(); name != "" && w.p.Locked {
		return name
	}
	return "the dependencies"
}

// unserved is for applications without a server among the dependencies: what should serve them, with a note.
func (w *writer) unserved(a detect.App, where string) []command {
	if a.Framework.Kind == detect.ASGI {
		w.note("no server for %s is among the dependencies: %s", a.Framework.Name, w.add("uvicorn"))
		return []command{{asgi(a)[0].words, where + "; uvicorn has to be added to the dependencies.", a.Root}}
	}
	w.note("no server for %s is among the dependencies, so the file starts its development server: %s, and run init again", a.Framework.Name, w.add("gunicorn"))
	words := []string{"flask", "--app", a.Object(), "run", "--host", "0.0.0.0", "--port", Port}
	switch {
	case a.Framework.ID == "django" && w.p.Site.Manage != "":
		words = []string{"python", w.p.Site.Manage, "runserver", "--noreload", "0.0.0.0:" + Port}
	case a.Framework.ID != "flask":
		words = wsgi(a, "")[0].words
	}
	return []command{{words, where + "; a server such as gunicorn is missing from the dependencies.", a.Root}}
}

// asgi are the servers for ASGI, the best known first.
func asgi(a detect.App) []server {
	factory := func(words ...string) []string {
		if a.Factory {
			return append(words, "--factory")
		}
		return words
	}
	return []server{
		{"uvicorn", append(factory("uvicorn"), a.Object(), "--host", "0.0.0.0", "--port", Port)},
		{"granian", append(factory("granian", "--interface", "asgi"), a.Object(), "--host", "0.0.0.0", "--port", Port)},
		{"hypercorn", []string{"hypercorn", called(a), "--bind", "0.0.0.0:" + Port}},
		{"daphne", []string{"daphne", "-b", "0.0.0.0", "-p", Port, a.Object()}},
	}
}

// wsgi are the servers for WSGI. Gunicorn keeps its workers alive by a file, which has to lie in memory where the root is read-only;
// its releases from 25 on open a socket beside it, unless told not to.
func wsgi(a detect.App, gunicorn string) []server {
	words := []string{"gunicorn", called(a), "--bind", "0.0.0.0:" + Port, "--worker-tmp-dir", "/dev/shm"}
	major, _, _ := strings.Cut(gunicorn, ".")
	if n, err := strconv.Atoi(major); err == nil && n >= 25 {
		words = append(words, "--no-control-socket")
	}
	waitress := []string{"waitress-serve", "--host", "0.0.0.0", "--port", Port, a.Object()}
	if a.Factory {
		waitress = slices.Insert(waitress, 5, "--call")
	}
	return []server{
		{"gunicorn", words},
		{"granian", []string{"granian", "--interface", "wsgi", a.Object(), "--host", "0.0.0.0", "--port", Port}},
		{"waitress", waitress},
		{"uwsgi", []string{"uwsgi", "--http-socket", "0.0.0.0:" + Port, "--master", "--die-on-term", "--need-app", "--module", called(a)}},
	}
}

// called is the application as servers name it that call a factory where it has brackets.
func called(a detect.App) string {
	if a.Factory {
		return a.Object() + "()"
	}
	return a.Object()
}
