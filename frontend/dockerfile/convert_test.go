package dockerfile

import (
	"context"
	"testing"

	"github.com/moby/buildkit/client/llb/sourceresolver"
	"github.com/moby/buildkit/frontend/dockerfile/dockerfile2llb"
	"github.com/moby/buildkit/frontend/dockerfile/linter"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	dockerspec "github.com/moby/docker-image-spec/specs-go/v1"
	digest "github.com/opencontainers/go-digest"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"
)

// images answers for every image with one that sets a path and a command, as those of Python do.
type images struct{}

// ResolveImageConfig implements llb.ImageMetaResolver.
func (images) ResolveImageConfig(_ context.Context, ref string, _ sourceresolver.Opt) (string, digest.Digest, []byte, error) {
	config := `{"architecture": "amd64", "os": "linux", "rootfs": {"type": "layers", "diff_ids": []},
		"config": {"Env": ["PATH=/usr/local/bin:/usr/bin:/bin", "PYTHON_VERSION=3.13.5"], "Cmd": ["python3"]}}`
	return ref, digest.FromString(ref), []byte(config), nil
}

// convert has BuildKit's own Dockerfile frontend read a Dockerfile, which may not warn of anything.
func convert(t *testing.T, text string) (*dockerspec.DockerOCIImage, *dockerfile2llb.Result) {
	t.Helper()
	result, err := tryConvert(t, text)
	if err != nil {
		t.Fatalf("BuildKit does not read the Dockerfile: %v\n%s", err, text)
	}
	return result.Image, result
}

func tryConvert(t *testing.T, text string) (*dockerfile2llb.Result, error) {
	t.Helper()
	opt := dockerfile2llb.ConvertOpt{
		MetaResolver: images{}, TargetPlatform: &ocispecs.Platform{OS: "linux", Architecture: "amd64"},
		Warn: func(rule, _, _, message string, _ []parser.Range) { t.Errorf("BuildKit warns: %s: %s", rule, message) },
	}
	opt.LinterConfig = &linter.Config{ExperimentalAll: true}
	return dockerfile2llb.Dockerfile2LLB(t.Context(), []byte(text), opt)
}
