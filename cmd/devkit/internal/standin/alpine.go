package standin

import (
	"context"
	_ "embed" // for the script
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"

	v1 "github.com/google/go-containerregistry/pkg/v1"

	"github.com/org/pyapp-frontend/cmd/devkit/internal/apt"
	"github.com/org/pyapp-frontend/cmd/devkit/internal/console"
)

//go:embed alpine.sh
var alpineScript string

// Alpine describes the Python image of a release of Alpine, "3.13" of "3.23", for this machine's architecture. Nothing in
// it is Alpine's: Debian's suite has the sources of Python, which are compiled for musl with as little as builds need (no
// ssl, sqlite3, ctypes), musl, and busybox. The database of apk is empty, and there is no apk.
func Alpine(series, release, suite string, archive apt.Archive) Image {
	sources := archive.WithSources(suite)
	return Image{
		Name:     pythonRepository + series + "-alpine" + release,
		Arches:   []string{runtime.GOARCH},
		Recipe:   recipe(series, release, sources, alpineScript),
		Optional: true, // not every mirror has sources
		Hint:     "about 2 min",
		Build: func(ctx context.Context, arch, scratch string, log io.Writer) (v1.Image, error) {
			if err := compileAlpine(ctx, series, release, sources, scratch, log); err != nil {
				return nil, err
			}
			return pythonImage(ctx, filepath.Join(scratch, tarballName), arch, series)
		},
		Alias: fullVersion("-alpine" + release),
	}
}

func compileAlpine(ctx context.Context, series, release, sources, dir string, log io.Writer) error {
	if err := os.Mkdir(filepath.Join(dir, "apt"), 0o755); err != nil {
		return fmt.Errorf("making a scratch folder: %w", err)
	}
	if err := os.WriteFile(filepath.Join(dir, "apt", "debian.sources"), []byte(sources), 0o644); err != nil {
		return fmt.Errorf("writing the sources list: %w", err)
	}
	command := console.Command{
		Env:  []string{fmt.Sprintf("SOURCE_DATE_EPOCH=%d", epoch)},
		Args: []string{"sh", "-c", alpineScript, "alpine.sh", dir, release, "python" + series, tarballName},
	}
	return command.Run(ctx, log)
}
