package pyproject

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// stringOrTable is a value that is a string, or the string that a table has under the key; empty: there is neither.
func (b *builder) stringOrTable(v any, key string, path ...string) string {
	if table, ok := v.(map[string]any); ok {
		v = table[key]
	}
	if v == nil {
		return ""
	}
	s, ok := v.(string)
	if !ok {
		b.fail(fmt.Sprintf("expected a string or {%s = \"…\"}", key), path...)
	}
	return s
}

// strings is a value that must be a list of strings; nil: there is none.
func (b *builder) strings(v any, path ...string) []string {
	if v == nil {
		return nil
	}
	list, ok := v.([]any)
	out := make([]string, 0, len(list))
	for _, item := range list {
		s, isString := item.(string)
		ok = ok && isString
		out = append(out, s)
	}
	if !ok {
		b.fail("expected a list of strings", path...)
	}
	return out
}

// fail keeps the first problem of a value whose type the decoder could not check.
func (b *builder) fail(message string, path ...string) {
	if b.err != nil {
		return
	}
	line, column := locate(b.data, path)
	b.err = &Error{Line: line, Column: column, Message: strings.Join(path, ".") + ": " + message}
}

// locate finds where a key is written; 0, 0: it is inside something inline.
func locate(data []byte, path []string) (line, column int) {
	var p unstable.Parser
	p.Reset(data)
	var table []string
	for p.NextExpression() {
		e := p.Expression()
		keys, at := keyOf(e, &p)
		switch e.Kind {
		case unstable.Table, unstable.ArrayTable:
			table = keys
			if slices.Equal(table, path) {
				return at.Line, at.Column
			}
		case unstable.KeyValue:
			full := slices.Concat(table, keys)
			if len(full) <= len(path) && slices.Equal(full, path[:len(full)]) {
				return at.Line, at.Column
			}
		}
	}
	return 0, 0
}

// keyOf is the dotted key of an expression and where it begins.
func keyOf(e *unstable.Node, p *unstable.Parser) (keys []string, at unstable.Position) {
	for it := e.Key(); it.Next(); {
		if keys == nil {
			at = p.Shape(it.Node().Raw).Start
		}
		keys = append(keys, string(it.Node().Data))
	}
	return keys, at
}
