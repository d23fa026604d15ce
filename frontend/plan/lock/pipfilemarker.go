package lock

import (
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

// possible says whether a marker can be true on Linux, whatever the interpreter and the machine are.
func possible(text string) bool {
	m, err := marker.Parse(text)
	return err != nil || !m.Given(marker.Environment{}, "os_name", "sys_platform", "platform_system").IsNever()
}
