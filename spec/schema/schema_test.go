package schema

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/invopop/jsonschema"
	"github.com/org/pyapp-frontend/spec/schema/language"
	"gopkg.in/yaml.v3"
)

var update = flag.Bool("update", false, "write what is generated anew")

// TestSchema compares the schema with the types and comments that it is made from.
func TestSchema(t *testing.T) {
	current(t, "pyapp.schema.json", generated(t))
}

// current compares a generated file, or writes it anew.
func current(t *testing.T, name string, want []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, want, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	got, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is not current; run go test ./spec/schema -update", name)
	}
}

func generated(t *testing.T) []byte {
	t.Helper()
	// Without references: in draft-07 nothing counts that stands beside one, descriptions included.
	r := &jsonschema.Reflector{DoNotReference: true, Anonymous: true, RequiredFromJSONSchemaTags: true}
	if err := r.AddGoComments("github.com/org/pyapp-frontend/spec/schema", "./language", jsonschema.WithFullComment()); err != nil {
		t.Fatal(err)
	}
	withoutTypes(r.CommentMap)
	s := r.Reflect(language.Spec{})
	s.Version, s.Title = "http://json-schema.org/draft-07/schema#", "pyapp.yaml"
	s.Description = "What a Python image is made of, and what runs in it."
	finish(t, "", s)
	data, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return append(unescaped(data), '\n')
}

// withoutTypes leaves out the comments of types, which are for those who read the code.
func withoutTypes(comments map[string]string) {
	for key := range comments {
		if strings.Count(key[strings.LastIndex(key, "/"):], ".") == 1 {
			delete(comments, key)
		}
	}
}

// finish turns the lines of comments into what a schema has for them, at every level.
func finish(t *testing.T, path string, s *jsonschema.Schema) {
	t.Helper()
	if s == nil {
		return
	}
	if s.Properties != nil {
		for p := s.Properties.Oldest(); p != nil; p = p.Next() {
			at := strings.TrimPrefix(path+"."+p.Key, ".")
			comment(t, at, p.Value)
			finish(t, at, p.Value)
		}
	}
	for _, form := range s.AnyOf {
		finish(t, path, form)
	}
	finish(t, path, s.Items)
	finish(t, path, s.AdditionalProperties)
}

func comment(t *testing.T, path string, s *jsonschema.Schema) {
	t.Helper()
	if s.Description == "" {
		t.Errorf("%s has no comment", path)
	}
	var words []string
	def := ""
	for line := range strings.Lines(s.Description) {
		line = strings.TrimSpace(line)
		if value, ok := strings.CutPrefix(line, "Example: "); ok {
			addExample(s, decoded(t, value))
		} else if value, ok := strings.CutPrefix(line, "Default: "); ok {
			def = value
		} else {
			words = append(words, strings.Fields(line)...)
		}
	}
	s.Description = strings.Join(words, " ")
	if def != "" {
		s.Description += "\n\nDefault: " + def
		s.Default = literal(t, def)
	}
	if len(s.Examples) == 0 && s.Extras[moreExamples] == nil {
		t.Errorf("%s has no example", path)
	}
}

// addExample keeps mappings apart where there are other forms too: editors offer examples as values, and these without a name.
func addExample(s *jsonschema.Schema, value json.RawMessage) {
	if len(s.AnyOf) == 0 || s.Properties != nil || value[0] != '{' {
		s.Examples = append(s.Examples, value)
		return
	}
	if s.Extras == nil {
		s.Extras = map[string]any{}
	}
	more, _ := s.Extras[moreExamples].([]any)
	s.Extras[moreExamples] = append(more, value)
}

const moreExamples = "x-examples"

// literal is a default that is a value and not a description of one; nil: it is not.
func literal(t *testing.T, text string) any {
	t.Helper()
	if strings.HasPrefix(text, "{") || !strings.Contains(text, " ") && !strings.Contains(text, "`") && text != "none" {
		return decoded(t, text)
	}
	return nil
}

// decoded is a YAML value as JSON, with the keys of mappings in their order.
func decoded(t *testing.T, text string) json.RawMessage {
	t.Helper()
	var node yaml.Node
	if err := yaml.Unmarshal([]byte(text), &node); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return asJSON(t, node.Content[0])
}

func asJSON(t *testing.T, node *yaml.Node) json.RawMessage {
	t.Helper()
	var parts []string
	for i, child := range node.Content {
		part := string(asJSON(t, child))
		if node.Kind == yaml.MappingNode && i%2 == 1 {
			parts[len(parts)-1] += ":" + part
			continue
		}
		parts = append(parts, part)
	}
	switch node.Kind {
	case yaml.MappingNode:
		return json.RawMessage("{" + strings.Join(parts, ",") + "}")
	case yaml.SequenceNode:
		return json.RawMessage("[" + strings.Join(parts, ",") + "]")
	}
	var v any
	if err := node.Decode(&v); err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// unescaped writes what JSON may hold as it is.
func unescaped(data []byte) []byte {
	for _, c := range `<>&` {
		data = bytes.ReplaceAll(data, fmt.Appendf(nil, `\u%04x`, c), []byte(string(c)))
	}
	return data
}
