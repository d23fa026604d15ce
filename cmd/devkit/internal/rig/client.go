package rig

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// builderName is the buildx builder that stands for the rig's BuildKit.
const builderName = "pyapp"

// configureClient makes a configuration of the Docker client that has buildx as a plugin and the rig's BuildKit as a
// builder. With a builder of the user's own, their configuration is used instead.
func (r *Rig) configureClient(ctx context.Context) error {
	if r.Foreign.Builder != "" {
		return nil
	}
	plugin := filepath.Join(r.DockerConfig(), "cli-plugins", "docker-buildx")
	if err := link(r.buildxProgram(), plugin); err != nil {
		return err
	}
	if r.builderExists() {
		return nil
	}
	return r.Console.Step("buildx", "creating the buildx builder "+builderName, "", func(log io.Writer) error {
		if err := os.RemoveAll(r.builderFile()); err != nil {
			return err
		}
		return r.Buildx("create", "--name", builderName, "--driver", "remote", r.BuildkitHost()).Run(ctx, log)
	})
}

func (r *Rig) buildxProgram() string { return filepath.Join(r.buildx().Bin(r.Tools()), "buildx") }

func (r *Rig) builderFile() string { return filepath.Join(r.BuildxConfig(), "instances", builderName) }

func (r *Rig) builderExists() bool {
	text, err := os.ReadFile(r.builderFile())
	return err == nil && strings.Contains(string(text), `"`+r.BuildkitHost()+`"`)
}

// link makes path a symbolic link to target.
func link(target, path string) error {
	if current, err := os.Readlink(path); err == nil && current == target {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return fmt.Errorf("making the client's configuration: %w", err)
	}
	if err := os.RemoveAll(path); err != nil {
		return fmt.Errorf("making the client's configuration: %w", err)
	}
	return os.Symlink(target, path)
}
