package schema

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Key is what is known of one key of the language.
type Key struct {
	Path        string   // as in "healthcheck.http.port"; the names of one's own are NAME, as in "processes.NAME.command"
	Description string   // in sentences, without Default
	Default     string   // what holds where the key is left out, in words or as YAML; empty: the key has to be there, or nothing does
	Required    bool     // the mapping that it is in needs it
	Type        string   // what it takes, in words, as in "text or list"
	Allowed     []string // the forms that its value may have, each as in "slim: the official image on Debian"
	Examples    []string // values, as YAML on one line
	Keys        []Key    // of the mapping that it may be, or of each mapping of a list
}

// Keys are all keys at the top of a file, in the order of the reference.
func Keys() []Key { return keysOf("", parse(text)) }

// keysOf are the keys of a mapping.
func keysOf(parent string, d *document) []Key {
	var out []Key
	for _, p := range d.Properties {
		out = append(out, keyOf(join(parent, p.name), p.value, slices.Contains(d.Required, p.name)))
	}
	return out
}

func keyOf(path string, d *document, required bool) Key {
	k := Key{Path: path, Required: required, Type: typeOf(d)}
	k.Description, k.Default, _ = strings.Cut(d.Description, "\n\nDefault: ")
	for _, form := range d.forms() {
		k.Allowed = append(k.Allowed, describe(form)...)
		k.Keys = append(k.Keys, keysUnder(path, form)...)
	}
	for _, e := range slices.Concat(d.Examples, d.MoreExamples) {
		k.Examples = append(k.Examples, flow(e))
	}
	return k
}

// keysUnder are the keys of the mappings that a form leads to: itself, the items of a list, the values under names of one's own.
func keysUnder(path string, form *document) []Key {
	switch {
	case len(form.Properties) > 0:
		return keysOf(path, form)
	case form.Items != nil:
		return keysOf(path, form.Items)
	case form.AdditionalProperties != nil && form.AdditionalProperties.document != nil:
		return keysOf(join(path, "NAME"), form.AdditionalProperties.document)
	}
	return nil
}

func join(parent, name string) string {
	if parent == "" {
		return name
	}
	return parent + "." + name
}

// flow is a value as YAML that has room in one line: JSON is, and what needs no quotes has none.
func flow(value json.RawMessage) string {
	var v any
	decoder := json.NewDecoder(bytes.NewReader(value))
	decoder.UseNumber()
	if err := decoder.Decode(&v); err != nil {
		return string(value)
	}
	return yamlFlow(v, value)
}

func yamlFlow(v any, raw json.RawMessage) string {
	switch v := v.(type) {
	case string:
		return plain(v)
	case []any:
		var items []json.RawMessage
		_ = json.Unmarshal(raw, &items)
		var out []string
		for _, item := range items {
			out = append(out, flow(item))
		}
		return "[" + strings.Join(out, ", ") + "]"
	case map[string]any:
		var members members
		_ = json.Unmarshal(raw, &members)
		return "{" + strings.Join(members, ", ") + "}"
	}
	return fmt.Sprint(v)
}
