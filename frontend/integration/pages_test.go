package integration

import (
	"regexp"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
	"github.com/org/pyapp-frontend/frontend/integration/rig/pages"
)

// TestPages does what the pages of the documentation tell a reader to do. A block after the comment `tested` is typed into
// a shell, one after `tested, fails` has a last command that must fail, and one after `file: NAME` is saved under that
// name; all blocks of a page in one folder, from top to bottom.
func TestPages(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	if m.Frontend == "" {
		rig.NeedEnv(t, "PYAPP_FRONTEND")
	}
	all, err := pages.Read("../..")
	if err != nil {
		t.Fatal(err)
	}
	tools := m.UV(t)
	for _, page := range all {
		var steps []pages.Block
		for _, b := range page.Blocks {
			b.Mark = strings.TrimPrefix(b.Mark, "wrong, ")
			if b.Mark == "tested" || b.Mark == "tested, fails" || strings.HasPrefix(b.Mark, "file: ") {
				steps = append(steps, b)
			}
		}
		if len(steps) > 0 {
			t.Run(strings.TrimSuffix(page.Path, ".md"), func(t *testing.T) {
				t.Parallel()
				follow(t, m.Reader(t, tools), steps)
			})
		}
	}
}

func follow(t *testing.T, reader *rig.Reader, steps []pages.Block) {
	t.Helper()
	for _, b := range steps {
		if name, ok := strings.CutPrefix(b.Mark, "file: "); ok {
			reader.Save(name, b.Text)
			continue
		}
		commands := typed(b.Text)
		for i, c := range commands {
			fails := b.Mark == "tested, fails" && i == len(commands)-1
			out, err := reader.Type(t.Context(), c.line)
			if (err != nil) != fails {
				t.Fatalf("line %d: `%s` ends with %v:\n%s", b.Line, c.line, err, out)
			}
			if missing := unseen(out, c.output); missing != "" {
				t.Fatalf("line %d: `%s` does not print\n%s\nbut\n%s", b.Line, c.line, missing, out)
			}
		}
	}
}

// command is what comes after a prompt, and the output that the page shows under it.
type command struct {
	line   string
	output []string
}

func typed(text string) []command {
	var all []command
	for _, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		if rest, ok := strings.CutPrefix(line, "$ "); ok {
			all = append(all, command{line: rest})
			continue
		}
		last := &all[len(all)-1]
		if strings.HasSuffix(last.line, "\\") {
			last.line += "\n" + line
		} else {
			last.output = append(last.output, line)
		}
	}
	return all
}

// unseen is the first of the lines that is not in the output, after those before it. In them, "…" stands for anything.
func unseen(output string, lines []string) string {
	have := strings.Split(output, "\n")
	for _, line := range lines {
		parts := strings.Split(words(line), "…")
		for i := range parts {
			parts[i] = regexp.QuoteMeta(parts[i])
		}
		want := regexp.MustCompile("^" + strings.Join(parts, ".*") + "$")
		for len(have) > 0 && !want.MatchString(words(have[0])) {
			have = have[1:]
		}
		if len(have) == 0 {
			return line
		}
		if want.String() != "^.*$" {
			have = have[1:]
		}
	}
	return ""
}

// words is a line without the spaces that only align it, and without what progress prints before the words of a step.
func words(line string) string {
	return strings.Join(strings.Fields(number.ReplaceAllString(line, "")), " ")
}

var number = regexp.MustCompile(`^#\d+ (\d+\.\d+ )?`)

func TestUnseen(t *testing.T) {
	t.Parallel()
	output := "#3 add user\n#3 DONE 0.1s\n\n#4 1.23 + a==1\nlast  line\n"
	for _, shown := range []string{"add user\nlast line", "#9 add user\n…\n+ a==…", "…"} {
		if missing := unseen(output, strings.Split(shown, "\n")); missing != "" {
			t.Errorf("of %q, %q is not seen", shown, missing)
		}
	}
	for _, shown := range []string{"last line\nadd user", "add", "+ b==…"} {
		if unseen(output, strings.Split(shown, "\n")) == "" {
			t.Errorf("%q is seen", shown)
		}
	}
}
