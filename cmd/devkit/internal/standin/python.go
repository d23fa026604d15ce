package standin

import (
	"context"
	_ "embed" // for the scripts
	"fmt"
	"io"
	"path/filepath"
	"runtime"
	"strings"

	v1 "github.com/google/go-containerregistry/pkg/v1"

	"github.com/org/pyapp-frontend/cmd/devkit/internal/apt"
	"github.com/org/pyapp-frontend/cmd/devkit/internal/console"
)

//go:embed debian.sh
var debianScript string

//go:embed pythoncopy.sh
var pythonCopyScript string

//go:embed pythonforget.sh
var pythonForgetScript string

//go:embed pythontidy.sh
var pythonTidyScript string

// Python describes the slim Python image of a Debian release, made of the release's own Python: "3.13" of "trixie",
// "3.11" of "bookworm". It is made for this machine, and out of that for the foreign architectures. Its alias has the full
// version, as in python:3.13.5-slim-trixie.
func Python(series, suite string, archive apt.Archive, foreign ...string) Image {
	system := rootfs{
		suite:   suite,
		arch:    runtime.GOARCH,
		include: []string{"ca-certificates", "netbase", "tzdata", "python" + series},
		scripts: []string{pythonCopyScript, pythonForgetScript, pythonTidyScript, debianScript},
		archive: archive,
	}
	return Image{
		Name:   pythonRepository + series + "-slim-" + suite,
		Arches: append([]string{system.arch}, foreign...),
		Recipe: system.recipe(append(foreign, foreignScript)...),
		Hint:   "about 30 s for each architecture",
		Build: func(ctx context.Context, arch, scratch string, log io.Writer) (v1.Image, error) {
			if arch == system.arch {
				return buildPython(ctx, system, series, scratch, log)
			}
			other, err := system.foreign(ctx, arch, filepath.Join(scratch, "..", system.arch, tarballName))
			if err != nil {
				return nil, err
			}
			return buildPython(ctx, other, series, scratch, log)
		},
		Alias: fullVersion("-slim-" + suite),
	}
}

const pythonRepository = "docker.io/library/python:"

// fullVersion names a Python image by its X.Y.Z and the rest of its tag.
func fullVersion(rest string) func(v1.Image) (string, error) {
	return func(image v1.Image) (string, error) {
		version, err := envOf(image, "PYTHON_VERSION")
		return pythonRepository + version + rest, err
	}
}

func buildPython(ctx context.Context, system rootfs, series, scratch string, log io.Writer) (v1.Image, error) {
	tarball, err := system.make(ctx, scratch, log)
	if err != nil {
		return nil, err
	}
	return pythonImage(ctx, tarball, system.arch, series)
}

// pythonImage is the image of a system whose Python is in /usr/local.
func pythonImage(ctx context.Context, tarball, arch, series string) (v1.Image, error) {
	version, err := pythonVersion(ctx, tarball, series)
	if err != nil {
		return nil, err
	}
	layer, err := layerFile(tarball)
	if err != nil {
		return nil, fmt.Errorf("reading the root filesystem: %w", err)
	}
	return assemble(arch, v1.Config{
		Env: []string{
			"PATH=/usr/local/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
			"LANG=C.UTF-8",
			"PYTHON_VERSION=" + version,
		},
		Cmd: []string{"python3"},
	}, layer)
}

// envOf returns one variable of an image's configuration.
func envOf(image v1.Image, variable string) (string, error) {
	config, err := image.ConfigFile()
	if err != nil {
		return "", fmt.Errorf("reading the image's configuration: %w", err)
	}
	for _, entry := range config.Config.Env {
		if value, ok := strings.CutPrefix(entry, variable+"="); ok {
			return value, nil
		}
	}
	return "", fmt.Errorf("reading the image's configuration: no %s", variable)
}

// pythonVersion reads X.Y.Z out of the interpreter itself, which holds it as text after its own copyright: that works
// for every architecture, where running it does not.
func pythonVersion(ctx context.Context, tarball, series string) (string, error) {
	command := console.Command{Args: []string{"tar", "--extract", "--to-stdout", "--file", tarball, "./usr/local/bin/python" + series}}
	binary, err := command.Output(ctx)
	if err != nil {
		return "", err
	}
	return findVersion(binary, series)
}
