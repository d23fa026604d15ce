package pyproject

import "slices"

// poetryBackend builds the project when there is no [build-system]: Poetry installs it by its own means.
const poetryBackend = "poetry.core.masonry.api"

func (p *Project) asPoetry() {
	table := p.doc.Tool.Poetry
	if table == nil {
		table = &poetry{}
	}
	p.poetryGroups(table)
	p.poetryMetadata(table)
	if python, ok := pythonOf(table.Dependencies); ok {
		p.RequiresPython = python
	}
	if p.BuildBackend == "" {
		p.BuildBackend, p.BuildRequires = poetryBackend, []string{"poetry-core"}
	}
}

// poetryGroups has the groups of three tables: [dependency-groups], [tool.poetry.group] and, of Poetry before 1.2,
// [tool.poetry.dev-dependencies]. Those with optional = true are not installed by default.
func (p *Project) poetryGroups(table *poetry) {
	var dev []string
	if table.DevDependencies != nil {
		dev = []string{"dev"}
	}
	p.Groups = groupNames(sortedKeys(p.doc.DependencyGroup), sortedKeys(table.Group), dev)
	p.GroupIncludes = p.doc.standardIncludes()
	optional := map[string]bool{}
	for _, key := range sortedKeys(table.Group) {
		name, group := p.groupName(key), table.Group[key]
		p.GroupIncludes[name] = append(p.GroupIncludes[name], group.Includes...)
		optional[NormalizeName(name)] = group.Optional
	}
	p.AllGroups = false
	p.DefaultGroups = slices.DeleteFunc(slices.Clone(p.Groups), func(g string) bool { return optional[NormalizeName(g)] })
	if len(p.Dependencies) == 0 && len(p.Extras) == 0 {
		p.Extras = sortedKeys(table.Extras)
	}
}

// groupName is the spelling of a group in Groups.
func (p *Project) groupName(name string) string {
	i := slices.IndexFunc(p.Groups, func(g string) bool { return NormalizeName(g) == NormalizeName(name) })
	if i < 0 {
		return name
	}
	return p.Groups[i]
}

// packageMode says whether Poetry installs the project itself.
func (d *document) packageMode() bool {
	return d.Tool.Poetry == nil || d.Tool.Poetry.PackageMode == nil || *d.Tool.Poetry.PackageMode
}
