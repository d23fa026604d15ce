package marker

import (
	"regexp"
	"strings"
)

// maxDepth is how deep parentheses may be nested. Real markers have two or three levels.
const maxDepth = 100

// parser reads a marker from the left to the right, and keeps the first error. After one it goes nowhere.
type parser struct {
	text string
	at   int
	err  *SyntaxError
}

func (p *parser) fail(at int, message string) {
	if p.err == nil {
		p.err = &SyntaxError{Offset: at, Message: message}
	}
	p.at = len(p.text)
}

func (p *parser) space() {
	rest := strings.TrimLeft(p.text[p.at:], " \t")
	p.at = len(p.text) - len(rest)
}

// take goes past what the expression matches here, and says what that was; empty: it does not match.
func (p *parser) take(what *regexp.Regexp) string {
	p.space()
	found := what.FindString(p.text[p.at:])
	p.at += len(found)
	return found
}

var (
	orWord      = regexp.MustCompile(`^or\b`)
	andWord     = regexp.MustCompile(`^and\b`)
	opening     = regexp.MustCompile(`^\(`)
	closing     = regexp.MustCompile(`^\)`)
	operator    = regexp.MustCompile(`^(===|==|~=|!=|<=|>=|<|>|in\b|not[ \t]+in\b)`)
	singleQuote = regexp.MustCompile(`^'[^'\\\r\n]*'`)
	doubleQuote = regexp.MustCompile(`^"[^"\\\r\n]*"`)
	word        = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_.]*`)
)

// or is the weakest operator, as in Python.
func (p *parser) or(depth int) node {
	parts := []node{p.and(depth)}
	for p.take(orWord) != "" {
		parts = append(parts, p.and(depth))
	}
	p.space()
	return joined(true, parts)
}

func (p *parser) and(depth int) node {
	parts := []node{p.atom(depth)}
	for p.take(andWord) != "" {
		parts = append(parts, p.atom(depth))
	}
	return joined(false, parts)
}

func (p *parser) atom(depth int) node {
	p.space()
	start := p.at
	if p.take(opening) == "" {
		return p.comparison()
	}
	if depth == maxDepth {
		p.fail(start, "parentheses are nested too deeply")
		return list{}
	}
	inner := p.or(depth + 1)
	if p.take(closing) == "" {
		p.fail(start, "this parenthesis is not closed")
	}
	return inner
}

// comparison is `variable operator "value"`, or the same with its sides exchanged.
func (p *parser) comparison() node {
	p.space()
	start := p.at
	left := p.operand()
	p.space()
	if p.at == len(p.text) {
		p.fail(p.at, "the marker ends where a comparison should be")
		return list{}
	}
	op := p.take(operator)
	if op == "" {
		p.fail(p.at, "expected a comparison: one of <, <=, ==, !=, >=, >, ~=, ===, in, not in")
		return list{}
	}
	if strings.HasPrefix(op, "not") {
		op = "not in"
	}
	c := comparison{left: left, op: op, right: p.operand()}
	if message := c.problem(); message != "" {
		p.fail(start, message)
	}
	return c
}

// operand is a variable, or a string in quotes.
func (p *parser) operand() operand {
	for _, quoted := range []*regexp.Regexp{singleQuote, doubleQuote} {
		if s := p.take(quoted); s != "" {
			return operand{text: s[1 : len(s)-1]}
		}
	}
	start := p.at
	name := p.take(word)
	switch canonical, ok := variables[name]; {
	case ok:
		return operand{text: canonical, variable: true}
	case name != "":
		p.fail(start, name+" is not an environment marker")
	default:
		p.fail(start, "expected a variable, as in python_version, or a string in quotes")
	}
	return operand{}
}

// variables are all that PEP 508 and PEP 751 know, with the spellings that came before PEP 508.
var variables = map[string]string{
	"os_name": "os_name", "os.name": "os_name",
	"sys_platform": "sys_platform", "sys.platform": "sys_platform",
	"platform_machine": "platform_machine", "platform.machine": "platform_machine",
	"platform_version": "platform_version", "platform.version": "platform_version",
	"platform_python_implementation": "platform_python_implementation",
	"platform.python_implementation": "platform_python_implementation",
	"python_implementation":          "platform_python_implementation",
	"platform_release":               "platform_release",
	"platform_system":                "platform_system",
	"python_version":                 "python_version",
	"python_full_version":            "python_full_version",
	"implementation_name":            "implementation_name",
	"implementation_version":         "implementation_version",
	"extra":                          "extra",
	"extras":                         "extras",
	"dependency_groups":              "dependency_groups",
}
