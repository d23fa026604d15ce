package plan

import "github.com/org/pyapp-frontend/spec"

// PythonImage is the reference of the official Python image of a spec. Tags of the Docker official images name the version,
// the variant and the release: `3.13-slim-trixie`, `3.13-alpine3.22`. What is distroless is taken out of the slim one.
func PythonImage(app *spec.App) string {
	const repository = "docker.io/library/python:"
	if app.Base.Kind == spec.BaseAlpine {
		return repository + app.Python + "-alpine" + app.Distro
	}
	return repository + app.Python + "-slim-" + app.Distro
}

// RuntimeImage is the reference of the image that the application runs on.
func RuntimeImage(app *spec.App) string {
	if app.Base.Kind == spec.BaseImage {
		return app.Base.Runtime
	}
	return PythonImage(app)
}

// BuildImage is the reference of the image that the steps of the build run in.
func BuildImage(app *spec.App) string {
	if app.Base.Kind == spec.BaseImage {
		return app.Base.Build
	}
	return PythonImage(app)
}

// RuntimeKey and BuildKey are the keys of the spec that say which images these are.
func RuntimeKey(app *spec.App) string { return imageKey(app, "base.runtime") }

// BuildKey is described at [RuntimeKey].
func BuildKey(app *spec.App) string { return imageKey(app, "base.build") }

func imageKey(app *spec.App, own string) string {
	for _, key := range []string{own, "base"} {
		if _, written := app.Ranges[key]; written {
			return key
		}
	}
	if app.Base.Kind == spec.BaseImage {
		return "base" // from the command line
	}
	return "python"
}

// UVImage is the reference of the image that uv's project publishes for a version, or the one that replaces it.
func UVImage(app *spec.App) string {
	if app.UVImage != "" {
		return app.UVImage
	}
	return "ghcr.io/astral-sh/uv:" + app.UV
}
