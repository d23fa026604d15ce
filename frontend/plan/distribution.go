package plan

import (
	"fmt"
	"slices"

	"github.com/org/pyapp-frontend/spec"
)

// onAlpine says whether the packages of the base are Alpine's.
func onAlpine(app *spec.App) bool {
	return app.Base.Kind == spec.BaseAlpine || app.Base.Distribution == "alpine"
}

// hasPackages says whether packages can be installed into the base: those of Debian and Alpine can.
func hasPackages(app *spec.App) bool {
	return app.Base.Kind != spec.BaseImage || slices.Contains([]string{"debian", "alpine"}, app.Base.Distribution)
}

// AlpineRelease says whether a release is one of Alpine, which are numbers; those of Debian go by their names.
func AlpineRelease(distro string) bool { return distro != "" && distro[0] >= '0' && distro[0] <= '9' }

// CheckPackageManager refuses packages for a base that none can be installed into, and says that it gets no init.
func CheckPackageManager(app *spec.App) spec.Diagnostics {
	if hasPackages(app) {
		return nil
	}
	what := "the base image is neither Debian nor Alpine"
	if app.Base.Distribution != "" {
		what += " (but " + app.Base.Distribution + ")"
	}
	switch {
	case len(app.SystemLibs.Run) > 0:
		return one(app, "system-libs", what+", so nothing can be installed into it", "put the libraries into the base image")
	case len(app.SystemLibs.Build) > 0:
		return one(app, "system-libs.build", what+", so nothing can be installed into it", "put the tools into the image that `base: {build: …}` names")
	case toolsOfSteps(app) >= 0:
		return one(app, fmt.Sprintf("steps[%d].system-libs", toolsOfSteps(app)), what+", so nothing can be installed into it",
			"put the tools into the image that `base: {build: …}` names")
	case app.Init == spec.InitAlways:
		return one(app, "init", what+", so tini cannot be installed into it", "put an init into the base image and into entrypoint, and write `init: false`")
	case app.Init == spec.InitAuto && !handlesSignals(app):
		return warning(app, ruleNoInit, "init", what+", so the image gets no init: as process 1, the command has to handle signals itself", "write `init: false` to say so")
	}
	return nil
}

// toolsOfSteps is the first step that wants packages; -1: none does.
func toolsOfSteps(app *spec.App) int {
	return slices.IndexFunc(app.Steps, func(s spec.Step) bool { return len(s.SystemLibs) > 0 })
}
