package report

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// missing stands where nothing was measured.
const missing = "–"

// number writes so many digits that count, more if there are more before the point, at most four after it, and a unit right after:
// with two '0.034', '0.34', '3.4', '34', '340'.
func number(v float64, digits int, unit string) string {
	switch {
	case math.IsNaN(v):
		return missing
	case v == 0:
		return "0" + unit
	case v < 0.00005:
		return "< 0.0001" + unit
	}
	_, exponent, _ := strings.Cut(strconv.FormatFloat(v, 'e', digits-1, 64), "e") // after rounding: 9.96 is 1.0e+01
	power, _ := strconv.Atoi(exponent)
	return strconv.FormatFloat(v, 'f', min(max(digits-1-power, 0), 4), 64) + unit
}

func seconds(v float64) string      { return number(v, 2, " s") }
func milliseconds(v float64) string { return number(v*1000, 2, " ms") }
func megabytes(v float64) string    { return number(v/1e6, 3, " MB") }
func percent(v float64) string      { return number(v*100, 2, " %") }
func times(v float64) string        { return number(v, 2, "×") }

// with writes a value and in parentheses what it is beside another, which is left out where it was not measured.
func with(value, other string) string {
	if value == missing || other == missing {
		return value
	}
	return value + " (" + other + ")"
}

// count writes "one platform", "two platforms", and larger numbers in digits.
func count(platforms int) string {
	switch platforms {
	case 1:
		return "one platform"
	case 2:
		return "two platforms"
	}
	return fmt.Sprintf("%d platforms", platforms)
}

// table is a table in Markdown. All columns but the first so many are aligned to the right.
type table struct {
	head []string
	left int
	rows [][]string
}

func (t *table) add(cells ...string) { t.rows = append(t.rows, cells) }

// String ends with an empty line.
func (t *table) String() string {
	rule := make([]string, len(t.head))
	for i := range rule {
		rule[i] = "---:"
		if i < t.left {
			rule[i] = "---"
		}
	}
	var b strings.Builder
	b.WriteString(line(t.head) + "|" + strings.Join(rule, "|") + "|\n")
	for _, row := range t.rows {
		b.WriteString(line(row))
	}
	return b.String() + "\n"
}

func line(cells []string) string {
	return "| " + strings.Join(cells, " | ") + " |\n"
}

// plain is a text that Markdown shows as it is in a cell of a table.
func plain(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", "|", `\|`, "*", `\*`, "_", `\_`, "`", "\\`", "[", `\[`, `\`, `\\`).Replace(s)
}
