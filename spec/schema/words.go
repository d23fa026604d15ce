package schema

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

// typeOf is what a value may be, in words.
func typeOf(d *document) string {
	var out []string
	for _, form := range d.forms() {
		if kind := kindOf(form); !slices.Contains(out, kind) {
			out = append(out, kind)
		}
	}
	return strings.Join(out, " or ")
}

func kindOf(d *document) string {
	switch {
	case d.Const != nil, len(d.Enum) > 0:
		return "word"
	case d.Type == "array":
		return "list"
	case d.Type == "object":
		return "mapping"
	case d.Type == "integer", d.Type == "number":
		return "number"
	case d.Type == "boolean":
		return "true or false"
	}
	return "text"
}

// describe are the lines for one form of a value.
func describe(d *document) []string {
	switch {
	case d.Const != nil && d.Description != "":
		return []string{fmt.Sprintf("`%v`: %s", d.Const, d.Description)}
	case d.Const != nil:
		return []string{fmt.Sprintf("`%v`", d.Const)}
	case len(d.Enum) > 0:
		var words []string
		for _, w := range d.Enum {
			words = append(words, fmt.Sprintf("`%v`", w))
		}
		return []string{strings.Join(words, ", ")}
	case d.Type == "array":
		return []string{"a list of: " + items(d.Items)}
	case d.Type == "object" && len(d.Properties) > 0:
		return []string{"a mapping of: " + names(d.Properties)}
	case d.Type == "object" && d.Title == "":
		return []string{"a mapping of names of your own to: " + items(d.AdditionalProperties.document)}
	case d.Type == "boolean":
		return []string{"`true`, `false`"}
	case d.Minimum != "" && d.Maximum != "" && d.Type == "integer":
		return []string{fmt.Sprintf("%s, %s to %s", d.Title, d.Minimum, d.Maximum)}
	}
	if d.Title == "" {
		return nil
	}
	return []string{d.Title}
}

// items are what a list holds, in one line.
func items(d *document) string {
	if d.Title != "" {
		return d.Title
	}
	var out []string
	for _, form := range d.forms() {
		out = append(out, describe(form)...)
	}
	return strings.Join(slices.Compact(out), "; ")
}

func names(ps properties) string {
	var out []string
	for _, p := range ps {
		out = append(out, "`"+p.name+"`")
	}
	return strings.Join(out, ", ")
}

// plain is text as YAML has it, in quotes where it would be something else without, in brackets or not.
func plain(s string) string {
	var read []any
	if err := yaml.Unmarshal([]byte("["+s+"]"), &read); err == nil && len(read) == 1 && read[0] == s {
		return s
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(s) // a string can always be written
	return strings.TrimSpace(out.String())
}

// members are those of a JSON object as YAML, in their order.
type members []string

// UnmarshalJSON implements json.Unmarshaler.
func (m *members) UnmarshalJSON(data []byte) error {
	decoder := json.NewDecoder(bytes.NewReader(data))
	if _, err := decoder.Token(); err != nil {
		return err
	}
	for decoder.More() {
		name, err := decoder.Token()
		if err != nil {
			return err
		}
		var value json.RawMessage
		if err := decoder.Decode(&value); err != nil {
			return err
		}
		*m = append(*m, plain(fmt.Sprint(name))+": "+flow(value))
	}
	return nil
}
