package lock

import (
	"regexp"
	"slices"
	"strings"
)

var conflictMarks = regexp.MustCompile(`(?m)^(<{7}|\|{7}|={7}|>{7})(?: |\r?$)`)

// conflictMark is the first mark that git leaves in a file whose merge was not finished, as in "<<<<<<<", and its line; 0:
// there is none.
func conflictMark(text string) (mark string, line int) {
	if !slices.ContainsFunc([]string{"<<<<<<<", "|||||||", "=======", ">>>>>>>"}, func(m string) bool { return strings.Contains(text, m) }) {
		return "", 0 // much faster than the expression
	}
	at := conflictMarks.FindStringSubmatchIndex(text)
	if at == nil {
		return "", 0
	}
	return text[at[2]:at[3]], strings.Count(text[:at[0]], "\n") + 1
}
