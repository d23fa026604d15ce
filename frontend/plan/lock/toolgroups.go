package lock

import (
	"slices"

	"github.com/org/pyapp-frontend/spec"
	"github.com/org/pyapp-frontend/spec/pyproject"
)

// toolChoice are the groups and extras that are installed, normalised (PEP 503).
type toolChoice struct {
	groups []string // sorted, without the one that is always installed
	extras []string
}

// choose applies a choice to the project as its tool sees it.
func (f toolFile) choose(p *pyproject.Project, g spec.Groups) (toolChoice, error) {
	if name := toolUnknown(p.Groups, g.Include); name != "" {
		return toolChoice{}, &Error{Message: f.manifest + " has no group " + name}
	}
	if name := toolUnknown(p.Extras, g.Extras); name != "" {
		return toolChoice{}, &Error{Message: f.manifest + " has no extra " + name}
	}
	var groups []string
	if !g.ExcludeAll {
		groups = slices.DeleteFunc(toolDefaults(p), func(name string) bool { return slices.Contains(toolNormal(g.Exclude), name) })
	}
	groups = append(groups, toolNormal(g.Include)...)
	slices.Sort(groups)
	return toolChoice{groups: slices.Compact(groups), extras: toolNormal(g.Extras)}, nil
}

// toolDefaults are the groups that the tool installs unasked, normalised.
func toolDefaults(p *pyproject.Project) []string {
	if p.AllGroups {
		return toolNormal(p.Groups)
	}
	return toolNormal(p.DefaultGroups)
}

// toolUnknown is the first name that is not among those of the project; empty: there is none.
func toolUnknown(have, names []string) string {
	known := toolNormal(have)
	for _, name := range names {
		if !slices.Contains(known, pyproject.NormalizeName(name)) {
			return name
		}
	}
	return ""
}

// toolNormal are the names as PEP 503 compares them.
func toolNormal(names []string) []string {
	out := make([]string, len(names))
	for i, name := range names {
		out[i] = pyproject.NormalizeName(name)
	}
	return out
}
