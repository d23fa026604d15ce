package plan

import (
	"fmt"

	"github.com/org/pyapp-frontend/frontend/plan/lock"
	"github.com/org/pyapp-frontend/frontend/plan/wheel"
	"github.com/org/pyapp-frontend/spec"
)

// cLibrary is the version of the C library that a base image has, one of both. Of glibc it is the newest that both the Debian
// release has and uv can name: Debian 13 has 2.41, Debian 12 has 2.36.
func cLibrary(app *spec.App) (glibc, musl [2]int) {
	switch {
	case app.Base.Kind == spec.BaseAlpine:
		return glibc, [2]int{1, 2}
	case app.Base.Kind == spec.BaseImage:
		return nameable(app.Base.Glibc), app.Base.Musl
	case app.Distro == "bookworm":
		return [2]int{2, 36}, musl
	}
	return [2]int{2, 40}, musl
}

// nameable is the newest version of glibc, up to the one given, that uv has a word for: 2.17, 2.28, and 2.31 to 2.40.
func nameable(glibc [2]int) [2]int {
	switch minor := glibc[1]; {
	case glibc[0] != 2:
		return [2]int{}
	case minor > 40:
		return [2]int{2, 40}
	case minor < 28:
		return [2]int{2, 17}
	case minor < 31:
		return [2]int{2, 28}
	}
	return glibc
}

// wheelTarget is what wheels have to run on.
func wheelTarget(app *spec.App, p Platform, python string) (wheel.Target, error) {
	a, err := p.architecture()
	t := wheel.Target{Python: minor(python), Machine: a.machine}
	t.Glibc, t.Musl = cLibrary(app)
	return t, err
}

// pythonPlatform is what uv calls a platform with its C library, as in "aarch64-manylinux_2_40"; empty: it has no word for it.
func pythonPlatform(app *spec.App, p Platform) string {
	a, _ := p.architecture()
	glibc, musl := cLibrary(app)
	switch {
	case !a.uv:
		return ""
	case musl[0] > 0:
		return a.machine + "-unknown-linux-musl" // stands for musl 1.2
	}
	return fmt.Sprintf("%s-manylinux_%d_%d", a.machine, glibc[0], glibc[1])
}

// uvTarget is how uv is brought to install wheels for a platform: by its word for it, or, where there is none, by a lock that
// calls each wheel one for any platform.
func uvTarget(app *spec.App, p Platform) (word string, options lock.FragmentOptions) {
	word = pythonPlatform(app, p)
	return word, lock.FragmentOptions{Context: app.Project, AnyTags: word == ""}
}

// NeedsPlaces says whether wheels can be installed for a platform only if it is locked where each of them is: a lock that calls
// a wheel otherwise has to give its address.
func NeedsPlaces(app *spec.App, p Platform) bool { return pythonPlatform(app, p) == "" }
