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
	return ""
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
	f := v.file
	for _, t := range []*text{f.python, f.base, f.distro} {
		if t != nil {
			v.template(*t)
		}
	}
	if f.python != nil && !isTemplate(f.python.value) {
		v.python(f.python.value, "", f.python.place)
	}
	if f.base != nil && !isTemplate(f.base.value) {
		v.base(f.base.value, "", f.base.place)
	}
	if f.distro != nil && !isTemplate(f.distro.value) {
		v.word(f.distro, distros()...)
	}
}

// distros are the Debian releases that this release builds on, newest first.
func distros() []string { return []string{"trixie", "bookworm"} }

// base checks the kind of base image. Origin is as in python.
func (r *report) base(value, origin string, at place) {
	if value != string(BaseSlim) && value != string(BaseDistroless) {
		summary := fmt.Sprintf("%s%q is not supported yet; the only base so far is %s", origin, shorten(value), BaseSlim)
		r.fail(ruleNotSupportedYet, at, summary, DidYouMean(shorten(value), []string{string(BaseSlim)}))
	}
}
