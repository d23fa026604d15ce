package spec

import (
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// rangeOf is the stretch of text of a node. Brackets that close a list or mapping are not part of it: the tree has not kept
// their place.
func (d *document) rangeOf(n *yaml.Node) Range {
	start := d.clamp(Position{Line: n.Line, Column: n.Column})
	return Range{Start: start, End: d.endOf(n, start)}
}

// wholeLine is the range of a line's text.
func (d *document) wholeLine(line int) Range {
	start := d.clamp(Position{Line: line, Column: 1})
	return Range{Start: start, End: Position{Line: start.Line, Column: d.lineEnd(start.Line)}}
}

func (d *document) endOf(n *yaml.Node, start Position) Position {
	if len(n.Content) > 0 {
		last := n.Content[len(n.Content)-1]
		return later(start, d.rangeOf(last).End)
	}
	width := scalarWidth(n, d.rest(start))
	return d.clamp(Position{Line: start.Line, Column: start.Column + width})
}

// scalarWidth counts the code points that a node without children takes of the rest of its line.
func scalarWidth(n *yaml.Node, rest []rune) int {
	switch {
	case n.Kind == yaml.SequenceNode, n.Kind == yaml.MappingNode:
		return len("[]")
	case n.Kind == yaml.AliasNode:
		return utf8.RuneCountInString("*" + n.Value)
	case n.Style == yaml.DoubleQuotedStyle:
		return quotedWidth(rest, '"')
	case n.Style == yaml.SingleQuotedStyle:
		return quotedWidth(rest, '\'')
	}
	if width := utf8.RuneCountInString(n.Value); width <= len(rest) && string(rest[:width]) == n.Value {
		return width
	}
	return len(rest)
}

// quotedWidth counts the code points up to the closing quote, or all when it stands on a later line.
func quotedWidth(rest []rune, quote rune) int {
	for i := 1; i < len(rest); i++ {
		switch {
		case quote == '"' && rest[i] == '\\':
			i++
		case quote == '\'' && rest[i] == quote && i+1 < len(rest) && rest[i+1] == quote:
			i++
		case rest[i] == quote:
			return i + 1
		}
	}
	return len(rest)
}

// rest is the text of the line from a position on.
func (d *document) rest(p Position) []rune { return d.lines[p.Line-1][p.Column-1:] }

// clamp moves a position into the text. The library places an empty value at the end of the file one line too far.
func (d *document) clamp(p Position) Position {
	if p.Line > len(d.lines) {
		return Position{Line: len(d.lines), Column: d.lineEnd(len(d.lines))}
	}
	line := max(p.Line, 1)
	return Position{Line: line, Column: min(max(p.Column, 1), d.lineEnd(line))}
}

// lineEnd is the column after the line's last character.
func (d *document) lineEnd(line int) int { return len(d.lines[line-1]) + 1 }

func later(a, b Position) Position {
	if b.Line > a.Line || b.Line == a.Line && b.Column > a.Column {
		return b
	}
	return a
}

// parentPath is the path without its last segment: "a.b[0]" → "a.b" → "a" → "".
func parentPath(path string) string {
	return path[:max(strings.LastIndexAny(path, ".["), 0)]
}
