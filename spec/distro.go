package spec

import (
	"fmt"
	"slices"
	"strings"
)

// distros are the releases that this release builds on, newest first: of Alpine for alpine, of Debian for slim and distroless,
// none for images of other names.
func distros(kind BaseKind) []string {
	switch kind {
	case BaseSlim, BaseDistroless:
		return []string{"trixie", "bookworm"}
	case BaseAlpine:
		return []string{"3.23", "3.22", "3.21"}
	}
	return nil
}

// checkDistro checks a release as far as the base does not matter, which a build argument may choose.
func (v *validator) checkDistro() {
	if t := v.file.distro; t != nil && v.plain(*t) {
		v.word(t, allDistros()...)
	}
}

func allDistros() []string { return slices.Concat(distros(BaseSlim), distros(BaseAlpine)) }

// kind is the kind of base that the file itself names, slim where it names none; empty: a build argument in it decides.
func (f *File) kind() BaseKind {
	switch {
	case f.base.runtime != nil:
		return BaseImage
	case f.base.word == nil:
		return BaseSlim
	case isTemplate(f.base.word.value):
		return ""
	case slices.Contains(baseWords(), f.base.word.value):
		return BaseKind(f.base.word.value)
	}
	return BaseImage
}

// distro is the release of the base: the newest where the file does not say, empty for images that the file names.
func (r *resolver) distro(base Base) string {
	allowed, t := distros(base.Kind), r.file.distro
	if t == nil {
		return slices.Concat(allowed, []string{""})[0]
	}
	value, ok := r.expanded(*t)
	switch {
	case !ok, base.Kind == "", slices.Contains(allowed, value): // the first two are reported
	case base.Kind == BaseImage:
		r.fail(ruleDistro, t.place, fmt.Sprintf("a release goes with %s, and the base is an image of its own", strings.Join(baseWords(), ", ")),
			"remove it: the image's reference says which release it is")
	case slices.Contains(allDistros(), value):
		r.fail(ruleDistro, t.place, fmt.Sprintf("%q is no release of the base %s", value, base.Kind),
			fmt.Sprintf("%s goes with %s", base.Kind, strings.Join(allowed, ", ")))
	default:
		r.word(&text{t.place, value}, allowed...)
	}
	return value
}
