package lock

import (
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/spec/pyproject"
)

// roots are what the project needs for a choice of groups and extras.
func (l *oldPoetry) roots(choice toolChoice) ([]oldNeed, error) {
	own := toolTable(l.tables, "tool", "poetry")
	out, err := l.oldTable(toolTable(own, "dependencies"), l.oldExtras(own, choice.extras))
	if err != nil {
		return nil, err
	}
	standard, err := l.standard(choice)
	if err != nil {
		return nil, err
	}
	out = append(out, standard...)
	for _, group := range l.included(choice.groups) {
		needs, err := l.group(own, group)
		if err != nil {
			return nil, err
		}
		out = append(out, needs...)
	}
	return out, nil
}

// oldExtras are the names of the packages that extras of [tool.poetry.extras] have.
func (l *oldPoetry) oldExtras(own map[string]any, extras []string) []string {
	var out []string
	table := toolTable(own, "extras")
	for _, extra := range toolKeys(table) {
		if !slices.Contains(extras, pyproject.NormalizeName(extra)) {
			continue
		}
		list, _ := table[extra].([]any)
		for _, item := range list {
			requirement, _ := item.(string)
			out = append(out, oldRequired(requirement))
		}
	}
	return out
}

// oldTable reads a table of dependencies of the project. Of the optional ones it has those that are chosen.
func (l *oldPoetry) oldTable(table map[string]any, chosen []string) ([]oldNeed, error) {
	var out []oldNeed
	for _, name := range toolKeys(table) {
		if strings.EqualFold(name, "python") {
			continue
		}
		needs, ok := oldNeeds(name, table[name])
		if !ok {
			return nil, &Error{Message: l.manifest + " has for " + name + " neither a version nor a table"}
		}
		for _, n := range needs {
			if !n.optional || slices.Contains(chosen, n.name) {
				n.by = "the project"
				out = append(out, n)
			}
		}
	}
	return out, nil
}
