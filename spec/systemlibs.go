package spec

import (
	"fmt"
	"regexp"
	"strings"

	"gopkg.in/yaml.v3"
)

// debianName refuses a dash at the end, which Debian has nowhere and which apt takes for an order to remove the package.
var debianName = regexp.MustCompile(`^[a-z0-9][a-z0-9+.-]*[a-z0-9+.](=[0-9][0-9A-Za-z.+~:-]*)?$`)

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
			v.debianPackage(item)
		}
		v.unique(l, func(s string) string {
			name, _, _ := strings.Cut(s, "=")
			return name
		})
	}
}

// debianPackage checks the grammar of Debian Policy 5.6.1 for names and 5.6.12 for the version that may follow "=".
func (v *validator) debianPackage(t text) {
	if !debianName.MatchString(t.value) {
		v.fail(ruleSystemLib, t.place, fmt.Sprintf("%q is not the name of a Debian package", shorten(t.value)),
			`write one such as "libpq5" or "libpq5=17.6-0+deb13u1"`)
	}
}
