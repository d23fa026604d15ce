// The devkit is the developers' tool: it brings up a real BuildKit with all that builds need on a bare Debian
// machine, and takes it down again.
//
//	devkit up [--oldest] [--alpine] [--engine-images]
//	                                         bring everything up
//	devkit env                               print shell exports for eval
//	devkit status                            say what runs
//	devkit down                              end what up started
//	devkit image                             build the frontend's image and push it to the loopback registry
//	devkit run -- COMMAND...                 run a command with everything up, then end what was not up before
//	devkit tool NAME                         make a program that some tests want, and print its path
//	devkit demo                              build, run and rebuild an application, from nothing to the end
//	devkit bench [--only A,B] [--repetitions N] [--out FOLDER]
//	                                         measure builds and images beside those of Dockerfiles written by hand
//
// BUILDKIT_HOST or PYAPP_BUILDER (a buildx builder's name) make it use a builder of the user's own; PYAPP_STANDINS is
// always or never, unset means: stand-in images where the public registries do not answer.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/org/pyapp-frontend/cmd/devkit/internal/bench"
	"github.com/org/pyapp-frontend/cmd/devkit/internal/console"
	"github.com/org/pyapp-frontend/cmd/devkit/internal/demo"
	"github.com/org/pyapp-frontend/cmd/devkit/internal/rig"
)

const usage = "usage: devkit up [--oldest] [--alpine] [--engine-images] | env | status | down | image | run -- COMMAND... | tool NAME | demo |" +
	" bench [--only A,B] [--repetitions N] [--out FOLDER]"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:])
	stop()
	if err != nil {
		fmt.Fprintf(os.Stderr, "devkit: %v\n", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	if len(args) == 0 {
		return fmt.Errorf("no command\n%s", usage)
	}
	layout, err := rig.NewLayout()
	if err != nil {
		return err
	}
	r := rig.New(layout, console.New(os.Stdout, layout.Logs()))
	switch command, rest := args[0], args[1:]; command {
	case "up":
		return up(ctx, r, rest)
	case "env":
		fmt.Print(rig.Shell(r.Env()))
	case "status":
		fmt.Print(r.Status())
	case "down":
		return r.Down()
	case "image":
		return r.BuildImage(ctx)
	case "run":
		return execute(ctx, r, rest)
	case "tool":
		return tool(ctx, layout, rest)
	case "demo":
		return demo.Run(ctx, r)
	case "bench":
		return measure(ctx, r, rest)
	default:
		return fmt.Errorf("unknown command %q\n%s", strings.Join(args, " "), usage)
	}
	return nil
}

func up(ctx context.Context, r *rig.Rig, args []string) error {
	var extras rig.Extras
	flags := flag.NewFlagSet("up", flag.ContinueOnError)
	flags.BoolVar(&extras.Oldest, "oldest", false, "also bring up the oldest supported BuildKit")
	flags.BoolVar(&extras.Alpine, "alpine", false, "also make a stand-in of the Python image of Alpine")
	flags.BoolVar(&extras.EngineImages, "engine-images", false, "also load the stand-in images into the engine")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if err := r.Up(ctx, extras); err != nil {
		return err
	}
	r.Console.Say("ready; for this shell: eval \"$(go run ./cmd/devkit env)\"")
	return nil
}

// measure measures all there is, or some parts of it.
func measure(ctx context.Context, r *rig.Rig, args []string) error {
	var o bench.Options
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.Func("only", "parts, of "+strings.Join(bench.Parts(), ","), list(&o.Parts))
	flags.IntVar(&o.Repetitions, "repetitions", 3, "how often each build is measured")
	flags.StringVar(&o.Out, "out", "bin/bench", "the folder of the report")
	if err := flags.Parse(args); err != nil {
		return err
	}
	return bench.Run(ctx, r, o)
}

// list reads names with commas between them.
func list(names *[]string) func(string) error {
	return func(text string) error {
		*names = strings.Split(text, ",")
		return nil
	}
}

// tool prints nothing else to standard output.
func tool(ctx context.Context, layout rig.Layout, args []string) error {
	if len(args) != 1 {
		return fmt.Errorf("want the name of one tool\n%s", usage)
	}
	path, err := rig.New(layout, console.New(os.Stderr, layout.Logs())).Tool(ctx, args[0])
	if err == nil {
		fmt.Println(path)
	}
	return err
}

func execute(ctx context.Context, r *rig.Rig, args []string) error {
	if len(args) > 0 && args[0] == "--" {
		args = args[1:]
	}
	if len(args) == 0 {
		return fmt.Errorf("no command to run\n%s", usage)
	}
	return r.Execute(ctx, args)
}
