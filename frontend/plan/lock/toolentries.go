package lock

import (
	"errors"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"
)

// tomlError is an error of the decoder with its position, and the key that it is about; nil: unknown.
func tomlError(err error) (*Error, toml.Key) {
	out := &Error{Message: strings.TrimPrefix(err.Error(), "toml: ")}
	var at *toml.DecodeError
	if !errors.As(err, &at) {
		return out, nil
	}
	out.Line, out.Column = at.Position()
	return out, at.Key()
}

// toolEntries are the lines on which the [[package]] tables of a valid TOML text begin.
func toolEntries(text string) []int { return tableLines(text, "package") }

// tableLines are the lines on which the tables of an array begin, as in [[name]], in a valid TOML text.
func tableLines(text, name string) []int {
	var p unstable.Parser
	p.Reset([]byte(text))
	var out []int
	line, counted := 1, 0 // the parser's own positions count from the beginning each time
	for p.NextExpression() {
		e := p.Expression()
		if e.Kind != unstable.ArrayTable {
			continue
		}
		if it := e.Key(); it.Next() && string(it.Node().Data) == name && it.IsLast() {
			at := int(it.Node().Raw.Offset)
			line, counted = line+strings.Count(text[counted:at], "\n"), at
			out = append(out, line)
		}
	}
	return out
}

// toolLine is the line of an entry; 0: it is not written as a table of its own.
func toolLine(lines []int, entry int) int {
	if entry >= len(lines) {
		return 0
	}
	return lines[entry]
}
