package rig

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"strings"

	"github.com/org/pyapp-frontend/cmd/devkit/internal/apt"
	"github.com/org/pyapp-frontend/cmd/devkit/internal/console"
	"github.com/org/pyapp-frontend/cmd/devkit/internal/standin"
)

func (r *Rig) standInsNeeded(ctx context.Context) bool {
	if r.Foreign.any() && r.StandIns == "" {
		return false // a foreign builder does not know this rig's mirrors
	}
	return standin.Needed(ctx, r.StandIns, "docker.io/library/python:3.13-slim-trixie", "ghcr.io/astral-sh/uv:"+uvVersion)
}

func (r *Rig) makeStandIns(ctx context.Context, needed bool, extras Extras) error {
	if !needed {
		return nil
	}
	images, err := r.standIns(ctx, extras)
	if err != nil {
		return err
	}
	for _, image := range images {
		err := image.Ensure(ctx, r.RegistryAddress(), r.Scratch(), r.Console)
		if err != nil && image.Optional && ctx.Err() == nil {
			r.Console.Say("    done without: %v", err)
			continue
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// pushDockerfileFrontend waits for BuildKit to be built, which the other stand-ins do not.
func (r *Rig) pushDockerfileFrontend(ctx context.Context, needed bool) error {
	if !needed {
		return nil
	}
	image := standin.DockerfileFrontend(r.buildkit().Bin(r.Tools()), buildkitVersion)
	return image.Ensure(ctx, r.RegistryAddress(), r.Scratch(), r.Console)
}

func (r *Rig) standIns(ctx context.Context, extras Extras) ([]standin.Image, error) {
	archive, err := apt.HostArchive(ctx, io.Discard)
	if err != nil {
		return nil, err
	}
	version, goroot, err := goToolchain(ctx)
	if err != nil {
		return nil, err
	}
	foreign := foreignArch()
	images := []standin.Image{
		standin.UV(uvVersion, "amd64", "arm64"),
		standin.Python("3.13", "trixie", archive, foreign),
		standin.Golang(version, goroot, "trixie", archive),
		standin.Python("3.11", "bookworm", archive, foreign),
	}
	if extras.Alpine {
		images = append(images, standin.Alpine("3.13", "3.23", "trixie", archive))
	}
	return images, nil
}

// foreignArch is the architecture, in Go's words, that this machine cannot run and images are built for in tests.
func foreignArch() string {
	if runtime.GOARCH == "arm64" {
		return "amd64"
	}
	return "arm64"
}

// goToolchain returns the version ("1.26.8") and the folder of the Go that runs the devkit.
func goToolchain(ctx context.Context) (version, goroot string, err error) {
	out, err := console.Command{Args: []string{"go", "env", "GOVERSION", "GOROOT"}}.Output(ctx)
	if err != nil {
		return "", "", err
	}
	version, goroot, ok := strings.Cut(out, "\n")
	if !ok {
		return "", "", fmt.Errorf("asking for the Go version: %q", out)
	}
	// Experiments follow the version after a blank.
	version, _, _ = strings.Cut(strings.TrimPrefix(version, "go"), " ")
	return version, goroot, nil
}
