package lock

import (
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"
)

// FuzzQuoted wants every text to come back from TOML as it went in.
func FuzzQuoted(f *testing.F) {
	for _, text := range []string{"", `a"b\c`, "tab\tline\nreturn\r", "\x00\x1b\x7f\u0085", "é 🐍 '''", "\xff"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var back struct{ X, Y string }
		err := toml.Unmarshal([]byte("x = "+quoted(text)+"\ny = \"end\"\n"), &back)
		if want := strings.ToValidUTF8(text, ""); err != nil || back.Y != "end" ||
			strings.ReplaceAll(back.X, "\ufffd", "") != strings.ReplaceAll(want, "\ufffd", "") {
			t.Errorf("%q became %q: %v", text, back.X, err)
		}
	})
}
