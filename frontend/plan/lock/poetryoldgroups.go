package lock

import (
	"slices"

	"github.com/org/pyapp-frontend/spec/pyproject"
)

// included are the groups and those that they include.
func (l *oldPoetry) included(groups []string) []string {
	out := slices.Clone(groups)
	for i := 0; i < len(out); i++ {
		for _, name := range toolKeys(l.own.GroupIncludes) {
			if pyproject.NormalizeName(name) == out[i] {
				out = oldUnion(out, toolNormal(l.own.GroupIncludes[name]))
			}
		}
	}
	return out
}

// group are the needs of a group in all tables that may have it.
func (l *oldPoetry) group(own map[string]any, group string) ([]oldNeed, error) {
	var out []oldNeed
	tables := toolTable(own, "group")
	for _, name := range toolKeys(tables) {
		if pyproject.NormalizeName(name) != group {
			continue
		}
		needs, err := l.oldTable(toolTable(tables, name, "dependencies"), nil)
		if err != nil {
			return nil, err
		}
		out = append(out, needs...)
	}
	if group == "dev" {
		needs, err := l.oldTable(toolTable(own, "dev-dependencies"), nil)
		if err != nil {
			return nil, err
		}
		out = append(out, needs...)
	}
	needs, err := l.requirements(toolTable(l.tables, "dependency-groups"), group)
	return append(out, needs...), err
}

// standard are the needs of [project], with the extras that were chosen. An extra may be made of others, as in
// "shop[pdf,mail]".
func (l *oldPoetry) standard(choice toolChoice) ([]oldNeed, error) {
	project := toolTable(l.tables, "project")
	out, err := l.requirements(map[string]any{"dependencies": project["dependencies"]}, "dependencies")
	if err != nil {
		return nil, err
	}
	extras := slices.Clone(choice.extras)
	for i := 0; i < len(extras); i++ {
		needs, err := l.requirements(toolTable(project, "optional-dependencies"), extras[i])
		if err != nil {
			return nil, err
		}
		for _, n := range needs {
			if n.name == pyproject.NormalizeName(l.own.Name) {
				extras = oldUnion(extras, n.extras)
			}
		}
		out = append(out, needs...)
	}
	return out, nil
}

// oldUnion has the names of both lists, those of the first one first.
func oldUnion(a, b []string) []string {
	for _, name := range b {
		if !slices.Contains(a, name) {
			a = append(a, name)
		}
	}
	return a
}

// requirements reads those of the lists of requirements (PEP 508) that have a name, which is normalised.
func (l *oldPoetry) requirements(lists map[string]any, name string) ([]oldNeed, error) {
	var out []oldNeed
	for _, key := range toolKeys(lists) {
		if pyproject.NormalizeName(key) != name {
			continue
		}
		items, _ := lists[key].([]any)
		for _, item := range items {
			text, ok := item.(string)
			if !ok {
				continue // {include-group = …}
			}
			r, err := (&reqReader{out: &Requirements{}}).parse(reqLine{}, text)
			if err != nil {
				return nil, &Error{Message: l.manifest + " has the requirement " + text + ", which cannot be read"}
			}
			out = append(out, oldRequirement(r))
		}
	}
	return out, nil
}

func oldRequirement(r Requirement) oldNeed {
	n := oldNeed{name: r.Name, by: "the project", constraint: r.Specifier, extras: r.Extras, marker: r.Marker}
	switch {
	case r.VCS != nil:
		n.kind, n.address = r.VCS.Type, r.VCS.URL
	case r.URL != "":
		n.kind, n.address = "url", r.URL
	case r.Path != "":
		n.kind, n.address = "path", r.Path
	}
	return n
}
