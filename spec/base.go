package spec

import (
	"fmt"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

// rawBase is both forms of `base`.
type rawBase struct {
	word           *text // a word, or a reference for the application and the build; nil: the file has a mapping, or nothing
	runtime, build *text
}

func (r *reader) base(n node) rawBase {
	const want = "slim, alpine, distroless, an image reference, or a mapping with runtime and build"
	var out rawBase
	if n.yaml.Kind != yaml.MappingNode {
		out.word = r.text(n, want)
		return out
	}
	before := len(r.found)
	r.mapping(n, want, fields{
		"runtime": r.intoText(&out.runtime, "an image reference"),
		"build":   r.intoText(&out.build, "an image reference"),
	})
	if out.runtime == nil && len(r.found) == before {
		r.fail(ruleMissingKey, r.place(n), "needs runtime", `write one such as "runtime: registry.example/python:3.13"`)
	}
	return out
}

// baseWords are the kinds of base that have a word.
func baseWords() []string {
	return []string{string(BaseSlim), string(BaseAlpine), string(BaseDistroless)}
}

// base checks what the file says, as far as it names no build arguments.
func (v *validator) base() {
	b := v.file.base
	if b.word != nil && v.plain(*b.word) {
		v.wordOrReference(b.word.value, "", b.word.place)
	}
	for _, t := range []*text{b.runtime, b.build} {
		if t != nil && v.plain(*t) {
			v.reference(t.value, "", t.place)
		}
	}
}

// plain says whether a value can be judged before the build arguments are known, and reports arguments that are malformed.
func (v *validator) plain(t text) bool {
	v.template(t)
	return !isTemplate(t.value)
}

// wordOrReference checks one of the words, or a reference. Origin is as in python.
func (r *report) wordOrReference(value, origin string, at place) bool {
	return slices.Contains(baseWords(), value) || r.reference(value, origin, at)
}

// reference checks the reference of a base image. Origin is as in python.
func (r *report) reference(value, origin string, at place) bool {
	summary := fmt.Sprintf("%s%q is neither a reference of an image nor one of the words %s", origin, shorten(value), strings.Join(baseWords(), ", "))
	switch meant := meantBase(value); {
	case slices.Contains(baseWords(), value):
		r.fail(ruleImageReference, at, fmt.Sprintf("%s%q stands for official images of Python", origin, value),
			fmt.Sprintf("write `base: %s`; an image of that name is %q", value, value+":latest"))
	case meant != "" && isImageReference(value):
		r.fail(ruleUnknownValue, at, fmt.Sprintf("%s%q is not one of the words %s", origin, value, strings.Join(baseWords(), ", ")),
			fmt.Sprintf("did you mean %s? An image of that name is %q", meant, value+":latest"))
	case !isImageReference(value) && meant != "":
		r.fail(ruleImageReference, at, summary, fmt.Sprintf("did you mean %s?", meant))
	case !isImageReference(value):
		r.fail(ruleImageReference, at, summary, `write one such as "registry.example/python:3.13"`)
	default:
		return true
	}
	return false
}

// meantBase is the word that a text most probably means, with the release that it may hold, as in slim-bookworm; empty: the text
// may well be the name of an image.
func meantBase(value string) string {
	value = strings.ToLower(shortest(value))
	for _, word := range baseWords() {
		for _, release := range distros(BaseKind(word)) {
			if value == word+release || value == word+"-"+release {
				return fmt.Sprintf("`base: %s` with `distro: %s`", word, quotedRelease(release))
			}
		}
	}
	if strings.ContainsAny(value, "/.:@") {
		return ""
	}
	if word := Nearest(value, baseWords()); word != "" {
		return fmt.Sprintf("%q", word)
	}
	return ""
}

// quotedRelease is a release as it is to be written: one of Alpine would else be a number.
func quotedRelease(release string) string {
	if strings.Contains(release, ".") {
		return fmt.Sprintf("%q", release)
	}
	return release
}
