package spec

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

var pythonVersion = regexp.MustCompile(`^(3\.(?:0|[1-9]\d?))(?:\.(?:0|[1-9]\d?))?$`)

// knownMinors are the versions of Python that this release builds images of, oldest first.
func knownMinors() []string { return []string{"3.10", "3.11", "3.12", "3.13", "3.14", "3.15"} }

// minorOf is the "3.13" of "3.13" and "3.13.5"; empty: the text is not a version of that form.
func minorOf(version string) string {
	m := pythonVersion.FindStringSubmatch(version)
	if m == nil {
		return ""
	}
	return m[1]
}

// isKnownPython says whether a version is one that this release builds images of.
func isKnownPython(version string) bool { return slices.Contains(knownMinors(), minorOf(version)) }

// python checks a version. Origin names where it comes from, as in "build argument X: "; empty: the key itself.
func (r *report) python(version, origin string, at place) bool {
	if isKnownPython(version) {
		return true
	}
	minors := knownMinors()
	summary := fmt.Sprintf("%s%q is not a known version (%s … %s)", origin, shorten(version), minors[0], minors[len(minors)-1])
	r.fail(rulePythonVersion, at, summary, meantPython(shorten(version)))
	return false
}

// meantPython suggests the version that a text contains, or whose digits it has in another order or punctuation.
func meantPython(text string) string {
	for _, minor := range slices.Backward(knownMinors()) {
		if strings.Contains(text, minor) || slices.Equal(digits(text), digits(minor)) {
			return fmt.Sprintf("did you mean %q?", minor)
		}
	}
	return `write one such as "3.13"`
}

// digits are a text's digits in order of value.
func digits(text string) []rune {
	var out []rune
	for _, c := range text {
		if c >= '0' && c <= '9' {
			out = append(out, c)
		}
	}
	slices.Sort(out)
	return out
}

func (v *validator) pythonAndBase() {
	if t := v.file.python; t != nil && v.plain(*t) {
		v.python(t.value, "", t.place)
	}
	v.base()
	v.checkDistro()
}
