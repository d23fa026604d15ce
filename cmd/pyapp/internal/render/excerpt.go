package render

import (
	"slices"
	"strings"
	"unicode"

	"github.com/org/pyapp-frontend/spec"
	"golang.org/x/text/width"
)

// tabStop is how wide a tab is shown.
const tabStop = 4

// split cuts a text into its lines, whichever way they end, without a byte order mark.
func split(source []byte) []string {
	if source == nil {
		return nil
	}
	text := strings.ReplaceAll(strings.TrimPrefix(string(source), "\ufeff"), "\r\n", "\n")
	return strings.Split(strings.TrimSuffix(text, "\n"), "\n")
}

// excerpt is a line as it is shown, how many columns of the terminal lie before what is wrong in it, and how many it takes, at
// least one. A range that goes on in the next line is shown to the end of its first.
func excerpt(line string, r spec.Range) (text string, before, carets int) {
	from, to := r.Start.Column, r.End.Column
	switch {
	case from < 1: // the whole line
		from, to = 1+len(line)-len(strings.TrimLeft(line, " \t")), len([]rune(line))+1
	case r.End.Line > r.Start.Line:
		to = len([]rune(line)) + 1
	}
	shownLine, from, to := window([]rune(line), from, to)
	var out strings.Builder
	column, start, end := 0, -1, -1
	for i, c := range shownLine {
		if i+1 == from {
			start = column
		}
		if i+1 == to {
			end = column
		}
		shown := show(c, column)
		out.WriteString(shown)
		column += columns(shown)
	}
	if start < 0 {
		start = column
	}
	if end < 0 {
		end = column
	}
	return strings.TrimRight(out.String(), " "), start, max(end-start, 1)
}

// widest is how many characters of a line are shown, and lead how many of them stand before what is wrong in one that is longer.
const (
	widest = 240
	lead   = 60
)

// window is the part of a line that is shown, and where in it the range is. What is left out has an ellipsis in its place.
func window(line []rune, from, to int) (text []rune, start, end int) {
	if len(line) <= widest {
		return line, from, to
	}
	skip := min(max(from-1-lead, 0), len(line)-widest)
	text = slices.Clone(line[skip : skip+widest])
	if skip > 0 {
		text[0] = '…'
	}
	if skip+widest < len(line) {
		text[widest-1] = '…'
	}
	return text, from - skip, min(to-skip, widest+1)
}

// show is a character as a terminal can show it: no character may move its cursor or change its colours.
func show(c rune, column int) string {
	switch {
	case c == '\t':
		return strings.Repeat(" ", tabStop-column%tabStop)
	case unicode.IsControl(c), unicode.Is(unicode.Bidi_Control, c):
		return "\ufffd"
	}
	return string(c)
}

// columns is the width of text in a terminal: characters of East Asia take two columns (UAX #11), marks that join the one before
// them take none.
func columns(text string) int {
	n := 0
	for _, c := range text {
		switch kind := width.LookupRune(c).Kind(); {
		case unicode.In(c, unicode.Mn, unicode.Me, unicode.Cf):
		case kind == width.EastAsianWide, kind == width.EastAsianFullwidth:
			n += 2
		default:
			n++
		}
	}
	return n
}

// clean is text without characters that a terminal would obey.
func clean(text string) string {
	return strings.Map(func(c rune) rune {
		if c != '\n' && unicode.IsControl(c) || unicode.Is(unicode.Bidi_Control, c) {
			return '\ufffd'
		}
		return c
	}, text)
}
