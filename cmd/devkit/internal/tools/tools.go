// Package tools builds the Go programs that the devkit runs from their modules, each in a module of its own so that
// their dependencies stay out of this project's go.mod.
package tools

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/org/pyapp-frontend/cmd/devkit/internal/console"
)

// Tool is one release of a module and the programs that are built out of it.
type Tool struct {
	// Name and Version give the folder <root>/<Name>-<Version>; Version is a module version such as v0.33.1.
	Name, Version string
	// Packages are the import paths of the programs; a program is called as the last element of its path.
	Packages []string
	// Stamp is the variable that holds the programs' version, set when they are linked; empty: none.
	Stamp string
	// Hint tells how long the build takes on a small machine.
	Hint string
}

// Buildkit returns the daemon, its client and the Dockerfile frontend of one BuildKit release.
func Buildkit(version string) Tool {
	const module = "github.com/moby/buildkit"
	return Tool{Name: "buildkit", Version: version, Hint: "about 2 min", Packages: []string{
		module + "/cmd/buildkitd",
		module + "/cmd/buildctl",
		module + "/frontend/dockerfile/cmd/dockerfile-frontend",
	}}
}

// Buildx returns the Docker client's build plugin. Compose refuses one that does not know its version.
func Buildx(version string) Tool {
	const module = "github.com/docker/buildx"
	return Tool{Name: "docker-buildx", Version: version, Hint: "about 2 min", Packages: []string{module + "/cmd/buildx"}, Stamp: module + "/version.Version"}
}

// Compose returns the Docker client's plugin for applications of several containers. Its program is called cmd.
func Compose(version string) Tool {
	const module = "github.com/docker/compose/v2"
	return Tool{Name: "docker-compose", Version: version, Hint: "about 4 min", Packages: []string{module + "/cmd"}, Stamp: module + "/internal.Version"}
}

// Actionlint returns the checker of GitHub's workflow files.
func Actionlint(version string) Tool {
	return Tool{Name: "actionlint", Version: version, Hint: "about 20 s", Packages: []string{"github.com/rhysd/actionlint/cmd/actionlint"}}
}

// Bin is the folder of the built programs.
func (t Tool) Bin(root string) string { return filepath.Join(t.dir(root), "bin") }

func (t Tool) dir(root string) string { return filepath.Join(root, t.Name+"-"+t.Version) }

// Ensure builds the programs that are missing under root. A program appears in Bin only when its build is complete,
// so an interrupted build is taken up again.
func (t Tool) Ensure(ctx context.Context, root string, c *console.Console) error {
	missing := t.missing(root)
	if len(missing) == 0 {
		return nil
	}
	title := fmt.Sprintf("building %s %s", t.Name, t.Version)
	return c.Step(t.Name+"-"+t.Version, title, t.Hint, func(log io.Writer) error {
		return t.build(ctx, root, missing, log)
	})
}

func (t Tool) missing(root string) []string {
	var missing []string
	for _, pkg := range t.Packages {
		if _, err := os.Stat(filepath.Join(t.Bin(root), filepath.Base(pkg))); err != nil {
			missing = append(missing, pkg)
		}
	}
	return missing
}
