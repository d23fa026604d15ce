package tools

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/org/pyapp-frontend/cmd/devkit/internal/console"
)

func (t Tool) build(ctx context.Context, root string, packages []string, log io.Writer) error {
	src := filepath.Join(t.dir(root), "src")
	if err := t.prepare(ctx, src, packages, log); err != nil {
		return err
	}
	if err := os.MkdirAll(t.Bin(root), 0o755); err != nil {
		return fmt.Errorf("making the folder of programs: %w", err)
	}
	for _, pkg := range packages {
		if err := t.compile(ctx, src, pkg, filepath.Join(t.Bin(root), filepath.Base(pkg)), log); err != nil {
			return err
		}
	}
	return nil
}

// prepare makes a module that requires the packages: `go install pkg@version` refuses modules whose go.mod has
// replace directives, as both BuildKit's and buildx's have.
func (t Tool) prepare(ctx context.Context, src string, packages []string, log io.Writer) error {
	if err := os.MkdirAll(src, 0o755); err != nil {
		return fmt.Errorf("making the module's folder: %w", err)
	}
	if _, err := os.Stat(filepath.Join(src, "go.mod")); err != nil {
		if err := goCommand(src, "mod", "init", "devkit.local/tool").Run(ctx, log); err != nil {
			return err
		}
	}
	args := []string{"get"}
	for _, pkg := range packages {
		args = append(args, pkg+"@"+t.Version)
	}
	return goCommand(src, args...).Run(ctx, log)
}

func (t Tool) compile(ctx context.Context, src, pkg, target string, log io.Writer) error {
	unfinished, flags := target+".part", "-s -w"
	if t.Stamp != "" {
		flags += " -X " + t.Stamp + "=" + t.Version
	}
	build := goCommand(src, "build", "-trimpath", "-ldflags", flags, "-o", unfinished, pkg)
	if err := build.Run(ctx, log); err != nil {
		return err
	}
	return os.Rename(unfinished, target)
}

func goCommand(dir string, args ...string) console.Command {
	return console.Command{
		Dir:  dir,
		Env:  []string{"CGO_ENABLED=0", "GOWORK=off"},
		Args: append([]string{"go"}, args...),
	}
}
