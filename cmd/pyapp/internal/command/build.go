package command

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/cmd/pyapp/internal/engine"
	"github.com/org/pyapp-frontend/cmd/pyapp/internal/render"
	"github.com/spf13/cobra"
)

// buildOptions are those of all commands that need a builder.
type buildOptions struct {
	engine.Request
	addr, builder string
	json          bool
}

func (c *cli) buildCommand() *cobra.Command {
	var o buildOptions
	cmd := &cobra.Command{
		Use: "build [DIR] [-- OPTION...]", Short: "Build the image of a project", GroupID: building,
		Long: `Builds the image that pyapp.yaml describes. It says first which builder it uses, and why:

  --addr ADDRESS    that BuildKit daemon
  --builder NAME    that builder of docker buildx
  BUILDKIT_HOST     the daemon that the environment names
  otherwise         docker buildx, with its current builder

With buildx the frontend is the image that the file's first line names, and options after -- are buildx's own. With a
daemon's address it is this program: no Docker is needed, and no image of a frontend.

Without --push, --load and --output, the image of one platform is loaded into the Docker engine, where one answers; else it
stays in the builder's cache, and the last line says so.`,
		Example: "  pyapp build --tag shop-front:1\n  pyapp build --platform linux/amd64,linux/arm64 --tag registry.example/shop:1 --push\n" +
			"  pyapp build --output type=oci,dest=image.tar services/api\n  pyapp build --target test\n  pyapp build --tag shop:1 -- --sbom=true --provenance=mode=max\n",
		Args: upToOne,
		RunE: func(cmd *cobra.Command, args []string) error { return c.build(cmd.Context(), cmd, args, o) },
	}
	f := cmd.Flags()
	f.StringArrayVarP(&o.Tags, "tag", "t", nil, "name of the image, as in registry.example/shop:1; may be repeated")
	f.BoolVar(&o.Push, "push", false, "push the image to the registry of its name")
	f.BoolVar(&o.Load, "load", false, "load the image into the Docker engine")
	f.StringArrayVarP(&o.Outputs, "output", "o", nil, "where the result goes, as in type=oci,dest=image.tar")
	f.StringArrayVar(&o.Labels, "label", nil, "label NAME=VALUE of the image; may be repeated")
	f.StringArrayVar(&o.CacheFrom, "cache-from", nil, "cache to read, as in type=registry,ref=registry.example/shop:cache")
	f.StringArrayVar(&o.CacheTo, "cache-to", nil, "cache to write")
	f.StringVar(&o.Metadata, "metadata-file", "", "file to write what came out to, as JSON")
	f.BoolVar(&o.json, "json", false, "write what came out to the standard output, as JSON")
	c.commonFlags(cmd, &o, "auto")
	return cmd
}

// commonFlags are those that say what is built, and with which builder.
func (c *cli) commonFlags(cmd *cobra.Command, o *buildOptions, progress string) {
	f := cmd.Flags()
	f.StringVarP(&o.File, "file", "f", "", "path of the spec (default DIR/pyapp.yaml)")
	f.StringVar(&o.Target, "target", "", "target to build, such as test, dev or the name of a process")
	f.StringSliceVar(&o.Platforms, "platform", nil, "platforms to build for, as in linux/amd64,linux/arm64")
	f.StringArrayVar(&o.BuildArgs, "build-arg", nil, "build argument NAME=VALUE; may be repeated")
	f.StringArrayVar(&o.Contexts, "build-context", nil, "named context NAME=FOLDER or NAME=docker-image://IMAGE; may be repeated")
	f.StringArrayVar(&o.Secrets, "secret", nil, "secret of the build, as in id=corp,src=FILE or id=corp,env=NAME; may be repeated")
	f.StringArrayVar(&o.SSH, "ssh", nil, "SSH agent of the build, as in default; may be repeated")
	f.BoolVar(&o.NoCache, "no-cache", false, "build everything anew")
	f.BoolVar(&o.Pull, "pull", false, "ask registries for newer images")
	f.StringVar(&o.Progress, "progress", progress, "how progress is shown: auto, tty, plain, rawjson, quiet")
	f.StringVar(&o.addr, "addr", "", "address of a BuildKit daemon, as in unix:///run/buildkit/buildkitd.sock or tcp://build.example:1234")
	f.StringVar(&o.builder, "builder", "", "builder of docker buildx")
	_ = cmd.RegisterFlagCompletionFunc("target", completeTargets) // fails for unknown flags only
}

// upToOne allows one folder, and whatever comes after --.
func upToOne(cmd *cobra.Command, args []string) error {
	if dash := cmd.ArgsLenAtDash(); dash >= 0 {
		args = args[:dash]
	}
	return cobra.MaximumNArgs(1)(cmd, args)
}

func (c *cli) build(ctx context.Context, cmd *cobra.Command, args []string, o buildOptions) error {
	if dash := cmd.ArgsLenAtDash(); dash >= 0 {
		args, o.Extra = args[:dash], args[dash:]
	}
	p, err := find(args, o.File)
	if err != nil {
		return err
	}
	o.Dir, o.File = p.dir, p.file
	if err := o.Check(); err != nil {
		return &exit{Usage, err}
	}
	e, err := c.engine(ctx, o, p)
	if err != nil {
		return err
	}
	fmt.Fprintln(c.stderr, "building with", e.Describe())
	if o.unsaid() && e.Loads(ctx) {
		o.Load = true
	}
	result, err := e.Build(ctx, o.Request)
	if err != nil {
		return c.failed(err, p)
	}
	return c.built(o, result)
}

// unsaid says whether nothing says where the result goes, and the Docker engine could take it. Tests make no image.
func (o buildOptions) unsaid() bool {
	named := func(option string) bool {
		return strings.HasPrefix(option, "--push") || strings.HasPrefix(option, "--load") || strings.HasPrefix(option, "--output") ||
			strings.HasPrefix(option, "-o") || strings.HasPrefix(option, "--call") || strings.HasPrefix(option, "--check")
	}
	return !o.Push && !o.Load && len(o.Outputs) == 0 && len(o.Platforms) < 2 && o.Target != "test" && !slices.ContainsFunc(o.Extra, named)
}

func (c *cli) engine(ctx context.Context, o buildOptions, p place) (engine.Engine, error) {
	e, err := engine.Choose(ctx, engine.Options{
		Addr: o.addr, Builder: o.builder, HostAddr: os.Getenv("BUILDKIT_HOST"), Stdout: c.stdout, Stderr: c.stderr,
		Warn: func(w engine.Warning) { c.warn(w, p) },
	})
	if errors.Is(err, engine.ErrNoBuilder) {
		return nil, &exit{NoBuilder, err}
	}
	return e, err
}

// built says what came out.
func (c *cli) built(o buildOptions, result engine.Result) error {
	where := o.destination()
	if o.json {
		return render.JSON(c.stdout, struct {
			Digest string   `json:"digest,omitempty"`
			Config string   `json:"config,omitempty"`
			Names  []string `json:"names,omitempty"`
			Where  string   `json:"where"`
		}{result.Digest, result.Config, result.Names, where})
	}
	what := strings.Join(result.Names, ", ")
	switch {
	case o.Target == "test":
		fmt.Fprintln(c.stdout, "the tests passed")
		return nil
	case what == "" && o.Load && result.Config != "":
		what = result.Config // by which the engine knows an image without a name
	case what == "" && result.Digest == "":
		what = "the image"
	case result.Digest != "":
		what = strings.TrimSpace(what + " " + result.Digest)
	}
	fmt.Fprintf(c.stdout, "%s: %s\n", what, where)
	return nil
}

// destination is where the result went, in words.
func (o buildOptions) destination() string {
	switch {
	case o.Push:
		return "pushed"
	case o.Load:
		return "loaded into the Docker engine"
	case len(o.Outputs) > 0:
		return "written to " + strings.Join(o.Outputs, " and ")
	case len(o.Extra) > 0:
		return "built"
	}
	return "kept in the builder's cache only; --push, --load or --output says where it goes"
}
