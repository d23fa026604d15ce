package command

import (
	"context"
	"errors"

	"github.com/org/pyapp-frontend/cmd/pyapp/internal/engine"
	"github.com/spf13/cobra"
)

// question is something that can be asked of the frontend in place of an image. The name is that of its request, and of
// `docker buildx build --call`.
type question struct{ name, short, long string }

// request is the name of what is asked.
func (q question) request(svg bool) string {
	if svg {
		return q.name + ".svg"
	}
	return q.name
}

func questions() []question {
	return []question{
		{"outline", "Show the build arguments, secrets and caches of a build", "Shows what a build could be given: build arguments, secrets, SSH agents."},
		{"targets", "List the targets of pyapp.yaml", "Lists what --target can be: the image itself, processes, test and dev."},
		{"plan", "Show what a build would do, and why", "Shows the plan of a build: layers, packages in each, steps, and what each depends on. Locks are read; nothing is installed."},
		{"lock", "Show the packages that would be installed", "Shows the canonical lock of a build: every package with its version and files, whichever tool locked the project."},
		{"graph", "Draw the graph of a build", "Draws the steps of a build and what each depends on, as text for Mermaid, or with --svg as a picture."},
		{"dockerfile", "Write a Dockerfile that builds the same image", "Writes a Dockerfile that builds the same image without this frontend, with a comment for each line."},
	}
}

func (c *cli) askCommands() []*cobra.Command {
	var out []*cobra.Command
	for _, q := range questions() {
		out = append(out, c.askCommand(q))
	}
	return out
}

func (c *cli) askCommand(q question) *cobra.Command {
	var o buildOptions
	var svg bool
	cmd := &cobra.Command{
		Use: q.name + " [DIR] [-- OPTION...]", Short: q.short, GroupID: asking,
		Long:    q.long + "\n\nThe builder is chosen as by `pyapp build`. `docker buildx build --call " + q.name + "` asks the same.",
		Example: "  pyapp " + q.name + "\n  pyapp " + q.name + " --json services/api\n",
		Args:    upToOne,
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.ask(cmd.Context(), cmd, args, o, q.request(svg))
		},
	}
	if q.name == "graph" {
		cmd.Flags().BoolVar(&svg, "svg", false, "a picture")
		cmd.Example = "  pyapp graph\n  pyapp graph --svg > graph.svg\n"
	}
	cmd.Flags().BoolVar(&o.json, "json", false, "write the answer as JSON")
	c.commonFlags(cmd, &o, "quiet")
	return cmd
}

func (c *cli) ask(ctx context.Context, cmd *cobra.Command, args []string, o buildOptions, name string) error {
	if dash := cmd.ArgsLenAtDash(); dash >= 0 {
		args, o.Extra = args[:dash], args[dash:]
	}
	p, err := find(args, o.File)
	if err != nil {
		return err
	}
	o.Dir, o.File = p.dir, p.file
	e, err := c.engine(ctx, o, p)
	if err != nil {
		return err
	}
	answer, err := e.Call(ctx, o.Request, name, o.json)
	if len(answer) > 0 {
		if _, err := c.stdout.Write(answer); err != nil {
			return err
		}
		if answer[len(answer)-1] != '\n' {
			if _, err := c.stdout.Write([]byte("\n")); err != nil {
				return err
			}
		}
	}
	var failed *engine.FailedError
	if errors.As(err, &failed) {
		return c.failed(err, p)
	}
	return err
}
