package schema

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestReference compares docs/reference/spec.md with what the schema is made from.
func TestReference(t *testing.T) {
	current(t, "../../docs/reference/spec.md", []byte(reference(keysOf("", parse(generated(t))))))
}

const preamble = `<!-- Generated from spec/schema/language: change the comments there and run "go test ./spec/schema -update". -->
# The keys of pyapp.yaml

Every key, with its default. For text in a terminal there is ` + "`pyapp explain KEY`" + `, for editors a [JSON Schema](../how-to/editor.md).

- The first line is ` + "`# syntax=`" + ` and the reference of the frontend. A key that is not listed here is an error, but for those at the
  top that begin with ` + "`x-`" + `, which are a place for YAML anchors.
- A scalar counts as its text, so that ` + "`3.10`" + ` is Python 3.10 and ` + "`WORKERS: 4`" + ` needs no quotes.
- Where build arguments may stand, ` + "`${NAME}`" + ` is one, ` + "`${NAME:-default}`" + ` one with a default, and ` + "`$$`" + ` is a plain ` + "`$`" + `. Elsewhere a ` + "`$`" + ` belongs to the
  program that reads it.
- Durations are Compose's: ` + "`30s`, `1m30s`, `500ms`" + `.
- What the command line says wins over the file, the file over ` + "`pyproject.toml`" + `, that over the default.

`

// reference is a page with a table of all keys at the top, and a section for each.
func reference(keys []Key) string {
	var b strings.Builder
	b.WriteString(preamble)
	b.WriteString("| key | what it says | default |\n|---|---|---|\n")
	for _, k := range keys {
		first, _, _ := strings.Cut(k.Description, ". ")
		fmt.Fprintf(&b, "| [`%s`](#%s) | %s | %s |\n", k.Path, k.Path, cell(strings.TrimSuffix(first, ".")), cell(k.Default))
	}
	for _, k := range keys {
		section(&b, k)
	}
	return b.String()
}

func section(b *strings.Builder, k Key) {
	fmt.Fprintf(b, "\n## %s\n\n%s\n\n", k.Path, k.Description)
	if k.Default != "" {
		fmt.Fprintf(b, "Default: %s\n\n", k.Default)
	}
	for _, line := range allowed(k) {
		fmt.Fprintf(b, "- %s\n", line)
	}
	b.WriteString("\n```yaml\n")
	for i, e := range k.Examples {
		if i > 0 {
			b.WriteString("# or\n")
		}
		fmt.Fprintf(b, "%s: %s\n", k.Path, e)
	}
	b.WriteString("```\n")
	if len(k.Keys) > 0 {
		b.WriteString("\n| key | what it says | allowed | default | example |\n|---|---|---|---|---|\n")
		rows(b, k.Path+".", k.Keys)
	}
}

// rows are the keys of a mapping, those below them included. What has a section of its own is described there.
func rows(b *strings.Builder, parent string, keys []Key) {
	for _, k := range keys {
		def := k.Default
		if k.Required {
			def = "needed"
		}
		forms, below := cell(strings.Join(allowed(k), "; ")), k.Keys
		if name := k.Path[strings.LastIndex(k.Path, ".")+1:]; name == "healthcheck" || name == "stop-signal" {
			forms, below = fmt.Sprintf("as [`%s`](#%s)", name, name), nil
		}
		fmt.Fprintf(b, "| `%s` | %s | %s | %s | %s |\n", strings.TrimPrefix(k.Path, parent), cell(k.Description), forms,
			cell(def), cell("`"+strings.Join(k.Examples, "`, `")+"`"))
		rows(b, parent, below)
	}
}

// allowed are the forms of a value, without the list of keys, which follows.
func allowed(k Key) []string {
	out := slices.Clone(k.Allowed)
	for i, line := range out {
		if strings.HasPrefix(line, "a mapping of: ") {
			out[i] = "a mapping"
		}
		if strings.HasPrefix(line, "a list of: a mapping of") {
			out[i] = "a list of mappings"
		}
	}
	return slices.Compact(out)
}

// cell keeps a text from ending a cell of a table.
func cell(s string) string { return strings.ReplaceAll(s, "|", `\|`) }
