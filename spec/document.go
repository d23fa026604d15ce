package spec

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// maxFileSize is in bytes. A file that people write stays far below.
const maxFileSize = 1 << 20

// document is the text of a file with its YAML tree.
type document struct {
	lines [][]rune // without their line breaks; positions count code points
	root  *yaml.Node
}

// readDocument turns text into a tree that is safe to walk: of bounded size and depth, without cycles, doubled keys or tags.
func readDocument(data []byte, r *report) *document {
	text := string(bytes.TrimPrefix(data, []byte("\ufeff")))
	doc := &document{lines: splitLines(text)}
	if !doc.checkText(text, r) {
		return nil
	}
	if doc.root = doc.parseTree(text, r); doc.root == nil {
		return nil
	}
	if !doc.checkShape(r) {
		return nil
	}
	doc.checkNodes(doc.root, "", r)
	return doc
}

func splitLines(text string) [][]rune {
	var lines [][]rune
	for line := range strings.SplitSeq(text, "\n") {
		lines = append(lines, []rune(strings.TrimSuffix(line, "\r")))
	}
	return lines
}

// checkText refuses what is not plain text. YAML 1.1 counts a lone CR, NEL, LS and PS as line breaks, editors and BuildKit's
// source maps do not, so that every position after one would be wrong.
func (d *document) checkText(text string, r *report) bool {
	if len(text) > maxFileSize {
		r.failf(ruleTooLarge, place{at: firstLine()}, "the file has %d bytes, more than the %d (1 MiB) allowed", len(text), maxFileSize)
		return false
	}
	for i, c := range text {
		rule, what := "", ""
		switch {
		case c == utf8.RuneError && !strings.HasPrefix(text[i:], "\uFFFD"):
			rule, what = ruleNotUTF8, "the file is not UTF-8 text: byte 0x%02X is not valid here"
			c = rune(text[i])
		case c == '\r' && !strings.HasPrefix(text[i:], "\r\n"), c == '\u0085', c == '\u2028', c == '\u2029':
			rule, what = ruleLineBreak, "a line break of an unusual kind (U+%04X): lines must end in LF or CR LF"
		case unicode.IsControl(c) && c != '\t' && c != '\n' && c != '\r':
			rule, what = ruleControlCharacter, "a control character (U+%04X) is not allowed; remove it"
		}
		if rule != "" {
			r.failf(rule, place{at: pointAt(text, i)}, what, c)
			return false
		}
	}
	return true
}

// pointAt is the position of the byte at offset.
func pointAt(text string, offset int) Range {
	before := text[:offset]
	line := strings.Count(before, "\n") + 1
	start := strings.LastIndex(before, "\n") + 1
	at := Position{Line: line, Column: utf8.RuneCountInString(before[start:]) + 1}
	return Range{Start: at, End: at}
}

// parseTree is the file's one document, a mapping; nil when it is something else.
func (d *document) parseTree(text string, r *report) *yaml.Node {
	decoder := yaml.NewDecoder(strings.NewReader(text))
	var first, second yaml.Node
	err := decoder.Decode(&first)
	if errors.Is(err, io.EOF) || err == nil && isNull(first.Content[0]) {
		r.fail(ruleEmptyFile, place{at: firstLine()}, "the file is empty", `start with "entrypoint: [python, main.py]"`)
		return nil
	}
	if err != nil {
		d.failYAML(err, r)
		return nil
	}
	if err := decoder.Decode(&second); !errors.Is(err, io.EOF) {
		r.fail(ruleSeveralDocuments, place{at: d.secondStart(&second)}, "the file holds more than one YAML document", `remove what follows "---"`)
		return nil
	}
	root := first.Content[0]
	if root.Kind != yaml.MappingNode {
		r.failf(ruleNotAMapping, place{at: d.rangeOf(root)}, "expected keys and values, as in \"entrypoint: [python, main.py]\", found %s", describe(root))
		return nil
	}
	return root
}

// secondStart is where the second document begins, or the last line where it does not even parse.
func (d *document) secondStart(n *yaml.Node) Range {
	if n.Line > 0 {
		return d.rangeOf(n)
	}
	return d.wholeLine(len(d.lines))
}

// isNull says whether a node is YAML's null, an absent value included.
func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.ShortTag() == "!!null" }

// describe names the kind of a node to a reader of the file.
func describe(n *yaml.Node) string {
	switch n = target(n); n.Kind {
	case yaml.SequenceNode:
		return "a list"
	case yaml.MappingNode:
		return "a mapping"
	}
	switch n.ShortTag() {
	case "!!null":
		return "nothing"
	case "!!int", "!!float":
		return "the number " + n.Value
	case "!!bool":
		return n.Value
	}
	return fmt.Sprintf("the text %q", shorten(n.Value))
}

// shorten keeps messages on one line of a terminal, and the credentials of URLs out of them.
func shorten(s string) string {
	const most = 40
	s = withoutUserinfo(s)
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most]) + "…"
}

// target is the node itself, or what an alias stands for.
func target(n *yaml.Node) *yaml.Node {
	for n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	return n
}
