package scaffold

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

// plain are texts that need no quotes inside of brackets.
var plain = regexp.MustCompile(`^([A-Za-z_./-][\w./@%+=:()-]*|[0-9][\w.-]*)$`)

// flow is a list on one line.
func flow(words []string) string {
	out := make([]string, 0, len(words))
	for _, word := range words {
		out = append(out, scalar(word))
	}
	return "[" + strings.Join(out, ", ") + "]"
}

// scalar is a text as YAML has it, with quotes where it would be read as something else.
func scalar(text string) string {
	var read any
	err := yaml.Unmarshal([]byte(text), &read)
	if s, ok := read.(string); err == nil && ok && s == text && plain.MatchString(text) && !strings.HasSuffix(text, ":") {
		return text
	}
	quoted, err := json.Marshal(text)
	if err != nil {
		return text
	}
	return string(quoted)
}

func unique(names []string) []string {
	return slices.Compact(slices.Sorted(slices.Values(names)))
}
