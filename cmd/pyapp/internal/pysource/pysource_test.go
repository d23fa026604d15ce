package pysource

import (
	"regexp"
	"strings"
	"testing"
)

// TestCode has, for each text, the lines that are left of it.
func TestCode(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct{ text, want string }{
		"plain":         {"app = FastAPI()\n", "app = FastAPI()\n"},
		"comment":       {"# app = FastAPI()\nx = 1  # app\n", "                 \nx = 1       \n"},
		"string":        {"s = 'app = FastAPI()'\n", "s = '               '\n"},
		"escaped quote": {`s = 'a\'b' + c` + "\n", "s = '    ' + c\n"},
		"docstring":     {"\"\"\"\napp = FastAPI()\n\"\"\"\nx\n", "\"\"\"                 \"\"\"\nx\n"},
		"quotes inside": {`s = """a "b" 'c" """` + "\n", `s = """          """` + "\n"},
		"brackets":      {"app = FastAPI(\n    title='x',\n)\ny\n", "app = FastAPI(     title=' ', )\ny\n"},
		"backslash":     {"app = \\\n  FastAPI()\n", "app =     FastAPI()\n"},
		"cut string":    {"s = 'abc\napp = 1\n", "s = '   \napp = 1\n"},
		"cut docstring": {"\"\"\"abc\napp", "\"\"\"       "},
		"cut backslash": {"a\\", "a\\"},
		"crlf":          {"a(\r\n1)\r\nb", "a(  1) \nb"},
		"hash in text":  {"a = '#'\nb", "a = ' '\nb"},
	} {
		got := New(tc.text)
		if got.Code != tc.want {
			t.Errorf("%s: got %q, want %q", name, got.Code, tc.want)
		}
		if len(got.Code) != len(tc.text) {
			t.Errorf("%s: the length changed", name)
		}
	}
}

// TestString finds the literal that an argument is.
func TestString(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		`("/health")`: "/health", `( '/x', 1)`: "/x", "(\n  \"/y\")": "/y", `(r"/z")`: "/z", `(name)`: "", `(f"/{x}")`: "", `("a\n")`: "", `("`: "", `(`: "",
	} {
		got, ok := New(text).String(1)
		if ok != (want != "") || ok && got != want {
			t.Errorf("%s: got %q, %t", text, got, ok)
		}
	}
}

func TestLine(t *testing.T) {
	t.Parallel()
	if got := New("a\nb\nc").Line(4); got != 3 {
		t.Errorf("got %d", got)
	}
}

// FuzzNew keeps offsets and finds an end.
func FuzzNew(f *testing.F) {
	f.Add("a = \"\"\"x\n'''")
	f.Add("(\\\n'\\")
	f.Fuzz(func(t *testing.T, text string) {
		s := New(text)
		if len(s.Code) != len(text) {
			t.Fatalf("%d bytes became %d", len(text), len(s.Code))
		}
		if code := regexp.MustCompile(`#`).FindString(strings.ReplaceAll(s.Code, "\\", "")); code != "" && !strings.Contains(text, "\\") {
			t.Fatalf("a comment is left in %q", s.Code)
		}
	})
}
