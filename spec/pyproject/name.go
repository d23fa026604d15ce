package pyproject

import (
	"regexp"
	"strings"
)

var separators = regexp.MustCompile(`[-_.]+`)

// NormalizeName is the form in which names of distributions, extras and groups are compared (PEP 503): lower case, with
// runs of -, _ and . as one dash.
func NormalizeName(name string) string {
	if strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789") == "" {
		return name // most are so, and a lock has thousands
	}
	return strings.ToLower(separators.ReplaceAllString(name, "-"))
}
