package spec

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

var yamlLine = regexp.MustCompile(`^line (\d+): `)

// failYAML reports the YAML library's complaint in words of ours. The library gives a line at most, and none for the first.
func (d *document) failYAML(err error, r *report) {
	line, message := splitYAMLError(err.Error())
	if tab := d.tabIndented(line); tab > 0 {
		r.fail(ruleTabIndentation, place{at: d.wholeLine(tab)}, "the line is indented by a tab, which YAML does not allow", "indent by spaces")
		return
	}
	summary, suggestion := plainYAML(message)
	r.fail(ruleNotYAML, place{at: d.wholeLine(line)}, summary, suggestion)
}

// splitYAMLError separates the line, 1 where there is none, from the message.
func splitYAMLError(s string) (int, string) {
	s = strings.TrimPrefix(s, "yaml: ")
	m := yamlLine.FindStringSubmatch(s)
	if m == nil {
		return 1, s
	}
	line, _ := strconv.Atoi(m[1])
	message := s[len(m[0]):]
	if fromParser(message) {
		line++ // the library counts the lines of these from 0, those of its scanner from 1
	}
	return line, message
}

// fromParser says whether a message comes from the library's parser, not from its scanner.
func fromParser(message string) bool {
	expected, ok := strings.CutPrefix(message, "did not find expected ")
	return ok && slices.ContainsFunc([]string{"key", "node content", "',' or", "'-' indicator", "<"}, func(what string) bool {
		return strings.HasPrefix(expected, what)
	})
}

// tabIndented is the first line at the complaint, or next to it, that a tab indents; 0: there is none.
func (d *document) tabIndented(line int) int {
	for n := max(line-1, 1); n <= min(line+1, len(d.lines)); n++ {
		text := string(d.lines[n-1])
		if strings.HasPrefix(strings.TrimLeft(text, " "), "\t") && strings.TrimSpace(text) != "" {
			return n
		}
	}
	return 0
}

// plainYAML is the library's message in plain words, and what to do about it.
func plainYAML(message string) (summary, suggestion string) {
	has := func(part string) bool { return strings.Contains(message, part) }
	switch {
	case has("mapping values are not allowed"):
		return `a ":" where no key may stand`, `put quotes around a value that contains ": ", and check the indentation`
	case has("did not find expected ',' or"):
		return "the bracket that opens here is not closed, or a comma is missing inside", "check the brackets"
	case has("did not find expected key"), has("did not find expected '-' indicator"):
		return "the mapping or list that begins here has a line that does not fit in", "align the keys of one mapping, and the dashes of one list"
	case has("could not find expected ':'"):
		return `a key without ":"`, `write "key: value"`
	case has("found character that cannot start any token"):
		return "a value begins with a character that YAML reserves", "put quotes around the value"
	case has("found unexpected end of stream"):
		return "the file ends inside quotes", "close the quotes"
	case has("unknown anchor"):
		return "an alias without its anchor: " + message, "put quotes around a value that begins with *"
	case has("did not find expected alphabetic or numeric character"):
		return "a value begins with * or &, which YAML reserves", "put quotes around the value"
	}
	return "not valid YAML: " + message, ""
}
