package integration

import (
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// TestBadSpec wants one clear error for each file that is no spec, quickly.
func TestBadSpec(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	for _, c := range []struct {
		name, text string
		says       []string
	}{
		{"empty", "", []string{"empty"}},
		{"only comments", "\n# nothing\n", []string{"empty"}},
		{"not YAML", "python: [\n", []string{"YAML"}},
		{"a list", "- python\n", []string{"found a list"}},
		{"tabs", "python: \"3.13\"\nhealthcheck:\n\thttp: {path: /}\n", []string{"tab"}},
		{"duplicate key", "python: \"3.13\"\npython: \"3.12\"\nentrypoint: [a]\n", []string{"python", "already written"}},
		{"unknown key", "pyhton: \"3.13\"\nentrypoint: [python, main.py]\n", []string{"pyhton", `"python"`}},
		{"wrong type", "python: [\"3.13\"]\nentrypoint: [python, main.py]\n", []string{"python", "list"}},
		{"2 MB", strings.Repeat("# much too long a file\n", 100_000), []string{"1 MiB"}},
		{"aliases", bomb(), []string{"alias"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := m.Copy(t, "script")
			header, _, _ := strings.Cut(string(readFile(t, dir, rig.SpecFile)), "\n")
			rig.Write(t, dir, rig.SpecFile, header+"\n"+c.text)
			result := build(t, m, rig.Build{Mode: rig.AsImage, Dir: dir})
			wantMessage(t, result, c.says...)
			if text := result.Err.Error(); strings.Contains(text, "yaml: ") || strings.Contains(text, "panic") {
				t.Errorf("the message is a library's: %s", text)
			}
		})
	}
}

// bomb is a file that means a thousand million nodes (CVE-2019-11253).
func bomb() string {
	var text strings.Builder
	text.WriteString("entrypoint: [python, main.py]\nx-a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n")
	for _, level := range [...]string{"1", "2", "3", "4", "5", "6", "7", "8"} {
		below := "*a" + string(level[0]-1)
		text.WriteString("x-a" + level + ": &a" + level + " [" + strings.Repeat(below+", ", 9) + below + "]\n")
	}
	return text.String()
}
