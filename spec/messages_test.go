package spec_test

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// internals are words of Go, of libraries and of this program's own phases, none of which a user should meet.
var internals = regexp.MustCompile(`(?i)\b(u?int(8|16|32|64)?|float(32|64)|uint|bool|rune|struct|interface|nil|panic|goroutine|yaml\.v3|unmarshal\w*|decod\w*|node|token|` +
	`validat\w*|llb|vertex|solver|stack|slice|regexp?|errno)\b|\[\]\w|map\[|!!\w|%!|0x[0-9a-f]{4}|\*\w+\.\w+|\bspec\.[A-Z]|\.go:`)

// quotedText is what a message repeats of the file, which may be anything.
var quotedText = regexp.MustCompile("\"[^\"]*\"|`[^`]*`|'[^']*'")

// TestMessages keeps all messages of testdata/specs/invalid in one file, to be read as a user reads them, and refuses words that
// only its authors know.
func TestMessages(t *testing.T) {
	t.Parallel()
	var all strings.Builder
	for _, name := range glob(t, invalidDir, "*.txtar") {
		archive := parseArchive(t, name)
		_, problems := check(archive.spec(t), archive.inputs(t))
		text := problems.Text("pyapp.yaml")
		all.WriteString(strings.TrimSuffix(filepath.Base(name), ".txtar") + "\n\t" + strings.ReplaceAll(text, "\n", "\n\t") + "\n\n")
		for line := range strings.Lines(text) {
			_, message, _ := strings.Cut(line, ": ")
			if word := internals.FindString(quotedText.ReplaceAllString(message, "")); word != "" {
				t.Errorf("%s: the word %q in %q", name, word, line)
			}
		}
	}
	compareGolden(t, "../testdata/specs/messages.txt", all.String())
}
