package lock

import (
	"errors"
	"regexp"
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/spec/pyproject"
)

// parseToolMarker reads a marker and resolves `extra` by the extras that were chosen. Poetry writes what is never true as
// "<empty>", and what always is as "*".
func parseToolMarker(text string, extras []string) (toolMarker, error) {
	switch strings.TrimSpace(text) {
	case "", "*":
		return toolMarker{kind: markerAlways}, nil
	case "<empty>":
		return toolMarker{kind: markerNever}, nil
	}
	p := &markerParser{tokens: markerToken.FindAllString(text, -1), extras: extras}
	if strings.TrimSpace(markerToken.ReplaceAllString(text, "")) != "" {
		return toolMarker{}, errToolMarker
	}
	out := p.list(markerOr, 0)
	if p.failed || len(p.tokens) > 0 {
		return toolMarker{}, errToolMarker
	}
	return out, nil
}

// marker is the marker that is true where one of the texts is, for the extras that were chosen; false: nowhere.
func (f toolFile) marker(p Package, texts, extras []string) (string, bool, error) {
	var parts []toolMarker
	for _, text := range texts {
		part, err := parseToolMarker(text, extras)
		if err != nil {
			return "", false, f.fail(p.Line, "has for %s a marker that is none: %s", p.Name, text)
		}
		parts = append(parts, part)
	}
	out := toolJoined(markerOr, parts)
	return out.String(), out.kind != markerNever, nil
}

var errToolMarker = errors.New("not an environment marker")

var markerToken = regexp.MustCompile(`\(|\)|"[^"]*"|'[^']*'|[A-Za-z_][A-Za-z0-9_.]*|[<>=!~]+`)

// markerParser reads tokens from the left to the right.
type markerParser struct {
	tokens []string
	extras []string
	failed bool
}

// next takes a token; empty: there is none.
func (p *markerParser) next() string {
	if len(p.tokens) == 0 {
		return ""
	}
	token := p.tokens[0]
	p.tokens = p.tokens[1:]
	return token
}

// accept takes the token if it is the one.
func (p *markerParser) accept(token string) bool {
	if len(p.tokens) == 0 || p.tokens[0] != token {
		return false
	}
	p.next()
	return true
}

const deepestMarker = 100 // nested parentheses; real markers have two or three levels

// list reads parts that "or" connects, or within them those that "and" does.
func (p *markerParser) list(kind markerKind, depth int) toolMarker {
	word, part := "or", func() toolMarker { return p.list(markerAnd, depth) }
	if kind == markerAnd {
		word, part = "and", func() toolMarker { return p.operand(depth) }
	}
	parts := []toolMarker{part()}
	for p.accept(word) {
		parts = append(parts, part())
	}
	return toolJoined(kind, parts)
}

func (p *markerParser) operand(depth int) toolMarker {
	if !p.accept("(") {
		return p.comparison()
	}
	if depth == deepestMarker {
		p.failed, p.tokens = true, nil
		return toolMarker{}
	}
	inner := p.list(markerOr, depth+1)
	p.failed = p.failed || !p.accept(")")
	return inner
}

func (p *markerParser) comparison() toolMarker {
	left, operator := p.next(), p.next()
	if operator == "not" {
		operator += " " + p.next()
	}
	right := p.next()
	if !toolOperand(left) || !toolOperand(right) || !slices.Contains(toolOperators(), operator) {
		p.failed = true
		return toolMarker{}
	}
	switch "extra" {
	case left:
		return p.extra(operator, right)
	case right:
		return p.extra(operator, left)
	}
	return toolMarker{kind: markerComparison, text: left + " " + operator + " " + right}
}

// toolOperators compare a variable with a text (PEP 508).
func toolOperators() []string {
	return []string{"<", "<=", "!=", "==", ">=", ">", "~=", "===", "in", "not in"}
}

// toolOperand says whether a token is a variable or a string.
func toolOperand(token string) bool {
	return token != "" && !strings.ContainsAny(token[:1], "()<>=!~") &&
		!slices.Contains([]string{"and", "or", "not", "in"}, token)
}

// extra is a comparison of `extra` with a name.
func (p *markerParser) extra(operator, name string) toolMarker {
	chosen := slices.Contains(p.extras, pyproject.NormalizeName(strings.Trim(name, `"'`)))
	switch operator {
	case "==":
	case "!=":
		chosen = !chosen
	default:
		p.failed = true
	}
	if chosen {
		return toolMarker{kind: markerAlways}
	}
	return toolMarker{kind: markerNever}
}
