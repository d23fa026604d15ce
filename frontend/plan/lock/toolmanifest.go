package lock

import (
	"maps"
	"slices"

	"github.com/pelletier/go-toml/v2"
)

// toolKeys are a table's keys, sorted.
func toolKeys[V any](table map[string]V) []string {
	return slices.Sorted(maps.Keys(table))
}

// toolManifest reads a manifest without knowing its shape; nil: it cannot be read.
func toolManifest(text string) map[string]any {
	var out map[string]any
	if err := toml.Unmarshal([]byte(text), &out); err != nil {
		return nil
	}
	return out
}

// toolTable is the table that a path of keys leads to; nil: there is none.
func toolTable(t map[string]any, keys ...string) map[string]any {
	for _, key := range keys {
		t, _ = t[key].(map[string]any)
	}
	return t
}

// toolTables are the tables of an array, as of [[tool.poetry.source]]. What is no table is left out.
func toolTables(t map[string]any, key string) []map[string]any {
	list, _ := t[key].([]any)
	var out []map[string]any
	for _, item := range list {
		if table, ok := item.(map[string]any); ok {
			out = append(out, table)
		}
	}
	return out
}

// toolValue is a table's value, or the other if there is none.
func toolValue(t map[string]any, key string, other any) any {
	if v, ok := t[key]; ok {
		return v
	}
	return other
}

// toolText is a value if it is a string; else empty.
func toolText(t map[string]any, key string) string {
	text, _ := t[key].(string)
	return text
}
