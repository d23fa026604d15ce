package bench

import (
	"context"
	"os"
	"path/filepath"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/tarball"

	"github.com/org/pyapp-frontend/cmd/devkit/internal/console"
)

const (
	pipVersion = "26.3"
	pipProgram = "#!/usr/local/bin/python3.13\nimport sys\nfrom pip._internal.cli.main import main\nsys.exit(main())\n"
)

// withPip puts pip into every image of a base, where the official image has it and its stand-in has not: some contenders use it.
func (l *lab) withPip(ctx context.Context, index v1.ImageIndex) (v1.ImageIndex, error) {
	layer, err := l.pip(ctx)
	if err != nil {
		return nil, err
	}
	return eachImage(index, func(image v1.Image) (v1.Image, error) {
		return mutate.Append(image, mutate.Addendum{Layer: layer, History: v1.History{CreatedBy: "pip"}})
	})
}

func (l *lab) pip(ctx context.Context) (v1.Layer, error) {
	root := filepath.Join(l.scratch, "pip")
	bin := filepath.Join(root, "usr/local/bin")
	if err := os.MkdirAll(bin, 0o755); err != nil {
		return nil, err
	}
	if err := os.WriteFile(filepath.Join(bin, "pip"), []byte(pipProgram), 0o755); err != nil {
		return nil, err
	}
	archive := root + ".tar"
	for _, args := range [][]string{
		{"pip3", "install", "--quiet", "--no-deps", "--no-compile", "--disable-pip-version-check", "--root-user-action=ignore",
			"--target=" + filepath.Join(root, "usr/local/lib/python3.13/site-packages"), "pip==" + pipVersion},
		{"tar", "--create", "--file=" + archive, "--directory=" + root, "--owner=0", "--group=0", "usr/local/bin/pip", "usr/local/lib"},
	} {
		if _, err := (console.Command{Args: args}).Output(ctx); err != nil {
			return nil, err
		}
	}
	return tarball.LayerFromFile(archive)
}
