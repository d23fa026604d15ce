package pyproject

import (
	"regexp"
	"strings"
)

// PoetryConstraint is a version constraint of Poetry, as in "^1.2 || >=2.1,<3", in PEP 440's terms: alternatives, and of each
// the specifiers that must all hold. Without specifiers an alternative allows every version, as does an empty text. It is
// false for a text that is no constraint.
func PoetryConstraint(text string) (alternatives [][]string, ok bool) {
	for _, alternative := range poetryOr.Split(strings.TrimSpace(text), -1) {
		if strings.Trim(poetryClause.ReplaceAllString(alternative, ""), ", \t") != "" {
			return nil, false
		}
		var specifiers []string
		for _, m := range poetryClause.FindAllStringSubmatch(alternative, -1) {
			specifiers = append(specifiers, specifiersOf(m[1], m[2])...)
		}
		alternatives = append(alternatives, specifiers)
	}
	return alternatives, true
}

// poetryRelease is the release of a version, with its epoch apart.
var poetryRelease = regexp.MustCompile(`^(\d+!)?(\d+(?:\.\d+)*)`)

// specifiersOf are the specifiers of one clause about a package. Unlike a Python's, its version without an operator is
// that version alone.
func specifiersOf(operator, version string) []string {
	base := strings.TrimRight(version, ".*xX")
	m := poetryRelease.FindStringSubmatch(base)
	if m == nil {
		return nil // any version
	}
	number := release(m[2])
	below := func(place int) []string { return []string{">=" + base, "<" + m[1] + upTo(number, place)} }
	switch operator {
	case "^":
		return below(breaking(number))
	case "~":
		return below(min(1, len(number)-1))
	case "~=":
		return below(max(0, len(number)-2))
	case "", "=":
		operator = "=="
	}
	if base != version && (operator == "==" || operator == "!=") {
		base += ".*"
	}
	return []string{operator + base}
}
