package command

import (
	"slices"

	"github.com/spf13/cobra"
	"gopkg.in/yaml.v3"
)

// completeTargets offers the targets of the spec that the command line names.
func completeTargets(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	named, _ := cmd.Flags().GetString("file") // every command that completes targets has it
	p, err := find(args, named)
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return targets(p.data), cobra.ShellCompDirectiveNoFileComp
}

// targets are the names of the targets that the text of a spec has. The text may be half written, so only its keys are looked at.
func targets(text []byte) []string {
	var keys struct {
		Processes map[string]yaml.Node
		Test, Dev yaml.Node
	}
	out := []string{"runtime"}
	if yaml.Unmarshal(text, &keys) != nil {
		return out
	}
	for name := range keys.Processes {
		out = append(out, name)
	}
	if !keys.Test.IsZero() {
		out = append(out, "test")
	}
	if !keys.Dev.IsZero() {
		out = append(out, "dev")
	}
	slices.Sort(out)
	return out
}
