package schema

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// document is what is read of a JSON Schema.
type document struct {
	Title, Description, Type string
	Default                  any
	Examples                 []json.RawMessage
	MoreExamples             []json.RawMessage `json:"x-examples"` // mappings, where there are other forms
	Enum                     []any
	Const                    any
	AnyOf                    []*document
	Items                    *document
	Properties               properties
	AdditionalProperties     *either
	Required                 []string
	Minimum, Maximum         json.Number
}

// either is a schema, or true or false, which is none.
type either struct{ *document }

// UnmarshalJSON implements json.Unmarshaler.
func (e *either) UnmarshalJSON(data []byte) error {
	if data[0] != '{' {
		return nil
	}
	return json.Unmarshal(data, &e.document)
}

// properties are the keys of a mapping in the order of the schema.
type properties []property

type property struct {
	name  string
	value *document
}

// UnmarshalJSON implements json.Unmarshaler.
func (p *properties) UnmarshalJSON(data []byte) error {
	decoder := json.NewDecoder(bytes.NewReader(data))
	if _, err := decoder.Token(); err != nil {
		return err
	}
	for decoder.More() {
		name, err := decoder.Token()
		if err != nil {
			return err
		}
		value := &document{}
		if err := decoder.Decode(value); err != nil {
			return err
		}
		*p = append(*p, property{fmt.Sprint(name), value})
	}
	return nil
}

// parse reads a schema. This release's is compiled in, so that an error is a slip of the programmer.
func parse(text []byte) *document {
	var d document
	if err := json.Unmarshal(text, &d); err != nil {
		panic("schema: " + err.Error())
	}
	return &d
}

// forms are the forms that a value may have, one for a key that has one. What a mapping has any of are keys that it needs.
func (d *document) forms() []*document {
	if len(d.AnyOf) == 0 || len(d.Properties) > 0 {
		return []*document{d}
	}
	return d.AnyOf
}
