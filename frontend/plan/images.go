package plan

import "github.com/org/pyapp-frontend/spec"

// PythonImage is the reference of the official Python image of a spec. Tags of the Docker official images name the
// version, the variant and the Debian release, in this order.
func PythonImage(app *spec.App) string {
	kind := app.Base.Kind
	if kind == spec.BaseDistroless {
		kind = spec.BaseSlim // whose files it is assembled from
	}
	return "docker.io/library/python:" + app.Python + "-" + string(kind) + "-" + app.Distro
}

// UVImage is the reference of the image that uv's project publishes for a version, or the one that replaces it.
func UVImage(app *spec.App) string {
	if app.UVImage != "" {
		return app.UVImage
	}
	return "ghcr.io/astral-sh/uv:" + app.UV
}
