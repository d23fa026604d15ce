// Package wheel reads the file names of built distributions (PEP 427) and says which of them a platform can install
// (PEP 425, with the tags of PEP 600 for glibc and of PEP 656 for musl).
package wheel

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	version "github.com/aquasecurity/go-pep440-version"
	"github.com/org/pyapp-frontend/spec/pyproject"
)

// Name is a wheel's file name in its parts.
type Name struct {
	Distribution string   // normalised (PEP 503)
	Version      string   // as it is written; compare it as PEP 440 does
	Build        string   // build tag, as in "1" or "2local"; empty: none
	Python       []string // as in "py2", "py3" for "py2.py3"
	ABI          []string // as in "cp313", "abi3", "none"
	Platform     []string // as in "manylinux_2_17_x86_64", "manylinux2014_x86_64"
}

var (
	distribution = regexp.MustCompile(`^[\p{L}\p{N}_](?:[\p{L}\p{N}_.]*[\p{L}\p{N}_])?$`)
	buildTag     = regexp.MustCompile(`^(\d+)(.*)$`)
)

// ParseName reads the file name of a wheel, without a folder and not URL-encoded.
func ParseName(file string) (Name, error) {
	stem, isWheel := strings.CutSuffix(file, ".whl")
	parts := strings.Split(stem, "-")
	if !isWheel || len(parts) < 5 || len(parts) > 6 {
		return Name{}, fmt.Errorf("%q is not a wheel's file name, as in name-1.0-py3-none-any.whl", file)
	}
	n := Name{Distribution: pyproject.NormalizeName(parts[0]), Version: parts[1]}
	if !distribution.MatchString(parts[0]) {
		return Name{}, fmt.Errorf("%q does not begin with the name of a distribution", file)
	}
	if !isVersion(n.Version) {
		return Name{}, fmt.Errorf("%q: %q is not a version", file, n.Version)
	}
	if len(parts) == 6 {
		if n.Build = parts[2]; !buildTag.MatchString(n.Build) {
			return Name{}, fmt.Errorf("%q: the build tag %q does not begin with a digit", file, n.Build)
		}
	}
	tags := parts[len(parts)-3:]
	for _, set := range tags {
		if !isTagSet(set) {
			return Name{}, fmt.Errorf("%q: %q is not a tag", file, set)
		}
	}
	n.Python, n.ABI, n.Platform = splitSet(tags[0]), splitSet(tags[1]), splitSet(tags[2])
	return n, nil
}

// isTagSet says whether a text is tags with dots between them.
func isTagSet(s string) bool {
	for tag := range strings.SplitSeq(s, ".") {
		if tag == "" || strings.ContainsAny(tag, " \t\n\f\r/") {
			return false
		}
	}
	return true
}

// isVersion says whether a text is a version of PEP 440. Most are numbers and dots, which are told much faster.
func isVersion(s string) bool {
	if plainVersion(s) {
		return true
	}
	_, err := version.Parse(s)
	return err == nil
}

// plainVersion says whether a text is numbers with dots between them.
func plainVersion(s string) bool {
	for part := range strings.SplitSeq(s, ".") {
		if part == "" || strings.Trim(part, "0123456789") != "" {
			return false
		}
	}
	return true
}

// splitSet takes a compressed tag set apart (PEP 425).
func splitSet(set string) []string { return strings.Split(strings.ToLower(set), ".") }

// Pure says whether a file is a wheel for every platform. It may still be for some versions of Python only.
func Pure(file string) bool {
	n, err := ParseName(file)
	return err == nil && len(n.Platform) == 1 && n.Platform[0] == "any"
}

// olderBuild says whether one build tag comes before another: by its number, then by what follows it. No tag is the
// oldest.
func olderBuild(a, b string) bool {
	ma, mb := buildTag.FindStringSubmatch(a), buildTag.FindStringSubmatch(b)
	if ma == nil || mb == nil {
		return ma == nil && mb != nil
	}
	na, _ := strconv.ParseUint(ma[1], 10, 64) // at the limit where it is too large
	nb, _ := strconv.ParseUint(mb[1], 10, 64)
	return na < nb || na == nb && ma[2] < mb[2]
}
