package command

import (
	"fmt"
	"os"
	"strings"

	"github.com/org/pyapp-frontend/cmd/pyapp/internal/check"
	"github.com/org/pyapp-frontend/cmd/pyapp/internal/folder"
	"github.com/org/pyapp-frontend/cmd/pyapp/internal/render"
	"github.com/spf13/cobra"
)

func (c *cli) checkCommand() *cobra.Command {
	var file string
	var asJSON bool
	var args []string
	cmd := &cobra.Command{
		Use: "check [DIR|FILE]", Short: "Find what is wrong with pyapp.yaml and its project, without a builder", GroupID: project,
		Long: `Reads pyapp.yaml and the files that it is about, and says everything that is wrong at once: what it means, where it
stands, and what to do. It makes the checks of a build that need nothing but files. It needs no builder and no network, runs
nothing, and takes milliseconds; what only a build can find out is listed at the end.

Warnings are those of ` + "`docker buildx build --check`" + `, each with the address of its page. The line ` + "`# check=skip=…;error=true`" + ` of the file, or
the build argument BUILDKIT_DOCKERFILE_CHECK in its place, silences them or makes errors of them.

Without errors it ends with 0, warnings or not; with errors with 1.`,
		Example: "  pyapp check\n  pyapp check services/api\n  pyapp check -f deploy/pyapp.yaml .\n  pyapp check --build-arg BUILDKIT_DOCKERFILE_CHECK=error=true\n  pyapp check --json | jq '.diagnostics[].message'\n",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, positional []string) error {
			p, err := find(positional, file)
			if err != nil {
				return err
			}
			return c.check(p, args, asJSON)
		},
	}
	cmd.Flags().StringVarP(&file, "file", "f", "", "path of the spec (default DIR/pyapp.yaml)")
	cmd.Flags().BoolVar(&asJSON, "json", false, "write what was found as JSON")
	cmd.Flags().StringArrayVar(&args, "build-arg", nil, "build argument NAME=VALUE, as a build would be given it; NAME alone has the value of the environment")
	return cmd
}

func (c *cli) check(p place, options []string, asJSON bool) error {
	result, err := check.Run(check.Input{
		Context: folder.Folder{FS: os.DirFS(p.dir)}, Filename: p.file, Ignore: p.inContext(), Source: p.data, BuildArgs: arguments(options),
	})
	if err != nil {
		return &exit{Problems, err}
	}
	failed := len(result.Diagnostics.Errors()) > 0
	if asJSON {
		if err := render.JSON(c.stdout, render.NewReport(p.file, result.Diagnostics, result.Unchecked)); err != nil {
			return err
		}
	} else if err := c.showChecks(p, result); err != nil {
		return err
	}
	if failed {
		return &exit{code: Problems}
	}
	return nil
}

func (c *cli) showChecks(p place, result check.Result) error {
	printer, err := c.printer(c.stdout, p.file, p.data)
	if err != nil {
		return err
	}
	printer.Print(result.Diagnostics)
	fmt.Fprintf(c.stdout, "%s: %s\n", p.file, render.Count(result.Diagnostics))
	if len(result.Diagnostics.Errors()) > 0 {
		return nil
	}
	for i, what := range result.Unchecked {
		if i == 0 {
			fmt.Fprintln(c.stdout, "only a build can tell:")
		}
		fmt.Fprintln(c.stdout, "  -", what)
	}
	return nil
}

// arguments are build arguments by name. One without a value has that of the environment.
func arguments(options []string) map[string]string {
	out := map[string]string{}
	for _, o := range options {
		name, value, given := strings.Cut(o, "=")
		if !given {
			if value, given = os.LookupEnv(name); !given {
				continue
			}
		}
		out[name] = value
	}
	return out
}
