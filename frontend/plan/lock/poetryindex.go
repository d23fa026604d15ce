package lock

import (
	"slices"
	"strings"
)

// poetryIndexes are the indexes of [[tool.poetry.source]] in the order in which Poetry asks them, and those that only the
// lock names. An index with the priority explicit is one of packages that name it. The first primary one takes the place of
// the default index, unless that is itself named.
func poetryIndexes(manifest map[string]any, used []Index) []Index {
	var primary, supplemental, explicit []Index
	standard := false // the default index is named
	for _, source := range toolTables(toolTable(manifest, "tool", "poetry"), "source") {
		index := Index{Name: toolText(source, "name"), URL: withoutCredentials(toolText(source, "url"))}
		switch priority := strings.ToLower(toolText(source, "priority")); {
		case strings.EqualFold(index.Name, "pypi"):
			standard = true
		case index.URL == "":
		case priority == "default":
			primary = slices.Insert(primary, 0, index)
		case priority == "" || priority == "primary":
			primary = append(primary, index)
		case priority == "explicit":
			explicit = append(explicit, index)
		default:
			supplemental = append(supplemental, index)
		}
	}
	if len(primary) > 0 && !standard {
		primary[0].Default = true
	}
	explicit = slices.DeleteFunc(explicit, func(i Index) bool { return !toolHasIndex(used, i) })
	return toolIndexes(slices.Concat(primary, supplemental, explicit, used))
}
