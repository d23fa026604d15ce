package marker

import "strings"

// never is the text of what is never true. The grammar has no word for it; no Python is as old as that.
const never = `python_version < "0"`

// String is the marker in its canonical form: today's names, single spaces, double quotes unless the string has one in it,
// no parentheses that can be left out, and nothing twice. It is empty if the marker is always true, and means the same as
// the marker when it is read again.
func (m *Marker) String() string { return m.node().text() }

func (l list) text() string {
	if l.or && len(l.parts) == 0 {
		return never
	}
	return l.written
}

// write is the text of a list with parts.
func (l list) write() string {
	texts := make([]string, len(l.parts))
	for i, part := range l.parts {
		texts[i] = part.text()
		if _, nested := part.(list); nested && !l.or {
			texts[i] = "(" + texts[i] + ")"
		}
	}
	if l.or {
		return strings.Join(texts, " or ")
	}
	return strings.Join(texts, " and ")
}

func (c comparison) text() string {
	return c.left.String() + " " + c.op + " " + c.right.String()
}

// String is the name or the string as it is written. There are no escapes, so that a string has one kind of quotes at most.
func (o operand) String() string {
	switch {
	case o.variable:
		return o.text
	case strings.Contains(o.text, `"`):
		return "'" + o.text + "'"
	}
	return `"` + o.text + `"`
}
