package tools

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestOnlyFinishedProgramsCount(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	tool := Buildkit("v0.33.1")
	bin := tool.Bin(root)
	err := errors.Join(os.MkdirAll(bin, 0o755),
		os.WriteFile(filepath.Join(bin, "buildkitd"), nil, 0o755),
		os.WriteFile(filepath.Join(bin, "buildctl.part"), nil, 0o755))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"github.com/moby/buildkit/cmd/buildctl", "github.com/moby/buildkit/frontend/dockerfile/cmd/dockerfile-frontend"}
	if got := tool.missing(root); !slices.Equal(got, want) {
		t.Errorf("got %v", got)
	}
	if bin != filepath.Join(root, "buildkit-v0.33.1", "bin") {
		t.Errorf("programs are in %s", bin)
	}
}
