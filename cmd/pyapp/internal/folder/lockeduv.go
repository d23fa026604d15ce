package folder

import (
	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/spec/pyproject"
	"github.com/pelletier/go-toml/v2"
)

// ofUV follows the dependencies of a member of the workspace, without its groups; those of all packages that the lock takes
// from the context where no member is named.
func ofUV(out map[string]string, text, member string) {
	var doc document
	if toml.Unmarshal([]byte(text), &doc) != nil {
		return
	}
	byName := map[string][]entry{}
	for _, e := range doc.Package {
		byName[e.Name] = append(byName[e.Name], e)
	}
	var follow func(name string, extras []string)
	seen := map[string]bool{}
	follow = func(name string, extras []string) {
		for _, e := range byName[name] {
			out[pyproject.NormalizeName(name)] = e.Version
			for _, part := range append([]string{""}, extras...) {
				if key := name + "[" + part + "]"; !seen[key+e.Version] {
					seen[key+e.Version] = true
					for _, d := range wants(e, part) {
						follow(d.name, d.extras)
					}
				}
			}
		}
	}
	roots := 0
	for _, s := range plan.LocalSources(text) {
		if member == "" && s.Path == "." || s.Name == member {
			follow(s.Name, nil)
			roots++
		}
	}
	if roots == 0 { // a script, or a workspace of which no member was named
		for _, e := range doc.Package {
			out[pyproject.NormalizeName(e.Name)] = e.Version
		}
	}
}

type want struct {
	name   string
	extras []string
}

// wants are the dependencies of an entry, or of one of its extras.
func wants(e entry, extra string) []want {
	list := e.Dependencies
	if extra != "" {
		tables, _ := e.Optional.(map[string]any)
		list = tables[extra]
	}
	items, _ := list.([]any)
	var out []want
	for _, item := range items {
		table, _ := item.(map[string]any)
		name, _ := table["name"].(string)
		extras, _ := table["extra"].([]any)
		w := want{name: name}
		for _, x := range extras {
			if text, ok := x.(string); ok {
				w.extras = append(w.extras, text)
			}
		}
		out = append(out, w)
	}
	return out
}
