package spec

import (
	"errors"
	"fmt"
	"strings"

	pep440 "github.com/aquasecurity/go-pep440-version"
)

// pythonLimits is a project's requires-python. The zero value allows every version.
type pythonLimits struct {
	text       string
	specifiers []pep440.Specifiers // all must hold
}

// parsePythonLimits reads version specifiers as PEP 440 writes them: operators are obligatory, commas separate.
func parsePythonLimits(text string) (pythonLimits, error) {
	out := pythonLimits{text: text}
	for part := range strings.SplitSeq(text, ",") {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		if !strings.ContainsRune("<>=!~", rune(part[0])) || strings.Contains(part, "|") {
			return pythonLimits{}, errors.New(notALimit(part))
		}
		specifiers, err := pep440.NewSpecifiers(part)
		if err != nil {
			return pythonLimits{}, errors.New(notALimit(part)) // the library's own words are for programmers
		}
		out.specifiers = append(out.specifiers, specifiers)
	}
	return out, nil
}

func notALimit(part string) string {
	return fmt.Sprintf("%q is not an operator and a version, as in >=3.12", part)
}

// allows says whether the version satisfies the requirement. A version without a patch does when some patch of it does: which
// one the image gets is the base image's choice.
func (q pythonLimits) allows(version string) bool {
	if strings.Count(version, ".") == 2 {
		return q.allowsExactly(version)
	}
	const most = 99 // more patches than any minor version has had
	for patch := most; patch >= 0; patch-- {
		if q.allowsExactly(fmt.Sprintf("%s.%d", version, patch)) {
			return true
		}
	}
	return false
}

func (q pythonLimits) allowsExactly(version string) bool {
	v, err := pep440.Parse(version)
	if err != nil {
		return false
	}
	for _, s := range q.specifiers {
		if !s.Check(v) {
			return false
		}
	}
	return true
}

// allowed are the known minor versions that satisfy the requirement, oldest first.
func (q pythonLimits) allowed() []string {
	var out []string
	for _, minor := range knownMinors() {
		if q.allows(minor) {
			out = append(out, minor)
		}
	}
	return out
}
