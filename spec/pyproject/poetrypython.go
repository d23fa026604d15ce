package pyproject

import (
	"regexp"
	"strconv"
	"strings"

	pep440 "github.com/aquasecurity/go-pep440-version"
)

// pythonOf is the entry python of [tool.poetry.dependencies] in PEP 440's terms; false: there is none.
func pythonOf(dependencies map[string]any) (string, bool) {
	for _, key := range sortedKeys(dependencies) {
		if text, ok := dependencies[key].(string); ok && strings.EqualFold(key, "python") {
			return pythonSpecifiers(text), true
		}
	}
	return "", false
}

var (
	poetryOr     = regexp.MustCompile(`\s*\|\|?\s*`)
	poetryClause = regexp.MustCompile(`(\^|~=|~|===?|=|!=|<=|>=|<|>)?\s*v?([0-9*xX][^\s,]*)`)
)

// pythonSpecifiers turns a constraint of Poetry into version specifiers. Alternatives, as in "~3.10 || >=3.12", become one
// range that has them all, since PEP 440 has no "or".
func pythonSpecifiers(constraint string) string {
	alternatives := poetryOr.Split(strings.TrimSpace(constraint), -1)
	if len(alternatives) == 1 {
		return strings.Join(clauses(alternatives[0]), ",")
	}
	return hull(alternatives)
}

// clauses are the specifiers of a constraint without alternatives.
func clauses(constraint string) []string {
	var out []string
	for _, m := range poetryClause.FindAllStringSubmatch(constraint, -1) {
		out = append(out, clause(m[1], m[2])...)
	}
	return out
}

func clause(operator, version string) []string {
	base := strings.TrimRight(version, ".*xX")
	number := release(base)
	switch {
	case base == "":
		return nil // any version
	case operator == "^":
		return []string{">=" + base, "<" + upTo(number, breaking(number))}
	case operator == "~":
		return []string{">=" + base, "<" + upTo(number, min(1, len(number)-1))}
	case operator == "!=" && base != version:
		return []string{"!=" + base + ".*"}
	case (operator == "" || operator == "=" || operator == "==") && (base != version || len(number) < 3):
		return []string{"==" + base + ".*"} // of a Python, X.Y means every X.Y.Z
	case operator == "" || operator == "=":
		return []string{"==" + base}
	}
	return []string{operator + base}
}

// release are the numbers at the beginning of a version.
func release(version string) []int {
	var out []int
	for part := range strings.SplitSeq(version, ".") {
		n, err := strconv.Atoi(part)
		if err != nil {
			break
		}
		out = append(out, n)
	}
	if len(out) == 0 {
		return []int{0}
	}
	return out
}

// breaking is the place of the number that a caret lets nothing change: the first that is not zero.
func breaking(number []int) int {
	for i, n := range number {
		if n != 0 {
			return i
		}
	}
	return len(number) - 1
}

// upTo is the first version in which the number at the place is one higher.
func upTo(number []int, place int) string {
	out := make([]string, place+1)
	for i := range out {
		out[i] = strconv.Itoa(number[i])
	}
	out[place] = strconv.Itoa(number[place] + 1)
	return strings.Join(out, ".")
}

// hull is the range from the lowest lower bound to the highest upper one. A side on which an alternative is open is open.
func hull(alternatives []string) string {
	var out []string
	for _, lower := range []bool{true, false} {
		if bound := outermost(alternatives, lower); bound != "" {
			out = append(out, bound)
		}
	}
	return strings.Join(out, ",")
}

func outermost(alternatives []string, lower bool) string {
	found := ""
	for _, alternative := range alternatives {
		bound := boundOf(clauses(alternative), lower)
		if bound == "" {
			return ""
		}
		if found == "" || lower == less(bound, found) {
			found = bound
		}
	}
	return found
}

// boundOf is the bound of a range on one side; empty: it is open there.
func boundOf(clauses []string, lower bool) string {
	for _, c := range clauses {
		version, exact := strings.CutPrefix(c, "==")
		number := release(strings.TrimSuffix(version, ".*"))
		switch {
		case exact && lower:
			return ">=" + strings.TrimSuffix(version, ".*")
		case exact:
			return "<" + upTo(number, len(number)-1)
		case lower && c[0] == '>', !lower && c[0] == '<':
			return c
		}
	}
	return ""
}

// less compares the versions of two bounds. One that is no version is not less.
func less(a, b string) bool {
	left, errLeft := pep440.Parse(strings.TrimLeft(a, "<>="))
	right, errRight := pep440.Parse(strings.TrimLeft(b, "<>="))
	return errLeft == nil && errRight == nil && left.LessThan(right)
}
