package lock

import (
	"regexp"
	"slices"
	"strings"
)

// reqMarkerNames are the variables of environment markers (PEP 508), with what older tools call them.
var reqMarkerNames = map[string]string{
	"python_version": "", "python_full_version": "", "os_name": "", "sys_platform": "", "platform_release": "",
	"platform_system": "", "platform_version": "", "platform_machine": "", "platform_python_implementation": "",
	"implementation_name": "", "implementation_version": "", "extra": "",
	"os.name": "os_name", "sys.platform": "sys_platform", "platform.version": "platform_version",
	"platform.machine": "platform_machine", "platform.python_implementation": "platform_python_implementation",
	"python_implementation": "platform_python_implementation",
}

var (
	reqMarkerToken = regexp.MustCompile(`^[ \t]*('[^']*'|"[^"]*"|[()]|===|==|~=|!=|<=|>=|<|>|[A-Za-z_.]+)`)
	reqMarkerSigns = []string{"===", "==", "~=", "!=", "<=", ">=", "<", ">", "in"}
)

// reqMarkerText is a marker on its way into its canonical form.
type reqMarkerText struct {
	rest []string // tokens
	out  strings.Builder
}

// reqMarker checks the grammar of a marker and writes it with single spaces, double quotes and today's names.
func reqMarker(text string) (string, error) {
	tokens, ok := reqMarkerTokens(text)
	if ok && len(tokens) == 0 {
		return "", nil
	}
	m := &reqMarkerText{rest: tokens}
	if !ok || !m.expression() {
		return "", reqError(`write it as in: name ; python_version < "3.12"`, "%q is not an environment marker", strings.TrimSpace(text))
	}
	return m.out.String(), nil
}

func reqMarkerTokens(text string) (tokens []string, ok bool) {
	for {
		m := reqMarkerToken.FindStringSubmatch(text)
		if m == nil {
			return tokens, strings.TrimSpace(text) == ""
		}
		tokens, text = append(tokens, m[1]), text[len(m[0]):]
	}
}

// expression takes comparisons with "and", "or" and parentheses between.
func (m *reqMarkerText) expression() bool {
	for depth := 0; ; {
		for m.take("", "(") {
			depth++
		}
		if !m.comparison() {
			return false
		}
		for depth > 0 && m.take("", ")") {
			depth--
		}
		if len(m.rest) == 0 {
			return depth == 0
		}
		if !m.take(" ", "and", "or") {
			return false
		}
		m.out.WriteString(" ")
	}
}

func (m *reqMarkerText) comparison() bool {
	return m.operand("") && (m.take(" ", reqMarkerSigns...) || m.take(" ", "not") && m.take(" ", "in")) && m.operand(" ")
}

// operand takes a variable or a string. Strings have no escapes: no backslash gets here.
func (m *reqMarkerText) operand(space string) bool {
	if len(m.rest) == 0 {
		return false
	}
	token := m.rest[0]
	today, known := reqMarkerNames[token]
	if today != "" {
		m.rest[0] = today
	}
	quoted := strings.ContainsAny(token[:1], `'"`)
	if quoted && !strings.Contains(token, `"`) {
		m.rest[0] = `"` + strings.Trim(token, "'") + `"`
	}
	return (known || quoted) && m.take(space, m.rest[0])
}

// take writes the next token, after some space, if it is one of these.
func (m *reqMarkerText) take(space string, tokens ...string) bool {
	if len(m.rest) == 0 || !slices.Contains(tokens, m.rest[0]) {
		return false
	}
	m.out.WriteString(space + m.rest[0])
	m.rest = m.rest[1:]
	return true
}
