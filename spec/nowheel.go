package spec

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/org/pyapp-frontend/spec/pyproject"
	"gopkg.in/yaml.v3"
)

// NoWheel says what happens to locked packages that have no wheel for the image's platform.
type NoWheel struct {
	Default  NoWheelMode      // NoWheelAuto or NoWheelFail: of packages that Packages leaves out
	Packages []PackageNoWheel // in order of Name, one for each
}

// PackageNoWheel is the choice for one package.
type PackageNoWheel struct {
	Name string      // as PEP 503 normalises names
	Mode NoWheelMode // NoWheelFail, NoWheelBuild or NoWheelEmulate
}

// NoWheelMode is what happens to a package without a wheel.
type NoWheelMode string

const (
	// NoWheelAuto leaves the choice to the frontend. It is the default.
	NoWheelAuto NoWheelMode = "auto"
	// NoWheelFail stops the build with an error that names the package.
	NoWheelFail NoWheelMode = "fail"
	// NoWheelBuild builds the package from source on the build platform.
	NoWheelBuild NoWheelMode = "build"
	// NoWheelEmulate builds the package from source on the image's platform, emulated where that is foreign.
	NoWheelEmulate NoWheelMode = "emulate"
)

// rawNoWheel is both forms of `no-wheel`.
type rawNoWheel struct {
	all      *text
	packages []pair
}

// noWheel notes the range of each package under its normalised name too, which is what an App has.
func (r *reader) noWheel(n node) rawNoWheel {
	const want = "auto, fail, or a mapping of packages to build, emulate or fail"
	if n.yaml.Kind != yaml.MappingNode {
		return rawNoWheel{all: r.text(n, want)}
	}
	out := rawNoWheel{packages: r.pairs(n, want)}
	for _, p := range out.packages {
		r.ranges[childPath(n.path, pyproject.NormalizeName(p.key.value))] = r.ranges[p.key.path]
	}
	return out
}

func (v *validator) noWheel() {
	raw := v.file.noWheel
	v.noWheelForAll(raw.all)
	names := &list{}
	for _, p := range raw.packages {
		v.packageName(p.key)
		v.word(&p.value, string(NoWheelBuild), string(NoWheelEmulate), string(NoWheelFail))
		names.items = append(names.items, p.key)
	}
	v.unique(names, pyproject.NormalizeName)
}

// noWheelForAll checks the scalar form. To build whatever has no wheel would be a choice nobody has looked at, package by
// package.
func (v *validator) noWheelForAll(t *text) {
	if t != nil && (t.value == string(NoWheelBuild) || t.value == string(NoWheelEmulate)) {
		v.fail(ruleUnknownValue, t.place, fmt.Sprintf("%q is for packages by name (for all: auto, fail)", t.value),
			fmt.Sprintf("write one such as {docopt: %s}", t.value))
		return
	}
	v.word(t, string(NoWheelAuto), string(NoWheelFail))
}

func (raw rawNoWheel) resolve() NoWheel {
	out := NoWheel{Default: NoWheelMode(valueOr(raw.all, string(NoWheelAuto)))}
	for _, p := range raw.packages {
		out.Packages = append(out.Packages, PackageNoWheel{pyproject.NormalizeName(p.key.value), NoWheelMode(p.value.value)})
	}
	slices.SortFunc(out.Packages, func(a, b PackageNoWheel) int { return cmp.Compare(a.Name, b.Name) })
	return out
}
