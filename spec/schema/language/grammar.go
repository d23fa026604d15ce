package language

import (
	"encoding/json"
	"fmt"

	"github.com/invopop/jsonschema"
)

// word is a value with what it means.
type word struct{ value, meaning string }

// words are the choice of one of a few.
func words(all ...word) []*jsonschema.Schema {
	var out []*jsonschema.Schema
	for _, w := range all {
		out = append(out, &jsonschema.Schema{Const: w.value, Description: w.meaning})
	}
	return out
}

// anyOf is one of several forms.
func anyOf(forms ...*jsonschema.Schema) *jsonschema.Schema { return &jsonschema.Schema{AnyOf: forms} }

// text is a string of one grammar, which the title names. Editors that know patternErrorMessage show it in the place of the pattern.
func text(title, pattern string) *jsonschema.Schema {
	out := &jsonschema.Schema{Type: "string", Title: title, Pattern: pattern}
	if title != "" {
		out.Extras = map[string]any{"patternErrorMessage": "expected: " + title}
	}
	return out
}

// template is text in which build arguments may stand instead.
func template(title, pattern string) *jsonschema.Schema { return text(title, "(?:"+pattern+`)|\$\{`) }

// inQuotes is the title of a number that is text.
const inQuotes = "the same in quotes"

// number is a whole number.
func number(title string, least, most int) *jsonschema.Schema {
	return &jsonschema.Schema{
		Type: "integer", Title: title, Minimum: json.Number(fmt.Sprint(least)), Maximum: json.Number(fmt.Sprint(most)),
	}
}

// list is a list of at least that many values.
func list(item *jsonschema.Schema, least uint64) *jsonschema.Schema {
	out := &jsonschema.Schema{Type: "array", Items: item}
	if least > 0 {
		out.MinItems = &least
	}
	return out
}

// free is a mapping with names of one's own.
func free(title string, name, value *jsonschema.Schema) *jsonschema.Schema {
	return &jsonschema.Schema{Type: "object", Title: title, PropertyNames: name, AdditionalProperties: value}
}

// scalar is any text, number, true or false.
func scalar() *jsonschema.Schema {
	out := anyOf(&jsonschema.Schema{Type: "string"}, &jsonschema.Schema{Type: "number"}, &jsonschema.Schema{Type: "boolean"})
	out.Title = "text"
	return out
}
