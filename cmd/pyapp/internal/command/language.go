package command

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/org/pyapp-frontend/spec/schema"
	"github.com/spf13/cobra"
)

func (c *cli) schemaCommand() *cobra.Command {
	return &cobra.Command{
		Use: "schema", Short: "Write the JSON Schema of pyapp.yaml, for editors", GroupID: looking, Args: cobra.NoArgs,
		Long: "Writes the JSON Schema of the language to the standard output. Editors complete and check files by it; the second line of a\n" +
			"file that `pyapp init` has written names it.",
		Example: "  pyapp schema > pyapp.schema.json\n",
		RunE: func(*cobra.Command, []string) error {
			_, err := c.stdout.Write(schema.JSON())
			return err
		},
	}
}

func (c *cli) explainCommand() *cobra.Command {
	return &cobra.Command{
		Use: "explain [KEY]", Short: "Explain a key of pyapp.yaml", GroupID: looking, Args: cobra.MaximumNArgs(1),
		Long:    "Says what a key means, what it can be, and what its default is. Without a key it lists those of the first level, a line each.",
		Example: "  pyapp explain\n  pyapp explain system-libs\n  pyapp explain healthcheck.http.port\n",
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return keys(schema.Keys()), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return list(c.stdout, schema.Keys())
			}
			text, err := schema.Explain(args[0])
			if err != nil {
				return &exit{Usage, err}
			}
			fmt.Fprintln(c.stdout, strings.TrimRight(text, "\n"))
			return nil
		},
	}
}

// list writes each key with the first sentence about it.
func list(to io.Writer, all []schema.Key) error {
	w := tabwriter.NewWriter(to, 0, 0, 2, ' ', 0)
	for _, k := range all {
		first, _, _ := strings.Cut(k.Description, ". ")
		fmt.Fprintf(w, "%s\t%s\n", k.Path, strings.TrimSuffix(first, "."))
	}
	return w.Flush()
}

func keys(all []schema.Key) []string {
	out := make([]string, 0, len(all))
	for _, k := range all {
		out = append(out, k.Path)
	}
	return out
}
