package lock

import (
	"slices"
	"strings"
)

// toolHasIndex says whether the URL is among those of the list.
func toolHasIndex(list []Index, index Index) bool {
	same := func(other Index) bool { return strings.TrimRight(other.URL, "/") == strings.TrimRight(index.URL, "/") }
	return slices.ContainsFunc(list, same)
}

// toolIndexes has the first index of every URL.
func toolIndexes(list []Index) []Index {
	var out []Index
	for _, index := range list {
		if !toolHasIndex(out, index) {
			out = append(out, index)
		}
	}
	return out
}
