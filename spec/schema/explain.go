package schema

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/spec"
)

var index = regexp.MustCompile(`\[\d*\]`)

// Explain is a text about one key, as in "healthcheck.http.port", "indexes[0].url" or "processes.worker.command". The error, for a
// key that does not exist, names the nearest that does.
func Explain(path string) (string, error) {
	key, err := find(path)
	if err != nil {
		return "", err
	}
	return key.Text(), nil
}

func find(path string) (Key, error) {
	keys, at := Keys(), Key{}
	words := strings.Split(index.ReplaceAllString(path, ""), ".")
	for i, word := range words {
		next, ok := step(keys, at.Path, word)
		if !ok {
			return Key{}, unknown(path, strings.Join(words[:i], "."), word, keys)
		}
		at, keys = next, next.Keys
	}
	return at, nil
}

// step is the key of that name among some. A name of one's own leads to the keys below it.
func step(keys []Key, parent, word string) (Key, bool) {
	for _, k := range keys {
		if k.Path == join(parent, word) {
			return k, true
		}
	}
	if len(keys) > 0 && strings.HasPrefix(keys[0].Path, parent+".NAME.") {
		return Key{Path: parent + ".NAME", Description: "A name of your own.", Type: "mapping", Keys: keys}, true
	}
	return Key{}, false
}

func unknown(path, parent, word string, keys []Key) error {
	var known []string
	for _, k := range keys {
		known = append(known, k.Path[strings.LastIndex(k.Path, ".")+1:])
	}
	switch near := spec.Nearest(word, known); {
	case near != "":
		return fmt.Errorf("%s is not a key; did you mean %s?", path, join(parent, near))
	case len(known) == 0:
		return fmt.Errorf("%s is not a key: %s has none under it", path, parent)
	case parent == "":
		return fmt.Errorf("%s is not a key; known are %s", path, strings.Join(known, ", "))
	}
	return fmt.Errorf("%s is not a key; %s has %s", path, parent, strings.Join(known, ", "))
}

// Text is what is known of a key, for a terminal.
func (k Key) Text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s)\n\n%s\n", k.Path, k.Type, wrapped(k.Description))
	if k.Required {
		b.WriteString("\nNeeded.\n")
	}
	if k.Default != "" {
		fmt.Fprintf(&b, "\nDefault: %s\n", k.Default)
	}
	block(&b, "Allowed", k.Allowed)
	var examples []string
	for _, e := range k.Examples {
		examples = append(examples, k.Path[strings.LastIndex(k.Path, ".")+1:]+": "+e)
	}
	block(&b, "Examples", examples)
	var keys []string
	for _, sub := range k.Keys {
		keys = append(keys, sub.Path)
	}
	block(&b, "Keys", keys)
	return strings.ReplaceAll(b.String(), "`", "")
}

func block(b *strings.Builder, title string, lines []string) {
	if len(lines) > 0 {
		fmt.Fprintf(b, "\n%s:\n  %s\n", title, strings.Join(slices.Compact(lines), "\n  "))
	}
}

// wrapped breaks a paragraph into lines of at most 90 characters.
func wrapped(s string) string {
	var out strings.Builder
	width := 0
	for _, word := range strings.Fields(s) {
		switch {
		case width == 0:
		case width+1+len(word) > 90:
			out.WriteByte('\n')
			width = 0
		default:
			out.WriteByte(' ')
			width++
		}
		out.WriteString(word)
		width += len(word)
	}
	return out.String()
}
