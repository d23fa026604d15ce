package plan

import (
	"path"
	"slices"

	"github.com/org/pyapp-frontend/spec"
)

// servers are the commands that are known to handle SIGTERM themselves and to leave no zombies behind, with the
// distributions that may bring each. As process 1 a program without a handler of its own never sees SIGTERM, because the
// kernel applies no default action to process 1 (signal(7), pid_namespaces(7)).
var servers = map[string][]string{
	"celery":    {"celery"},
	"daphne":    {"daphne"},
	"fastapi":   {"fastapi-cli"},
	"granian":   {"granian"},
	"gunicorn":  {"gunicorn"},
	"hypercorn": {"hypercorn"},
	"uvicorn":   {"uvicorn"},
}

// tools are other commands, with the distributions that may bring each.
var tools = map[string][]string{
	"alembic":        {"alembic"},
	"django-admin":   {"django"},
	"dramatiq":       {"dramatiq"},
	"flask":          {"flask"},
	"huey_consumer":  {"huey"},
	"rq":             {"rq"},
	"streamlit":      {"streamlit"},
	"taskiq":         {"taskiq"},
	"uwsgi":          {"uwsgi", "pyuwsgi"},
	"waitress-serve": {"waitress"},
}

// argv is what the container starts with.
func argv(app *spec.App) []string { return slices.Concat(app.Entrypoint, app.Command) }

// program is the name of the command that a container runs: "uvicorn" for `uvicorn …` and for `python -m uvicorn …`.
func program(args []string) string {
	switch {
	case len(args) == 0:
		return ""
	case isPython(args[0]):
		return moduleOf(args[1:])
	}
	return path.Base(args[0])
}

func isPython(arg string) bool {
	ok, _ := path.Match("python*", path.Base(arg))
	return ok
}

// moduleOf is the argument of -m, past the options that come before it.
func moduleOf(args []string) string {
	for i, a := range args {
		if a == "-m" && i+1 < len(args) {
			return args[i+1]
		}
		if a == "" || a[0] != '-' {
			return ""
		}
	}
	return ""
}

func needsInit(app *spec.App) bool {
	if app.Init != spec.InitAuto {
		return app.Init == spec.InitAlways
	}
	return hasPackages(app) && !handlesSignals(app)
}

// handlesSignals says whether the command is one of the servers that need no init. That of the target test is run by the build,
// so there it is the default target's that counts, whose packages the image has.
func handlesSignals(app *spec.App) bool {
	if app.Kind == spec.KindTest {
		app = app.Common()
	}
	_, known := servers[program(argv(app))]
	return known
}
