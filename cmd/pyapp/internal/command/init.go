package command

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/cmd/pyapp/internal/check"
	"github.com/org/pyapp-frontend/cmd/pyapp/internal/detect"
	"github.com/org/pyapp-frontend/cmd/pyapp/internal/folder"
	"github.com/org/pyapp-frontend/cmd/pyapp/internal/scaffold"
	"github.com/org/pyapp-frontend/frontend"
	"github.com/spf13/cobra"
)

type initOptions struct {
	detect.Options
	print bool
	image string
}

func (c *cli) initCommand() *cobra.Command {
	var o initOptions
	cmd := &cobra.Command{
		Use: "init [DIR]", Short: "Write a pyapp.yaml for the project of a folder", GroupID: project,
		Long: `Looks at the project: its manifest and lock, the Python that it wants, the framework and its server, where the application
object is, workers, commands of [project.scripts], packages that need libraries of the system. Then it writes a pyapp.yaml
that builds as it is, with the reason for every line, and with what else could be written as comments.

A file that is there is never overwritten. Nothing of the project is run.

Where applications of several frameworks are found, all are named, and the first is taken in the order
` + strings.Join(detect.IDs(), ", ") + `.`,
		Example: "  pyapp init\n  pyapp init services/api\n  pyapp init --print --framework flask\n  pyapp init --package api     # a member of a uv workspace\n",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			dir := "."
			if len(args) > 0 {
				dir = args[0]
			}
			return c.init(dir, o)
		},
	}
	cmd.Flags().BoolVar(&o.print, "print", false, "write to the standard output, and no file")
	cmd.Flags().StringVar(&o.Framework, "framework", "", "framework of the application to run: "+strings.Join(detect.IDs(), ", "))
	cmd.Flags().StringVar(&o.Member, "package", "", "member of the uv workspace to install")
	cmd.Flags().StringVar(&o.image, "frontend", scaffold.Frontend, "image of the frontend, for the first line")
	_ = cmd.RegisterFlagCompletionFunc("framework", cobra.FixedCompletions(detect.IDs(), cobra.ShellCompDirectiveNoFileComp)) // fails for unknown flags only
	return cmd
}

func (c *cli) init(dir string, o initOptions) error {
	if o.Framework != "" && !slices.Contains(detect.IDs(), o.Framework) {
		return usage("--framework is %q, and can be %s", o.Framework, strings.Join(detect.IDs(), ", "))
	}
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return usage("there is no folder %s", dir)
	}
	name := filepath.Join(dir, frontend.DefaultFilename)
	if _, err := os.Lstat(name); err == nil && !o.print {
		return wrong("%s is there already, and is not overwritten; --print shows what would be written", name)
	}
	context := folder.Folder{FS: os.DirFS(dir)}
	found, err := detect.Look(context, o.Options)
	if problem := (*detect.UnclearError)(nil); errors.As(err, &problem) {
		return wrong("%s\n  help: %s", problem.Message, problem.Help)
	} else if err != nil {
		return &exit{Problems, err}
	}
	file := scaffold.Write(found, o.image)
	if o.print {
		fmt.Fprint(c.stdout, file.Text)
	} else if err := create(name, file.Text); err != nil {
		return err
	}
	return c.told(context, dir, name, file, o.print)
}

// create writes a new file, and never another one's.
func create(name, text string) error {
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return wrong("%s is there already, and is not overwritten", name)
	} else if err != nil {
		return wrong("writing %s: %w", name, err)
	}
	_, err = file.WriteString(text)
	if err = errors.Join(err, file.Close()); err != nil {
		return wrong("writing %s: %w", name, err)
	}
	return nil
}

// told says what the author should know, what is still wrong among it.
func (c *cli) told(context folder.Folder, dir, name string, file scaffold.File, printed bool) error {
	for _, note := range file.Notes {
		fmt.Fprintln(c.stderr, "note:", note)
	}
	result, err := check.Run(check.Input{Context: context, Filename: name, Ignore: frontend.DefaultFilename, Source: []byte(file.Text)})
	if err != nil {
		return &exit{Problems, err}
	}
	for _, d := range result.Diagnostics.Errors() {
		text := "before it builds: " + d.Summary
		if d.Suggestion != "" {
			text += "; " + d.Suggestion
		}
		fmt.Fprintln(c.stderr, text)
	}
	if !printed {
		fmt.Fprintf(c.stderr, "wrote %s; next: `pyapp check%s`, then `pyapp build%s`\n", name, argument(dir), argument(dir))
	}
	return nil
}
