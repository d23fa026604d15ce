package dockerfile

import (
	"strings"
)

// width is how long a line of a comment may be, in bytes.
const width = 110

// writer writes instructions, and before them why they are there.
type writer struct{ strings.Builder }

// say writes a comment. Words of users in it cannot end it, because a comment goes on to the end of its line.
func (w *writer) say(text string) {
	line := "#"
	for _, word := range strings.Fields(text) {
		if len(line)+1+len(word) > width {
			w.line(line)
			line = "#"
		}
		line += " " + word
	}
	w.line(line)
}

// item is one of a list in a comment.
func (w *writer) item(text string) {
	var item writer
	item.say(text)
	for i, line := range strings.Split(strings.TrimSuffix(item.String(), "\n"), "\n") {
		w.line([]string{"# - ", "#   "}[min(i, 1)] + strings.TrimPrefix(line, "# "))
	}
}

func (w *writer) line(text string) { w.WriteString(text + "\n") }

// stage begins a stage.
func (w *writer) stage(from, name, why string) {
	w.line("")
	w.say(why)
	w.line("FROM " + from + " AS " + name)
}

// instruction is one that goes on over several lines: each part one, the last without a backslash.
func (w *writer) instruction(parts ...string) {
	w.line(strings.Join(parts, " \\\n    "))
}

// run is a RUN with mounts, and commands of which each has to succeed.
func (w *writer) run(mounts []string, commands ...string) {
	parts := make([]string, 0, len(mounts)+1)
	for _, m := range mounts {
		parts = append(parts, "--mount="+m)
	}
	parts = append(parts, strings.Join(commands, " \\\n && "))
	w.instruction(append([]string{"RUN " + parts[0]}, parts[1:]...)...)
}

// script is a RUN of a script of the shell, which ends with the first command that fails.
func (w *writer) script(mounts []string, commands ...string) {
	parts := []string{"RUN <<'EOF'"}
	if len(mounts) > 0 {
		parts = []string{"RUN --mount=" + mounts[0]}
		for _, m := range mounts[1:] {
			parts = append(parts, "--mount="+m)
		}
		parts = append(parts, "<<'EOF'")
	}
	w.instruction(parts...)
	w.line("set -eu")
	for _, c := range commands {
		w.line(c)
	}
	w.line("EOF")
}

// file is a COPY of a text to a file.
func (w *writer) file(name, text string) {
	end := delimiter(text)
	w.line("COPY <<'" + end + "' " + name)
	w.WriteString(text)
	if !strings.HasSuffix(text, "\n") {
		w.line("")
	}
	w.line(end)
}
