package lock

import (
	"regexp"
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/frontend/plan/marker"
)

// oldHolds says whether a marker, as Poetry writes it, is true.
func oldHolds(text string, env marker.Environment) (bool, error) {
	texts := poetryMarker(text)
	if len(texts) == 0 {
		return false, nil
	}
	m, err := marker.Parse(texts[0])
	return err == nil && m.Eval(env), err
}

// oldPlatform says whether a constraint, as in "linux || darwin" or "!=win32,!=cygwin", allows Linux.
func oldPlatform(constraint string) bool {
	return slices.ContainsFunc(strings.Split(strings.ReplaceAll(constraint, "||", "|"), "|"), func(alternative string) bool {
		for part := range strings.SplitSeq(alternative, ",") {
			name, not := strings.CutPrefix(strings.TrimSpace(part), "!=")
			name = strings.TrimSpace(strings.TrimLeft(name, "="))
			if name != "" && name != "*" && (name == "linux") == not {
				return false
			}
		}
		return true
	})
}

var oldExtraVariable = regexp.MustCompile(`\bextra\b`)

// oldOfExtra says whether a marker is about extras.
func oldOfExtra(text string) bool { return oldExtraVariable.MatchString(text) }
