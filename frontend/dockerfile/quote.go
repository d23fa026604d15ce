package dockerfile

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
)

// A Dockerfile reads its words in several ways, and each way below writes a word so that it is read back as it is: nothing in
// it is run by a shell, expanded or split. What no way can write is refused by [Check].

// plain are words that mean themselves wherever they stand.
var plain = regexp.MustCompile(`^[A-Za-z0-9_./:@%+,-]+$`)

// quoted is a word of ENV, LABEL, WORKDIR and the like, which are split into words and then expanded.
func quoted(word string) string {
	if plain.MatchString(word) {
		return word
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, `$`, `\$`).Replace(word) + `"`
}

// shell is one word of a command that a shell runs.
func shell(word string) string {
	if plain.MatchString(word) {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}

// flagValue is the value of a flag, which is split off but not expanded. It must be ASCII: flags are read byte by byte.
func flagValue(value string) string {
	if !strings.ContainsAny(value, " \t\\'\"") {
		return value
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(value) + `"`
}

// exec is a command, or a list of values, that no shell sees and nothing expands: the exec form.
func exec(words ...string) string {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	for i, word := range words {
		out.WriteString([]string{"[", ", "}[min(i, 1)])
		_ = enc.Encode(word) // a string can always be encoded
		out.Truncate(out.Len() - 1)
	}
	if len(words) == 0 {
		out.WriteString("[")
	}
	return out.String() + "]"
}

// expanded is a list of values in the exec form, where the instruction expands each: VOLUME, and the paths of COPY.
func expanded(words ...string) string {
	escaped := make([]string, len(words))
	for i, word := range words {
		escaped[i] = strings.NewReplacer(`\`, `\\`, `"`, `\"`, `'`, `\'`, `$`, `\$`).Replace(word)
	}
	return exec(escaped...)
}

// paths are the source and destination of COPY, of which the sources are names and no patterns.
func paths(sources []string, dest string) string {
	words := make([]string, 0, len(sources)+1)
	for _, s := range sources {
		words = append(words, strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(s))
	}
	words = append(words, dest)
	for _, word := range words {
		if !plain.MatchString(word) {
			return expanded(words...)
		}
	}
	return strings.Join(words, " ")
}

// delimiter ends a text that no line of which is the delimiter.
func delimiter(text string) string {
	end := "EOF"
	for strings.Contains("\n"+text+"\n", "\n"+end+"\n") {
		end += "_"
	}
	return end
}
