package command

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// TestReference keeps docs/reference/cli.md as the help of the program is. -update writes it.
func TestReference(t *testing.T) {
	const name = "../../../../docs/reference/cli.md"
	var out bytes.Buffer
	root := (&cli{stdout: &out, stderr: &out}).root()
	out.WriteString(`# The program pyapp

<!-- Written by go test ./cmd/pyapp/internal/command -run TestReference -update. -->

`)
	fmt.Fprintf(&out, "%s\n\nIt is one static binary for Linux, macOS and Windows:\n\n```console\n$ go install github.com/org/pyapp-frontend/cmd/pyapp@latest\n```\n", root.Long)
	fmt.Fprintf(&out, "\n```text%s```\n", footer)
	for _, cmd := range root.Commands() {
		if cmd.GroupID != "" {
			section(&out, cmd)
		}
	}
	if *update {
		if err := os.WriteFile(name, out.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	written, err := os.ReadFile(name)
	if err != nil || string(written) != out.String() {
		t.Errorf("%s is not what the help says (%v); run with -update", name, err)
	}
}

func section(out *bytes.Buffer, cmd *cobra.Command) {
	fmt.Fprintf(out, "\n## pyapp %s\n\n%s.\n\n", cmd.Name(), cmd.Short)
	if cmd.Long != "" {
		fmt.Fprintf(out, "%s\n\n", indented(cmd.Long))
	}
	fmt.Fprintf(out, "```text\n%s\n", cmd.UseLine())
	if flags := cmd.NonInheritedFlags().FlagUsages(); flags != "" {
		fmt.Fprintf(out, "\n%s", flags)
	}
	fmt.Fprint(out, "```\n")
	if cmd.Example != "" {
		fmt.Fprintf(out, "\n```console\n%s```\n", strings.ReplaceAll(cmd.Example, "  pyapp", "$ pyapp"))
	}
}

// indented is help with its indented lines as code, which is what Markdown makes of four spaces.
func indented(text string) string { return strings.ReplaceAll(text, "\n  ", "\n      ") }

// TestEveryCommandHasAnExample and a sentence of help.
func TestEveryCommandHasAnExample(t *testing.T) {
	root := (&cli{}).root()
	for _, cmd := range root.Commands() {
		if cmd.GroupID != "" && cmd.Name() != "completion" && (cmd.Example == "" || cmd.Short == "") {
			t.Errorf("%s has no example", cmd.Name())
		}
	}
}
