package plan

import (
	"path"
	"strings"

	"github.com/moby/patternmatcher"
)

// Matcher applies a selection to single paths as BuildKit does when it sends or copies a tree: folder by folder, each
// result resting on that of the folder above.
type Matcher struct {
	include, exclude *patternmatcher.PatternMatcher
} // nil: the patterns cannot be read, so nothing is kept

// NewMatcher reads the patterns of a selection.
func NewMatcher(s Selection) Matcher {
	include := s.Include
	if len(include) == 0 {
		include = []string{"**"}
	}
	in, err := patternmatcher.New(include)
	if err != nil {
		return Matcher{}
	}
	out, err := patternmatcher.New(s.Exclude)
	if err != nil {
		return Matcher{}
	}
	return Matcher{in, out}
}

// Keeps says whether a path is part of the selection.
func (m Matcher) Keeps(name string) bool {
	return m.include != nil && matches(m.include, name) && !matches(m.exclude, name)
}

func matches(patterns *patternmatcher.PatternMatcher, name string) bool {
	var info patternmatcher.MatchInfo
	matched, above := false, ""
	for _, part := range strings.Split(name, "/") {
		above = path.Join(above, part)
		matched, info, _ = patterns.MatchesUsingParentResults(above, info) // an error means a pattern that New refuses
	}
	return matched
}
