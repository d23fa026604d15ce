package pyproject

// asPDM has the groups of [dependency-groups] and [tool.pdm.dev-dependencies], all of which PDM installs by default.
func (p *Project) asPDM() {
	p.Groups = groupNames(sortedKeys(p.doc.DependencyGroup), sortedKeys(p.doc.Tool.PDM.DevDependencies))
	p.GroupIncludes = p.doc.standardIncludes()
	p.DefaultGroups, p.AllGroups = nil, true
	if p.BuildBackend == "" {
		p.BuildBackend = LegacyBackend
	}
}

// distributed says whether PDM installs a project of the name.
func (t pdm) distributed(name string) bool {
	switch {
	case name == "":
		return false
	case t.PackageType != "":
		return t.PackageType == "library"
	}
	return t.Distribution == nil || *t.Distribution
}
