package plan

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/org/pyapp-frontend/spec"
)

// Image is what the configuration of the image says beyond that of its base.
type Image struct {
	Env        []spec.EnvVar // set over the base's, in this order
	Workdir    string
	User       string // "uid:gid": numeric, so that a cluster can see that it is not root
	Entrypoint []string
	Command    []string
	Ports      []string // "8000/tcp"
	Volumes    []string
	Labels     map[string]string
	StopSignal string  // empty: the base's
	Health     *Health // nil: none
	History    []string
}

// basePath is the search path of the official images, for those that say none.
const basePath = "/usr/local/bin:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin"

func image(app *spec.App, facts Facts) Image {
	return Image{
		Env:        environment(app, facts.BasePath),
		Workdir:    app.Workdir,
		User:       fmt.Sprintf("%d:%d", app.User.UID, app.User.GID),
		Entrypoint: entrypoint(app),
		Command:    app.Command,
		Ports:      ports(app),
		Volumes:    volumes(app),
		Labels:     labels(app, facts),
		StopSignal: app.StopSignal,
		Health:     health(app, facts),
	}
}

// environment is the image's, with the file's own last so that it wins. PYTHONDONTWRITEBYTECODE keeps Python from
// trying to write next to code that its user may not write; what can be compiled already is.
func environment(app *spec.App, path string) []spec.EnvVar {
	return append([]spec.EnvVar{
		{Name: "PATH", Value: searchPath(Venv+"/bin", cmp.Or(path, basePath))},
		{Name: "LANG", Value: "C.UTF-8"},
		{Name: "PYTHONUNBUFFERED", Value: "1"},
		{Name: "PYTHONDONTWRITEBYTECODE", Value: "1"},
		{Name: "VIRTUAL_ENV", Value: Venv},
	}, app.Env...)
}

// searchPath is a folder before those of a path, each once: the official images of Python have /usr/local/bin twice.
func searchPath(first, path string) string {
	var out []string
	for _, folder := range append([]string{first}, strings.Split(path, ":")...) {
		if !slices.Contains(out, folder) {
			out = append(out, folder)
		}
	}
	return strings.Join(out, ":")
}

// initProgram is where the package tini of Debian or Alpine puts its program; after "--" it passes the rest on as it is.
func initProgram(app *spec.App) []string {
	if onAlpine(app) {
		return []string{"/sbin/tini", "--"}
	}
	return []string{"/usr/bin/tini", "--"}
}

func entrypoint(app *spec.App) []string {
	if !needsInit(app) {
		return app.Entrypoint
	}
	return slices.Concat(initProgram(app), app.Entrypoint)
}

func ports(app *spec.App) []string {
	var out []string
	for _, p := range app.Ports {
		out = append(out, strconv.Itoa(p.Number)+"/"+p.Protocol)
	}
	return out
}
