package lock

import (
	"regexp"
	"strings"

	"github.com/org/pyapp-frontend/frontend/plan/marker"
	"github.com/org/pyapp-frontend/spec/pyproject"
)

// markers is the entry's marker. The Pipfile's own counts where the lock has neither that nor a version: Pipenv leaves those
// away that are written as in sys_platform = "== 'win32'".
func (r *pipfileReader) markers(category string, e pipfileEntry, p Package) string {
	var all []string
	for _, text := range []string{e.Markers, e.OSMarkers} {
		if text != "" {
			all = append(all, "("+text+")")
		}
	}
	if len(all) == 0 && p.Version == "" {
		all = pipfileMarkers(r.manifest, category, p.Name)
	}
	return strings.Join(all, " and ")
}

// pipfileMarkers are those that the Pipfile gives a package.
func pipfileMarkers(manifest map[string]any, category, name string) []string {
	switch category {
	case "default":
		category = "packages"
	case "develop":
		category = "dev-packages"
	}
	var out []string
	packages := toolTable(manifest, category)
	for _, key := range toolKeys(packages) {
		if pyproject.NormalizeName(key) == name {
			out = append(out, shorthandMarkers(toolTable(packages, key))...)
		}
	}
	return out
}

// shorthandMarkers are those of a package's table: of the key markers, and of keys that are variables of markers.
func shorthandMarkers(entry map[string]any) []string {
	var out []string
	for _, key := range []string{"markers", "os_name", "sys_platform", "platform_machine", "platform_python_implementation",
		"platform_release", "platform_system", "platform_version", "python_version", "python_full_version",
		"implementation_name", "implementation_version"} {
		text := toolText(entry, key)
		switch {
		case text == "":
		case key == "markers":
			out = append(out, "("+text+")")
		default:
			out = append(out, "("+key+" "+text+")")
		}
	}
	return out
}

// systemVariable is a comparison of a variable that is the same on every Linux.
var systemVariable = regexp.MustCompile(`^(os_name|sys_platform|platform_system)\b|\b(os_name|sys_platform|platform_system)$`)

// possible says whether a marker can be true on Linux, whatever the interpreter and the machine are.
func possible(text string) bool {
	m, err := parseToolMarker(text, nil)
	return err != nil || m.onLinux().kind != markerNever
}

// onLinux is the marker with those comparisons decided that Linux decides.
func (m toolMarker) onLinux() toolMarker {
	switch m.kind {
	case markerAnd, markerOr:
		var parts []toolMarker
		for _, part := range m.parts {
			parts = append(parts, part.onLinux())
		}
		return toolJoined(m.kind, parts)
	case markerComparison:
		comparison, err := marker.Parse(m.text)
		if err != nil || !systemVariable.MatchString(m.text) {
			return m
		}
		if comparison.Eval(marker.Environment{}) {
			return toolMarker{kind: markerAlways}
		}
		return toolMarker{kind: markerNever}
	}
	return m
}
