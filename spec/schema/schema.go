// Package schema describes the language of pyapp.yaml: as a JSON Schema for editors, and key by key for people. Both come from the
// Go types and comments of package language.
package schema

import _ "embed"

//go:generate go test -run TestSchema -update

//go:embed pyapp.schema.json
var text []byte

// JSON is the JSON Schema of pyapp.yaml (draft-07, the newest that editors support throughout), as a text with a line feed at its end.
func JSON() []byte { return append([]byte(nil), text...) }
