package plan

import (
	"strings"
	"testing"
)

// TestTelling quotes one line that is safe to print.
func TestTelling(t *testing.T) {
	t.Parallel()
	for log, want := range map[string]string{
		"": "", "\n \n": "",
		"Traceback (most recent call last):\n  x()\nKeyError: 'SECRET_KEY'\n": "KeyError: 'SECRET_KEY'",
		"one\ntwo\n\n":                        "two",
		"KeyError: 'A'\nbye\n":                "KeyError: 'A'",
		"\x1b[31mE   Error: x\x1b[0m\x07\r\n": "E   Error: x",
		"F\n===== 1 failed in 0.1s =====\n":   "1 failed in 0.1s",
		"bad \xff byte\n":                     "bad  byte",
		strings.Repeat("é", 201):              strings.Repeat("é", 200) + "…",
	} {
		if got := Telling(log); got != want {
			t.Errorf("of %q got %q, want %q", log, got, want)
		}
	}
}
