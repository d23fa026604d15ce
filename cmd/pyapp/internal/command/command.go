// Package command has the commands of the program pyapp. Each reads its options, has another package do the work, and says how it
// went, by an exit code too.
package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/org/pyapp-frontend/cmd/pyapp/internal/render"
	"github.com/spf13/cobra"
)

// Exit codes of the program.
const (
	OK          = 0
	Problems    = 1   // something is wrong with the file or the project
	Usage       = 2   // the command line makes no sense
	Failed      = 3   // the build failed
	NoBuilder   = 4   // there is nothing to build with
	Interrupted = 130 // by Ctrl-C, as shells report SIGINT
)

// exit is an error with the code that the program ends with. What has been shown already has no error.
type exit struct {
	code int
	err  error
}

// Error implements error.
func (e *exit) Error() string {
	if e.err == nil {
		return ""
	}
	return e.err.Error()
}

// Unwrap gives the cause.
func (e *exit) Unwrap() error { return e.err }

func usage(format string, args ...any) error { return &exit{Usage, fmt.Errorf(format, args...)} }

func wrong(format string, args ...any) error { return &exit{Problems, fmt.Errorf(format, args...)} }

// cli is what all commands have in common.
type cli struct {
	stdout, stderr io.Writer
	color          string
}

// Main runs the program with the arguments after its name, and returns its exit code.
func Main(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends the program at once
	c := &cli{stdout: stdout, stderr: stderr}
	root := c.root()
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	return c.code(ctx, root.ExecuteContext(ctx))
}

// code shows an error, and says what the program ends with.
func (c *cli) code(ctx context.Context, err error) int {
	var e *exit
	switch {
	case err == nil:
		return OK
	case ctx.Err() != nil && errors.Is(err, context.Canceled):
		fmt.Fprintln(c.stderr, "interrupted; what was built so far is kept in the builder's cache")
		return Interrupted
	case !errors.As(err, &e): // cobra's own
		e = &exit{Usage, fmt.Errorf("%w\nrun `pyapp --help`, or `pyapp COMMAND --help`", err)}
	}
	if e.err != nil {
		fmt.Fprintln(c.stderr, "error:", e.err)
	}
	return e.code
}

// printer shows diagnostics of a file on one of the program's streams.
func (c *cli) printer(out io.Writer, filename string, source []byte) (render.Printer, error) {
	p := render.Printer{Out: out, Filename: filename, Source: source}
	var err error
	if p.Color, err = render.UseColor(c.color, out, os.Getenv("NO_COLOR")); err != nil {
		return p, &exit{Usage, err}
	}
	return p, nil
}

const long = `pyapp makes container images of Python projects from ten lines of YAML.

It is a companion of the frontend that the first line of pyapp.yaml names: the same checks and the same
builds, for people without a Docker client at hand too. Nothing of it is needed for
` + "`docker buildx build -f pyapp.yaml .`" + `, which builds the same image.`

const footer = `
Exit codes:
  0    everything is fine
  1    something is wrong with the file or the project
  2    the command line makes no sense
  3    the build failed
  4    there is nothing to build with: no buildx, no BuildKit daemon that answers
  130  interrupted

Environment:
  BUILDKIT_HOST   address of a BuildKit daemon to build with
  NO_COLOR        no colours, if it is set to anything
`

func (c *cli) root() *cobra.Command {
	root := &cobra.Command{
		Use: "pyapp", Short: "Make container images of Python projects", Long: long,
		Example:       "  pyapp init\n  pyapp check\n  pyapp build --tag shop-front:1\n",
		SilenceErrors: true, SilenceUsage: true,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.PersistentFlags().StringVar(&c.color, "color", "auto", "colours: auto (on a terminal), always, never")
	root.AddGroup(&cobra.Group{ID: project, Title: "Your project:"}, &cobra.Group{ID: building, Title: "Building:"},
		&cobra.Group{ID: asking, Title: "Asking what a build would do:"}, &cobra.Group{ID: looking, Title: "Looking things up:"})
	root.AddCommand(c.initCommand(), c.checkCommand(), c.buildCommand())
	root.AddCommand(c.askCommands()...)
	root.AddCommand(c.schemaCommand(), c.explainCommand(), c.versionCommand())
	root.SetCompletionCommandGroupID(looking)
	root.SetHelpCommandGroupID(looking)
	root.SetUsageTemplate(root.UsageTemplate() + "{{if not .HasParent}}" + footer + "{{end}}")
	return root
}

// Groups of commands in the help.
const (
	project  = "project"
	building = "building"
	asking   = "asking"
	looking  = "looking"
)
