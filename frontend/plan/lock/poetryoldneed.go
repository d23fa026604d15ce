package lock

import (
	"fmt"

	"github.com/org/pyapp-frontend/frontend/plan/marker"
	"github.com/org/pyapp-frontend/spec/pyproject"
)

// oldNeed is what the project, or a package, needs of another.
type oldNeed struct {
	name       string // normalised
	by         string // what has the need, as in "requests 2.32.3"
	line       int    // of what has the need; 0: the project
	constraint string // Poetry's; empty: any version
	extras     []string
	optional   bool // only where an extra of what has the need says so

	marker   string // PEP 508; empty: always
	python   string // a constraint of Poetry on Python's version; empty: any
	platform string // one on sys.platform, as in "win32 || darwin"; empty: any

	kind    string // of the source: "git", "url" or "path"; empty: an index
	address string // of such a source
	source  string // name of the index; empty: any
}

// oldNeeds reads an entry of a table of dependencies: a version, a table, or a list of such alternatives. It is false for
// anything else.
func oldNeeds(name string, value any) ([]oldNeed, bool) {
	list, ok := value.([]any)
	if !ok {
		list = []any{value}
	}
	var out []oldNeed
	for _, item := range list {
		n := oldNeed{name: pyproject.NormalizeName(name)}
		switch item := item.(type) {
		case string:
			n.constraint = item
		case map[string]any:
			if !n.table(item) {
				return nil, false
			}
		default:
			return nil, false
		}
		out = append(out, n)
	}
	return out, true
}

// table reads the form that is a table; false: a value has a wrong type.
func (n *oldNeed) table(t map[string]any) bool {
	ok := true
	text := func(key string) string {
		value, isText := toolValue(t, key, "").(string)
		ok = ok && isText
		return value
	}
	n.constraint, n.marker, n.python = text("version"), text("markers"), text("python")
	n.platform, n.source = text("platform"), text("source")
	for key, kind := range map[string]string{"git": "git", "url": "url", "path": "path", "file": "path"} {
		if address := text(key); address != "" {
			n.kind, n.address = kind, address
		}
	}
	var isBool, isList bool
	n.optional, isBool = toolValue(t, "optional", false).(bool)
	n.extras, isList = oldNames(toolValue(t, "extras", []any{}))
	return ok && isBool && isList
}

// oldNames is a list of names, normalised; false: it is none.
func oldNames(value any) ([]string, bool) {
	list, ok := value.([]any)
	var out []string
	for _, item := range list {
		name, isText := item.(string)
		ok = ok && isText
		out = append(out, pyproject.NormalizeName(name))
	}
	return out, ok
}

// applies says whether the need is one in an environment, whose extras are those of what has the need. Constraints on
// Python are about its release: a release candidate counts as what it is one of.
func (n oldNeed) applies(env marker.Environment) (bool, error) {
	holds, err := oldHolds(n.marker, env)
	if err != nil {
		return false, fmt.Errorf("the marker %q", n.marker)
	}
	python, ok := oldAllowsPython(n.python, env)
	if !ok {
		return false, fmt.Errorf("the versions %q of Python", n.python)
	}
	return holds && python && oldPlatform(n.platform), nil
}
