package lock

import (
	"regexp"
	"strings"

	pep440 "github.com/aquasecurity/go-pep440-version"
)

var (
	reqClause   = regexp.MustCompile(`^(~=|===|==|!=|<=|>=|<|>)[ \t]*([^ \t]+)$`)
	reqWildcard = regexp.MustCompile(`^v?(?:[0-9]+!)?[0-9]+(?:\.[0-9]+)*\.\*$`)
	reqTwoParts = regexp.MustCompile(`^v?(?:[0-9]+!)?[0-9]+\.[0-9]`)
)

// reqSpecifier checks version specifiers (PEP 440), which may be in parentheses (PEP 508), and writes them without
// white space.
func reqSpecifier(text string) (string, error) {
	if strings.HasPrefix(text, "(") && strings.HasSuffix(text, ")") {
		text = strings.TrimSpace(text[1 : len(text)-1])
	}
	if text == "" {
		return "", nil
	}
	var out []string
	for clause := range strings.SplitSeq(strings.TrimRight(strings.TrimSuffix(text, ","), " \t"), ",") {
		m := reqClause.FindStringSubmatch(strings.Trim(clause, " \t"))
		if m == nil {
			return "", reqNoClause(text, clause)
		}
		if err := reqVersion(m[1], m[2]); err != nil {
			return "", err
		}
		out = append(out, m[1]+m[2])
	}
	return strings.Join(out, ","), nil
}

func reqNoClause(text, clause string) error {
	remedy := "write it as in >=1.0,<2"
	if strings.HasPrefix(text, "=") && !strings.HasPrefix(text, "==") {
		remedy = "write == instead of ="
	}
	return reqError(remedy, "%q is not a version specifier", strings.TrimSpace(clause))
}

// reqVersion checks the version of one clause. Of ===, PEP 440 allows anything, which no installer has files for.
func reqVersion(operator, version string) error {
	if strings.HasSuffix(version, ".*") {
		if operator == "==" || operator == "!=" {
			return reqCheck(reqWildcard.MatchString(version), version, ".* follows digits and dots only")
		}
		return reqCheck(false, version, ".* goes with == and != only")
	}
	v, err := pep440.Parse(version)
	switch {
	case err != nil:
		return reqCheck(false, version, "it is not a version (PEP 440)")
	case operator == "~=":
		return reqCheck(reqTwoParts.MatchString(version) && v.Local() == "", version, "~= needs two numbers at least, as in ~=1.4")
	case strings.ContainsAny(operator, "<>"):
		return reqCheck(v.Local() == "", version, "what follows + goes with == and != only")
	}
	return nil
}

func reqCheck(ok bool, version, rule string) error {
	if ok {
		return nil
	}
	return reqError(rule, "%q cannot stand in this version specifier", version)
}
