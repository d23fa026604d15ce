package rig

import (
	"regexp"
	"strings"
)

// Match says whether a path without a leading slash matches a pattern: `*` stands for any text within a segment, `**` for
// any number of segments.
func Match(pattern, path string) bool {
	return compile(pattern).MatchString(path)
}

// Matching are the paths of the files that match the pattern, in no particular order.
func Matching(files map[string]Entry, pattern string) []string {
	expression := compile(pattern)
	var found []string
	for path := range files {
		if expression.MatchString(path) {
			found = append(found, path)
		}
	}
	return found
}

func compile(pattern string) *regexp.Regexp {
	text := regexp.QuoteMeta(pattern)
	text = strings.ReplaceAll(text, `\*\*/`, `(?:.*/)?`)
	text = strings.ReplaceAll(text, `\*\*`, `.*`)
	text = strings.ReplaceAll(text, `\*`, `[^/]*`)
	return regexp.MustCompile(`^` + text + `$`)
}
