package render

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/spec"
)

func at(line, from, to int) spec.Range {
	return spec.Range{Start: spec.Position{Line: line, Column: from}, End: spec.Position{Line: line, Column: to}}
}

// TestExcerpt has the line as it is shown, and the carets under it.
func TestExcerpt(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		source string
		at     spec.Range
		want   string
	}{
		"plain":             {"a: bcd\n", at(1, 4, 7), "a: bcd\n   ^^^"},
		"second line":       {"a: b\nc: d\n", at(2, 1, 2), "c: d\n^"},
		"tab":               {"a:\tb\tc\n", at(1, 6, 7), "a:  b   c\n        ^"},
		"tab itself":        {"ab\tc\n", at(1, 3, 4), "ab  c\n  ^^"},
		"wide":              {"寿司: x\n", at(1, 5, 6), "寿司: x\n      ^"},
		"wide itself":       {"a: 寿司\n", at(1, 4, 6), "a: 寿司\n   ^^^^"},
		"joined":            {"e\u0301: x\n", at(1, 5, 6), "e\u0301: x\n   ^"},
		"crlf":              {"a: b\r\nc: d\r\n", at(1, 4, 5), "a: b\n   ^"},
		"byte order mark":   {"\ufeffa: b\n", at(1, 4, 5), "a: b\n   ^"},
		"whole line":        {"  a: b\n", at(1, 0, 0), "  a: b\n  ^^^^"},
		"point":             {"a: b\n", at(1, 4, 4), "a: b\n   ^"},
		"past the end":      {"a:\n", at(1, 3, 9), "a:\n  ^"},
		"several lines":     {"a: [b,\n c]\n", spec.Range{Start: spec.Position{Line: 1, Column: 4}, End: spec.Position{Line: 2, Column: 4}}, "a: [b,\n   ^^^"},
		"control character": {"a: \x1b[31mb\n", at(1, 4, 5), "a: \ufffd[31mb\n   ^"},
		"long":              {strings.Repeat("a", 300), at(1, 1, 301), strings.Repeat("a", 239) + "…\n" + strings.Repeat("^", 240)},
		"far in a long one": {strings.Repeat("a", 999) + "b" + strings.Repeat("c", 999), at(1, 1000, 1001), "…" + strings.Repeat("a", 59) + "b" + strings.Repeat("c", 178) + "…\n" + strings.Repeat(" ", 60) + "^"},
		"other direction":   {"a: \u202eb\n", at(1, 5, 6), "a: \ufffdb\n    ^"},
	} {
		text, before, carets := excerpt(split([]byte(tc.source))[tc.at.Start.Line-1], tc.at)
		if got := text + "\n" + strings.Repeat(" ", before) + strings.Repeat("^", carets); got != tc.want {
			t.Errorf("%s: got\n%s\nwant\n%s", name, got, tc.want)
		}
	}
}

// TestPrint shows a whole diagnostic, with a margin as wide as the number of its line.
func TestPrint(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	p := Printer{Out: &out, Filename: "pyapp.yaml", Source: []byte(strings.Repeat("\n", 9) + "port: 1\n")}
	p.Print(spec.Diagnostics{
		{Rule: "unknown-key", Path: "port", Range: at(10, 1, 5), Summary: "unknown key", Suggestion: `did you mean "ports"?`},
		{Severity: spec.Warning, Summary: "it has no place"},
	})
	const want = `warning: it has no place

error[unknown-key]: port: unknown key
  --> pyapp.yaml:10:1
   |
10 | port: 1
   | ^^^^
   |
   = help: did you mean "ports"?

`
	if out.String() != want {
		t.Errorf("got\n%s\nwant\n%s", out.String(), want)
	}
}

// TestColors are there when they are asked for, and only then.
func TestColors(t *testing.T) {
	t.Parallel()
	ds := spec.Diagnostics{{Summary: "x", Range: at(1, 1, 2), Suggestion: "y"}, {Severity: spec.Warning, Summary: "z", Range: at(1, 1, 2)}}
	for color, want := range map[bool][]string{true: {"\x1b[1;31merror\x1b[0m", "\x1b[1;33mwarning\x1b[0m", "\x1b[1;31m^"}, false: nil} {
		var out bytes.Buffer
		Printer{Out: &out, Source: []byte("a\n"), Color: color}.Print(ds)
		for _, w := range want {
			if !strings.Contains(out.String(), w) {
				t.Errorf("%q is not in %q", w, out.String())
			}
		}
		if !color && strings.Contains(out.String(), "\x1b") {
			t.Errorf("colours in %q", out.String())
		}
	}
}

// TestUseColor has no colours in a file unless they are asked for.
func TestUseColor(t *testing.T) {
	file, err := os.Create(t.TempDir() + "/out")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for when, want := range map[string]bool{"auto": false, "always": true, "never": false} {
		if got, err := UseColor(when, file, ""); err != nil || got != want {
			t.Errorf("%s: got %t, %v", when, got, err)
		}
	}
	if _, err := UseColor("sometimes", file, ""); err == nil {
		t.Error("a word that means nothing is accepted")
	}
}

func TestCount(t *testing.T) {
	t.Parallel()
	one, warn := spec.Diagnostic{}, spec.Diagnostic{Severity: spec.Warning}
	for want, ds := range map[string]spec.Diagnostics{
		"no problems": nil, "1 error": {one}, "2 errors, 1 warning": {one, one, warn}, "2 warnings": {warn, warn},
	} {
		if got := Count(ds); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
