package marker

import (
	"regexp"
	"strconv"
	"strings"

	version "github.com/aquasecurity/go-pep440-version"
)

// What a version specifier may have after its operator (PEP 440). Only == and != take a wildcard or a local part.
var (
	plain     = regexp.MustCompile(`(?i)^\s*v?(([0-9]+!)?[0-9]+(\.[0-9]+)*)` + suffix + `\s*$`)
	local     = regexp.MustCompile(`(?i)^\s*v?([0-9]+!)?[0-9]+(\.[0-9]+)*` + suffix + `(\+[a-z0-9]+([-_.][a-z0-9]+)*)?\s*$`)
	wildcard  = regexp.MustCompile(`(?i)^\s*v?(([0-9]+!)?[0-9]+(\.[0-9]+)*)\.\*\s*$`)
	arbitrary = regexp.MustCompile(`^\s*[^\s;)]*\s*$`)
)

// suffix is a pre-release, a post-release and a development release.
const suffix = `([-_.]?(alpha|beta|preview|pre|a|b|c|rc)[-_.]?[0-9]*)?` +
	`(-[0-9]+|[-_.]?(post|rev|r)[-_.]?[0-9]*)?([-_.]?dev[-_.]?[0-9]*)?`

// validSpecifier says whether an operator and a text are a version specifier.
func validSpecifier(op, text string) bool {
	switch op {
	case "===":
		return arbitrary.MatchString(text)
	case "==", "!=":
		return wildcard.MatchString(text) || local.MatchString(text)
	case "~=":
		m := plain.FindStringSubmatch(text)
		return m != nil && strings.Contains(m[1], ".")
	case "<", "<=", ">", ">=":
		return plain.MatchString(text)
	}
	return false
}

// satisfies says whether a version is one that a valid specifier allows, pre-releases included. What is no version
// satisfies only ===.
func satisfies(text, op, specifier string) bool {
	if op == "===" {
		return strings.EqualFold(text, strings.TrimSpace(specifier))
	}
	v, err := version.Parse(text)
	if err != nil {
		return false
	}
	if m := wildcard.FindStringSubmatch(specifier); m != nil {
		return hasPrefix(v, m[1]) == (op == "==")
	}
	wanted, err := version.Parse(specifier)
	if err != nil {
		return false
	}
	if op == "~=" {
		release := plain.FindStringSubmatch(specifier)[1]
		return public(v).Compare(wanted) >= 0 && hasPrefix(v, release[:strings.LastIndex(release, ".")])
	}
	return compares(v, op, wanted)
}

func compares(v version.Version, op string, wanted version.Version) bool {
	if wanted.Local() == "" && op != ">" {
		v = public(v)
	}
	order := v.Compare(wanted)
	switch op {
	case "==":
		return order == 0
	case "!=":
		return order != 0
	case "<=":
		return order <= 0
	case ">=":
		return order >= 0
	case "<": // the pre-releases of a version are not before it, unless it is one itself
		return order < 0 && (wanted.IsPreRelease() || !v.IsPreRelease() || !sameBase(v, wanted))
	}
	// Nor are its post-releases and local builds after it.
	after := wanted.IsPostRelease() || !v.IsPostRelease()
	return order > 0 && (after && v.Local() == "" || !sameBase(v, wanted))
}

// hasPrefix says whether a version's release begins with another's numbers, as in "3.13" for 3.13.5: it is from the first
// development release of 3.13 up to that of 3.14.
func hasPrefix(v version.Version, prefix string) bool {
	dot := strings.LastIndexAny(prefix, ".!") + 1
	last, err := strconv.ParseUint(prefix[dot:], 10, 63)
	if err != nil {
		return false
	}
	low, err := version.Parse(prefix + ".dev0")
	if err != nil {
		return false
	}
	high, err := version.Parse(prefix[:dot] + strconv.FormatUint(last+1, 10) + ".dev0")
	return err == nil && public(v).Compare(low) >= 0 && public(v).Compare(high) < 0
}

func public(v version.Version) version.Version { return reparsed(v.Public(), v) }

func sameBase(a, b version.Version) bool {
	return reparsed(a.BaseVersion(), a).Equal(reparsed(b.BaseVersion(), b))
}

// reparsed is the version that a part of another's text stands for.
func reparsed(text string, whole version.Version) version.Version {
	if v, err := version.Parse(text); err == nil {
		return v
	}
	return whole
}
