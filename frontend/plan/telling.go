package plan

import (
	"regexp"
	"strings"
	"unicode"
)

// longestQuote is how much of a line an error quotes, in characters.
const longestQuote = 200

// colours are the sequences by which programs colour what they say (ECMA-48, control sequences).
var colours = regexp.MustCompile(`\x1b\[[0-9;?]*[A-Za-z]`)

// Telling is the line of a program's output that tells most of why it failed, to be quoted; empty: it said nothing.
func Telling(log string) string {
	line := strings.Map(printable, colours.ReplaceAllString(lastError(strings.ToValidUTF8(log, "")), ""))
	line = strings.TrimSuffix(strings.Trim(line, " ="), ".")
	if runes := []rune(line); len(runes) > longestQuote {
		return string(runes[:longestQuote]) + "…"
	}
	return line
}

// printable drops what is no text.
func printable(c rune) rune {
	if unicode.IsControl(c) {
		return -1
	}
	return c
}
