package lock

import (
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/spec/pyproject"
)

// pdmFresh says whether the hash of a pdm.lock is that of the project, by any of the rules that releases of PDM have had.
// Three kinds of projects cannot be checked so: the root of a workspace, whose hash has its members' in it; one without a
// [project] table, which PDM converts first; and one with lock_inputs, of which only the groups are compared.
func pdmFresh(m pdmMetadata, manifest map[string]any, p *pyproject.Project) bool {
	settings := toolTable(manifest, "tool", "pdm")
	switch {
	case m.Inputs != nil:
		return slices.Equal(toolKeys(m.Inputs.Project.Groups), pdmAllGroups(p))
	case settings["workspace"] != nil, manifest["project"] == nil:
		return true
	}
	hash := strings.TrimPrefix(m.ContentHash, "sha256:")
	if hash == pdmHash(manifest, "resolution", pdmGroupTable(manifest)) {
		return true
	}
	if manifest["dependency-groups"] != nil {
		return false // which the rules of before 2.20 do not see
	}
	dev := toolValue(settings, "dev-dependencies", map[string]any{})
	return hash == pdmHash(manifest, "resolution", dev) || hash == pdmHash(manifest, "overrides", dev)
}

// pdmHash is the hash of what the solution depends on. Before 2.17 of all settings of the solution only the overrides
// counted.
func pdmHash(manifest map[string]any, settings string, dev any) string {
	tool, project := toolTable(manifest, "tool", "pdm"), toolTable(manifest, "project")
	resolution := toolValue(tool, "resolution", map[string]any{})
	if settings == "overrides" {
		resolution = toolValue(toolTable(tool, "resolution"), "overrides", map[string]any{})
	}
	return toolContentHash(map[string]any{
		"sources":               toolValue(tool, "source", []any{}),
		"dependencies":          toolValue(project, "dependencies", []any{}),
		"dev-dependencies":      dev,
		"optional-dependencies": toolValue(project, "optional-dependencies", map[string]any{}),
		"requires-python":       toolValue(project, "requires-python", ""),
		settings:                resolution,
	}, ", ", ": ")
}

// pdmGroupTable are the groups of [dependency-groups] and then of [tool.pdm.dev-dependencies], by normalised name.
func pdmGroupTable(manifest map[string]any) map[string]any {
	out := map[string]any{}
	for _, groups := range []map[string]any{toolTable(manifest, "dependency-groups"), toolTable(manifest, "tool", "pdm", "dev-dependencies")} {
		for _, name := range toolKeys(groups) {
			items, _ := groups[name].([]any)
			have, _ := out[pyproject.NormalizeName(name)].([]any)
			out[pyproject.NormalizeName(name)] = slices.Concat(have, items)
		}
	}
	return out
}

// pdmAllGroups are the groups and extras of a project as pdm.lock names them, sorted.
func pdmAllGroups(p *pyproject.Project) []string {
	out := slices.Concat([]string{"default"}, toolNormal(p.Groups), toolNormal(p.Extras))
	slices.Sort(out)
	return slices.Compact(out)
}
