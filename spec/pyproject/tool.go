package pyproject

import (
	"maps"
	"slices"
)

// Tool is a tool that reads projects and locks their dependencies.
type Tool string

// The tools whose view of a project is known.
const (
	ToolUV     Tool = "uv"
	ToolPoetry Tool = "poetry"
	ToolPDM    Tool = "pdm"
	ToolPipenv Tool = "pipenv"
)

// As is the project as the tool sees it: a copy with that tool's groups, extras, default groups and Python versions, and
// where [project] is silent with the metadata of the tool's own tables. It may be called on what it returned.
func (p *Project) As(tool Tool) *Project {
	origin := p
	if p.origin != nil {
		origin = p.origin
	}
	out := *origin
	out.tool, out.origin = tool, origin
	switch {
	case out.doc == nil:
	case tool == ToolPoetry:
		out.asPoetry()
	case tool == ToolPDM:
		out.asPDM()
	case tool == ToolPipenv:
		out.asPipenv()
	}
	return &out
}

// IsPackage says whether the tool installs the project itself. Uv: tool.uv.package decides, else whether there is a
// [build-system]. Poetry: unless package-mode is false. PDM: a project with a name, unless tool.pdm.distribution is false.
// Pipenv: never; what it is to install stands in the Pipfile.
func (p *Project) IsPackage() bool {
	switch p.tool {
	case ToolPoetry:
		return p.doc == nil || p.doc.packageMode()
	case ToolPDM:
		return p.doc == nil || p.doc.Tool.PDM.distributed(p.Name)
	case ToolPipenv:
		return false
	}
	if p.Package != nil {
		return *p.Package
	}
	return p.BuildBackend != ""
}

// asPipenv has no groups and extras, because those of Pipenv stand in the Pipfile (see [ParsePipfile]).
func (p *Project) asPipenv() {
	p.Groups, p.GroupIncludes, p.DefaultGroups, p.AllGroups, p.Extras = nil, map[string][]string{}, nil, false, nil
}

// groupNames collects groups of several tables. Of names that PEP 503 does not tell apart, the first stays.
func groupNames(tables ...[]string) []string {
	seen := map[string]bool{}
	var out []string
	for _, name := range slices.Concat(tables...) {
		if normal := NormalizeName(name); !seen[normal] {
			seen[normal] = true
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// sortedKeys are a table's keys.
func sortedKeys[V any](table map[string]V) []string { return slices.Sorted(maps.Keys(table)) }

// standardIncludes are the groups that those of [dependency-groups] include (PEP 735).
func (d *document) standardIncludes() map[string][]string {
	out := map[string][]string{}
	for name, items := range d.DependencyGroup {
		for _, item := range items {
			if table, ok := item.(map[string]any); ok {
				if other, ok := table["include-group"].(string); ok {
					out[name] = append(out[name], other)
				}
			}
		}
	}
	return out
}
