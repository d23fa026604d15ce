// Package pysource makes Python source searchable by patterns: what stands in strings and comments is taken out, and each logical
// line is one line. It does not parse: what it cannot tell, it leaves as it is.
package pysource

import "strings"

// Source is the text of a module. Code has the same length, so that an offset into one is an offset into the other: strings
// (but for their quotes) and comments are blank in it, and so are line breaks inside of brackets and strings, and after a
// backslash (https://docs.python.org/3/reference/lexical_analysis.html#line-structure). A pattern that begins a line of it with a word
// finds statements of the module itself, and those of no function.
type Source struct{ Text, Code string }

// New reads a module.
func New(text string) Source {
	s := scanner{text: text, code: []byte(text)}
	for s.at < len(text) {
		s.next()
	}
	return Source{text, string(s.code)}
}

type scanner struct {
	text  string
	code  []byte
	at    int
	depth int // of open brackets
}

// next passes one token, or one character.
func (s *scanner) next() {
	switch c := s.text[s.at]; c {
	case '#':
		end := strings.IndexByte(s.text[s.at:], '\n')
		if end < 0 {
			end = len(s.text) - s.at
		}
		s.blank(s.at + end)
		return
	case '"', '\'':
		s.quoted(c)
		return
	case '(', '[', '{':
		s.depth++
	case ')', ']', '}':
		s.depth = max(s.depth-1, 0)
	case '\r':
		s.code[s.at] = ' '
	case '\n':
		if s.depth > 0 {
			s.code[s.at] = ' '
		}
	case '\\':
		s.continued()
	}
	s.at++
}

// continued takes out a backslash that joins two lines, with its line break.
func (s *scanner) continued() {
	rest := strings.TrimPrefix(s.text[s.at+1:], "\r")
	if strings.HasPrefix(rest, "\n") {
		s.blank(len(s.text) - len(rest) + 1)
		s.at--
	}
}

// quoted passes a string, and blanks what is between its quotes.
func (s *scanner) quoted(quote byte) {
	mark := s.text[s.at : s.at+1]
	if triple := strings.Repeat(mark, 3); strings.HasPrefix(s.text[s.at:], triple) {
		mark = triple
	}
	s.at += len(mark)
	for s.at < len(s.text) {
		switch {
		case s.text[s.at] == '\\':
			s.blank(min(s.at+2, len(s.text)))
		case strings.HasPrefix(s.text[s.at:], mark):
			s.at += len(mark)
			return
		case s.text[s.at] == '\n' && mark == string(quote):
			return // a string that does not end: better to lose it than the rest of the file
		default:
			s.blank(s.at + 1)
		}
	}
}

// blank puts spaces up to an offset.
func (s *scanner) blank(end int) {
	for ; s.at < end; s.at++ {
		s.code[s.at] = ' '
	}
}

// String is the text of the string literal that is the first thing at or after an offset, past spaces and a prefix; false: there
// is something else, or it has escapes or values in it.
func (s Source) String(offset int) (string, bool) {
	rest := strings.TrimLeft(s.Text[offset:], " \t\r\n")
	rest = strings.TrimLeft(rest, "rRuU")
	if rest == "" || rest[0] != '"' && rest[0] != '\'' {
		return "", false
	}
	text, _, ok := strings.Cut(rest[1:], rest[:1])
	return text, ok && !strings.ContainsAny(text, "\\\n")
}

// Line is the number of the line that an offset is in, counted from 1.
func (s Source) Line(offset int) int { return 1 + strings.Count(s.Text[:offset], "\n") }
