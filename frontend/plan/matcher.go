package plan

import (
	"path"
	"strings"

	"github.com/moby/patternmatcher"
)

// Matcher applies a list of patterns as BuildKit does when it sends or copies a tree: folder by folder, each result
// resting on that of the folder above.
type Matcher struct {
	patterns *patternmatcher.PatternMatcher // nil: the patterns cannot be read, so everything is denied
}

// NewMatcher reads patterns of .dockerignore.
func NewMatcher(patterns []string) Matcher {
	m, err := patternmatcher.New(patterns)
	if err != nil {
		return Matcher{}
	}
	return Matcher{m}
}

// Denies says whether the patterns keep out a path.
func (m Matcher) Denies(name string) bool {
	if m.patterns == nil {
		return true
	}
	var info patternmatcher.MatchInfo
	denied, above := false, ""
	for _, part := range strings.Split(name, "/") {
		above = path.Join(above, part)
		var err error
		if denied, info, err = m.patterns.MatchesUsingParentResults(above, info); err != nil {
			return true
		}
	}
	return denied
}

// Exceptions says whether something inside a denied folder may be let through.
func (m Matcher) Exceptions() bool { return m.patterns != nil && m.patterns.Exclusions() }
