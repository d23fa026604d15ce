package spec

import (
	"fmt"
	"regexp"
	"strings"

	"gopkg.in/yaml.v3"
)

// debianName refuses a dash at the end, which Debian has nowhere and which apt takes for an order to remove the package. It
// follows Debian Policy 5.6.1 for names, and 5.6.12 for the version after "=". alpineName follows what apk's APKBUILD has.
var (
	debianName = regexp.MustCompile(`^[a-z0-9][a-z0-9+.-]*[a-z0-9+.](=[0-9][0-9A-Za-z.+~:-]*)?$`)
	alpineName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9+._-]*(=[0-9][0-9A-Za-z._-]*)?$`)
)

// rawSystemLibs are both forms of `system-libs`: a list is the run ones.
type rawSystemLibs struct{ build, run *list }

func (r *reader) systemLibs(n node) rawSystemLibs {
	var out rawSystemLibs
	if n.yaml.Kind == yaml.SequenceNode {
		out.run = r.list(n, "a list of packages")
		return out
	}
	r.mapping(n, "a list of packages, or a mapping with build and run", fields{
		"build": r.intoList(&out.build, "a list of packages"),
		"run":   r.intoList(&out.run, "a list of packages"),
	})
	return out
}

func (v *validator) systemLibs() {
	for _, l := range []*list{v.file.libs.build, v.file.libs.run} {
		for _, item := range items(l) {
			v.systemPackage(item)
		}
		v.unique(l, withoutVersion)
	}
}

// withoutVersion is the name alone of "libpq5=17.6-0".
func withoutVersion(name string) string {
	name, _, _ = strings.Cut(name, "=")
	return name
}

// systemPackage checks the name of a package where the file itself says of which distribution it is.
func (v *validator) systemPackage(t text) {
	if kind := v.file.kind(); kind != "" && !packageName(kind).MatchString(t.value) {
		v.notAPackage(t, kind)
	}
}

// packageName is the grammar of a base's packages.
func packageName(kind BaseKind) *regexp.Regexp {
	if kind == BaseAlpine {
		return alpineName
	}
	return debianName
}

// systemLibs checks all packages once more: a build argument may have chosen the base.
func (r *resolver) systemLibs(kind BaseKind) {
	lists := []*list{r.file.libs.build, r.file.libs.run}
	for _, s := range r.file.steps {
		lists = append(lists, s.libs)
	}
	for _, t := range r.file.targets() {
		lists = append(lists, t.libs)
	}
	for _, l := range lists {
		for _, item := range items(l) {
			if !packageName(kind).MatchString(item.value) {
				r.notAPackage(item, kind)
			}
		}
	}
}

func (r *report) notAPackage(t text, kind BaseKind) {
	distribution, advice := "a Debian", `write one such as "libpq5" or "libpq5=17.6-0+deb13u1"`
	if kind == BaseAlpine {
		distribution, advice = "an Alpine", `write one such as "libpq" or "libpq=17.6-r0"`
	}
	r.fail(ruleSystemLib, t.place, fmt.Sprintf("%q is not the name of %s package", shorten(t.value), distribution), advice)
}
