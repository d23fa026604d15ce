package plan

import (
	"fmt"

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

// pythonPlatform is what uv calls a platform with its C library, as in "aarch64-manylinux_2_40".
func pythonPlatform(app *spec.App, p Platform) (string, error) {
	m, err := machine(p)
	if err != nil {
		return "", err
	}
	glibc, musl := cLibrary(app)
	if musl[0] > 0 {
		return m + "-unknown-linux-musl", nil // stands for musl 1.2
	}
	return fmt.Sprintf("%s-manylinux_%d_%d", m, glibc[0], glibc[1]), nil
}
