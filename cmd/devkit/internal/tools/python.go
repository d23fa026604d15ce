package tools

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/org/pyapp-frontend/cmd/devkit/internal/console"
)

// Python is one release of a program that is written in Python, in an environment of its own.
type Python struct {
	// Name and Version are those of the distribution on the package index; the program has the same name.
	Name, Version string
}

// Program is the path of the installed program.
func (p Python) Program(root string) string { return filepath.Join(p.dir(root), "bin", p.Name) }

func (p Python) dir(root string) string { return filepath.Join(root, p.Name+"-"+p.Version) }

// Ensure installs the program if it is missing under root. A failed installation is begun anew.
func (p Python) Ensure(ctx context.Context, root string, c *console.Console) error {
	if _, err := os.Stat(p.Program(root)); err == nil {
		return nil
	}
	return c.Step(p.Name, fmt.Sprintf("installing %s %s", p.Name, p.Version), "about 10 s", func(log io.Writer) error {
		if err := (console.Command{Args: []string{"python3", "-m", "venv", "--clear", p.dir(root)}}).Run(ctx, log); err != nil {
			return err
		}
		pip := filepath.Join(p.dir(root), "bin", "pip")
		return console.Command{Args: []string{pip, "install", "--disable-pip-version-check", p.Name + "==" + p.Version}}.Run(ctx, log)
	})
}
