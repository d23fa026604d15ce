package spec

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"gopkg.in/yaml.v3"
)

// reader takes values out of a document's tree and reports those of the wrong type.
type reader struct {
	report
	doc    *document
	ranges map[string]Range
}

// node is a value of the tree with the path that leads to it.
type node struct {
	path string
	yaml *yaml.Node // never an alias
}

// fields say how to read each key of a mapping.
type fields map[string]func(node)

func (r *reader) place(n node) place { return place{n.path, r.doc.rangeOf(n.yaml)} }

// wrongType reports what was expected and what was found.
func (r *reader) wrongType(n node, want string) {
	r.failf(ruleWrongType, r.place(n), "expected %s, found %s", want, describe(n.yaml))
}

// mapping reads a mapping whose keys are known.
func (r *reader) mapping(n node, want string, known fields) {
	for _, e := range r.entries(n, want) {
		read, ok := known[e.name]
		if !ok {
			r.unknownKey(e, known)
			continue
		}
		read(e.value)
	}
}

// member is one key of a mapping.
type member struct {
	name  string
	key   place
	value node
}

// entries are the members of a mapping, each with its range noted.
func (r *reader) entries(n node, want string) []member {
	if n.yaml.Kind != yaml.MappingNode {
		r.wrongType(n, want)
		return nil
	}
	var out []member
	for _, e := range entries(n.yaml) {
		if e.key.ShortTag() != "!!str" {
			continue // already reported
		}
		path := childPath(n.path, e.key.Value)
		at := r.doc.rangeOf(e.key)
		r.ranges[path] = Range{Start: at.Start, End: later(at.End, r.doc.rangeOf(e.value).End)}
		out = append(out, member{e.key.Value, place{path, at}, node{path, target(e.value)}})
	}
	return out
}

// childPath is the path of a mapping's key. Paths are shown: they hold no credentials, and nothing that a terminal obeys.
func childPath(parent, key string) string {
	key = visible(withoutUserinfo(key))
	if parent == "" {
		return key
	}
	return parent + "." + key
}

// visible is text with its control characters as YAML writes them between quotes.
func visible(text string) string {
	var out strings.Builder
	for _, c := range text {
		if unicode.IsControl(c) || unicode.Is(unicode.Bidi_Control, c) {
			out.WriteString(strings.Trim(strconv.QuoteRuneToASCII(c), "'"))
		} else {
			out.WriteRune(c)
		}
	}
	return out.String()
}

func itemPath(list string, i int) string { return fmt.Sprintf("%s[%d]", list, i) }

// unknownKey suggests the nearest of the keys that may stand here, or of others worth naming, else lists the former.
func (r *reader) unknownKey(m member, known fields) {
	names := slices.Sorted(maps.Keys(known))
	if name := nearestKey(m.name, names); name != "" {
		r.fail(ruleUnknownKey, m.key, "unknown key", fmt.Sprintf("did you mean %q?", name))
		return
	}
	r.fail(ruleUnknownKey, m.key, "unknown key", "allowed are "+strings.Join(names, ", "))
}

// text reads a scalar; nil when it is something else.
func (r *reader) text(n node, want string) *text {
	if n.yaml.Kind != yaml.ScalarNode || isNull(n.yaml) {
		r.wrongType(n, want)
		return nil
	}
	if i := strings.IndexFunc(n.yaml.Value, isControl); i >= 0 {
		r.fail(ruleControlCharacter, r.place(n), fmt.Sprintf("a value may not contain %s", nameControl(n.yaml.Value[i])), "remove it")
		return nil
	}
	return &text{r.place(n), n.yaml.Value}
}

// isControl counts tabs and line feeds out: an argument such as the script of `sh -c` may have several lines, and values
// with a grammar of their own have no place for either.
func isControl(c rune) bool { return unicode.IsControl(c) && c != '\t' && c != '\n' }

func nameControl(b byte) string {
	if b == 0 {
		return "NUL"
	}
	return "a control character"
}

// list reads a list of scalars; nil when it is something else.
func (r *reader) list(n node, want string) *list {
	if n.yaml.Kind != yaml.SequenceNode {
		r.fail(ruleWrongType, r.place(n), fmt.Sprintf("expected %s, found %s", want, describe(n.yaml)), asList(n.yaml))
		return nil
	}
	out := &list{place: r.place(n)}
	for i, item := range n.yaml.Content {
		path := itemPath(n.path, i)
		r.ranges[path] = r.doc.rangeOf(item)
		if t := r.text(node{path, target(item)}, "text"); t != nil {
			out.items = append(out.items, *t)
		}
	}
	return out
}

// each reads the items of a list of mappings.
func each[T any](r *reader, n node, want string, read func(node) T) []T {
	if n.yaml.Kind != yaml.SequenceNode {
		r.wrongType(n, want)
		return nil
	}
	var out []T
	for i, item := range n.yaml.Content {
		path := itemPath(n.path, i)
		r.ranges[path] = r.doc.rangeOf(item)
		out = append(out, read(node{path, target(item)}))
	}
	return out
}

// asList suggests the list of one that a lone scalar most probably means.
func asList(n *yaml.Node) string {
	if n.Kind != yaml.ScalarNode || isNull(n) || strings.ContainsFunc(n.Value, unicode.IsControl) {
		return ""
	}
	return "write [" + shorten(n.Value) + "]"
}

// pairs reads a mapping of free names to scalars.
func (r *reader) pairs(n node, want string) []pair {
	var out []pair
	for _, m := range r.entries(n, want) {
		if value := r.text(m.value, "text"); value != nil {
			out = append(out, pair{text{m.key, m.name}, *value})
		}
	}
	return out
}

// intoText, intoList and intoPairs make the readers of a mapping's simple keys.
func (r *reader) intoText(to **text, want string) func(node) {
	return func(n node) { *to = r.text(n, want) }
}

// intoVersion reads the text 3.10 as it is written, and warns that others do not.
func (r *reader) intoVersion(to **text, want string) func(node) {
	return func(n node) {
		if *to = r.text(n, want); *to != nil && n.yaml.ShortTag() == "!!float" {
			r.warn(ruleUnquotedVersion, r.place(n), fmt.Sprintf("without quotes, %s is a number to other programs that read this file, "+
				"and the numbers 3.10 and 3.1 are the same", n.yaml.Value), fmt.Sprintf("write `%s: %q`", n.path, n.yaml.Value))
		}
	}
}

func (r *reader) intoList(to **list, want string) func(node) {
	return func(n node) { *to = r.list(n, want) }
}

func (r *reader) intoPairs(to *[]pair, want string) func(node) {
	return func(n node) { *to = r.pairs(n, want) }
}
