package command

import (
	"cmp"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/org/pyapp-frontend/cmd/pyapp/internal/render"
	"github.com/org/pyapp-frontend/spec"
	"github.com/spf13/cobra"
)

// build is what is known of the program itself.
type build struct {
	Version  string `json:"version"`
	Revision string `json:"revision,omitempty"`
	Go       string `json:"go"`
	Platform string `json:"platform"`
	UV       string `json:"uv"` // that builds install with by default
}

func (c *cli) versionCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use: "version", Short: "Show the version of this program", GroupID: looking, Args: cobra.NoArgs,
		Example: "  pyapp version\n  pyapp version --json\n",
		RunE: func(*cobra.Command, []string) error {
			b := thisBuild()
			if asJSON {
				return render.JSON(c.stdout, b)
			}
			fmt.Fprintf(c.stdout, "pyapp %s\n", b.Version)
			if b.Revision != "" {
				fmt.Fprintf(c.stdout, "revision %s\n", b.Revision)
			}
			fmt.Fprintf(c.stdout, "%s %s\nuv %s, unless pyapp.yaml names another\n", b.Go, b.Platform, b.UV)
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "write it as JSON")
	return cmd
}

// thisBuild reads what Go's linker has written into the program.
func thisBuild() build {
	b := build{Version: "development", Go: runtime.Version(), Platform: runtime.GOOS + "/" + runtime.GOARCH, UV: spec.DefaultUV}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return b
	}
	if info.Main.Version != "(devel)" {
		b.Version = cmp.Or(info.Main.Version, b.Version)
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			b.Revision = s.Value
		}
	}
	return b
}
