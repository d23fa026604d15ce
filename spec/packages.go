package spec

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	pep440 "github.com/aquasecurity/go-pep440-version"
	"github.com/org/pyapp-frontend/spec/pyproject"
)

// Requirement is one package of an exact version.
type Requirement struct {
	Name    string   // as PEP 503 normalises names
	Extras  []string // as PEP 685 normalises names, in order, without doubles; empty: none
	Version string   // a version of PEP 440 as the file writes it, local version included, as in "2.0.31"
}

// PackageName is the workspace member that the spec installs, as PEP 503 normalises names; empty: it names none, and the
// project itself is installed. It is needed before [Resolve], to find the project's files.
func PackageName(f *File) string { return pyproject.NormalizeName(valueOr(f.pkg, "")) }

// pinned is name[extra,extra]==version, with the spaces that PEP 508 allows; what follows == may yet be no version.
// unpinned is the same with no version specifier, or any.
var (
	pinned   = regexp.MustCompile(`^([A-Za-z0-9._-]+)[ \t]*(?:\[([^\[\]]*)\])?[ \t]*==[ \t]*([A-Za-z0-9.!+_-]+)$`)
	unpinned = regexp.MustCompile(`^([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?[ \t]*(?:\[[A-Za-z0-9][A-Za-z0-9 \t,._-]*\])?)[ \t]*` +
		`(?:[<>=!~][<>=!~ \t,A-Za-z0-9.*+_-]*)?$`)
)

// parsePinned reads a package with an exact version; ok is false for anything else.
func parsePinned(s string) (out Requirement, ok bool) {
	m := pinned.FindStringSubmatch(s)
	if m == nil || !projectName.MatchString(m[1]) {
		return Requirement{}, false
	}
	if _, err := pep440.Parse(m[3]); err != nil {
		return Requirement{}, false
	}
	out = Requirement{Name: pyproject.NormalizeName(m[1]), Version: m[3]}
	if strings.TrimSpace(m[2]) == "" {
		return out, true
	}
	for extra := range strings.SplitSeq(m[2], ",") {
		extra = strings.TrimSpace(extra)
		if !projectName.MatchString(extra) {
			return Requirement{}, false
		}
		out.Extras = append(out.Extras, pyproject.NormalizeName(extra))
	}
	slices.Sort(out.Extras)
	out.Extras = slices.Compact(out.Extras)
	return out, true
}

func (v *validator) packages() {
	if v.file.pkg != nil {
		v.packageName(*v.file.pkg)
	}
	for _, item := range items(v.file.packages) {
		v.pinned(item)
	}
	v.unique(v.file.packages, func(s string) string {
		q, _ := parsePinned(s)
		return q.Name
	})
}

// pinned checks that a package has an exact version: nothing locks the packages that the file adds.
func (v *validator) pinned(t text) {
	if _, ok := parsePinned(t.value); ok {
		return
	}
	if m := unpinned.FindStringSubmatch(t.value); m != nil && !strings.Contains(t.value, " -") {
		v.fail(ruleUnpinned, t.place, fmt.Sprintf("%q is not pinned to one version", shorten(t.value)),
			fmt.Sprintf("write %s==X.Y", shorten(strings.TrimSpace(m[1]))))
		return
	}
	v.fail(ruleRequirement, t.place, fmt.Sprintf("%q is not a package with its version", shorten(t.value)),
		`write one such as "uwsgi==2.0.31" or "psycopg[c]==3.2.9"`)
}

func (r *resolver) packages() []Requirement {
	var out []Requirement
	for _, item := range items(r.file.packages) {
		q, _ := parsePinned(item.value)
		out = append(out, q)
	}
	return out
}
