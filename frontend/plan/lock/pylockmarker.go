package lock

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/org/pyapp-frontend/frontend/plan/marker"
)

var pylockSpecifier = regexp.MustCompile(`^(~=|===|==|!=|<=|>=|<|>)\s*([^\s'"\\]+)$`)

// pylockRequires is a marker that is true only where a package's requires-python is met as well.
func pylockRequires(text, requires string) (string, error) {
	var all []string
	for part := range strings.SplitSeq(requires, ",") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		m := pylockSpecifier.FindStringSubmatch(part)
		if m == nil {
			return "", fmt.Errorf("requires-python has %q, which is not a version specifier as in >=3.12", part)
		}
		all = append(all, fmt.Sprintf("python_full_version %s '%s'", m[1], m[2]))
	}
	if len(all) == 0 {
		return text, nil
	}
	if _, err := marker.Parse(strings.Join(all, " and ")); err != nil {
		return "", fmt.Errorf("requires-python %q: %w", requires, err)
	}
	if text != "" {
		all = append([]string{"(" + text + ")"}, all...)
	}
	return strings.Join(all, " and "), nil
}
