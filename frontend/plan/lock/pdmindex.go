package lock

// pdmIndexes are the indexes of [[tool.pdm.source]]. The one with the name pypi takes the place of the default index.
// Sources of the type find_links are no indexes.
func pdmIndexes(manifest map[string]any) []Index {
	var out []Index
	for _, source := range toolTables(toolTable(manifest, "tool", "pdm"), "source") {
		index := Index{Name: toolText(source, "name"), URL: withoutCredentials(toolText(source, "url"))}
		index.Default = index.Name == "pypi"
		if index.URL != "" && toolText(source, "type") != "find_links" {
			out = append(out, index)
		}
	}
	return toolIndexes(out)
}
