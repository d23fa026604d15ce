package integration

import (
	"slices"
	"strings"
	"testing"

	v1 "github.com/google/go-containerregistry/pkg/v1"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// TestSharedPaths has packages of two kinds, which belong into two layers. Where they bring the same path they end up in one.
// What they bring there is the same, because it is chance which of two files one install leaves.
func TestSharedPaths(t *testing.T) {
	t.Parallel()
	const on = "install dependencies for linux/amd64: "
	apart := []string{on + "right", "install dependencies: left, other"}
	tied := []string{on + "left, right", "install dependencies: other"}
	for _, c := range []struct {
		name        string
		left, right map[string]string // what the packages bring
		want        []string
	}{
		{"nothing", map[string]string{"left/__init__.py": ""}, map[string]string{"right/__init__.py": ""}, apart},
		{"namespace", map[string]string{"space/left.py": ""}, map[string]string{"space/right.py": ""}, apart},
		{"file", map[string]string{"space/same.py": "x = 1\n"}, map[string]string{"space/same.py": "x = 1\n"}, tied},
		{"package", map[string]string{"tests/__init__.py": "", "tests/left.py": ""}, map[string]string{"tests/__init__.py": ""}, tied},
		{"file of a package", map[string]string{"left/__init__.py": "", "left/same.py": ""}, map[string]string{"left/same.py": ""}, tied},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			index := rig.NewIndex(t, rig.IndexOptions{})
			lock := pylock(
				index.AddWheel(t, "left", numbered("1"), c.left),
				index.AddWheel(t, "other", numbered("1"), map[string]string{"other.py": ""}),
				index.AddPlatformWheel(t, "right", numbered("1"), "py3-none-manylinux_2_17_x86_64", c.right),
			)
			p := newPrivate(t, nil, "", map[string]string{"pylock.toml": lock})
			_, img := wantOneEnvironment(t, p.machine, p.build(t, nil))
			if got := dependencyHistory(t, img); !slices.Equal(got, c.want) {
				t.Errorf("the layers are %q, want %q", got, c.want)
			}
		})
	}
}

// dependencyHistory is what the history says of the layers that dependencies were installed into from wheels.
func dependencyHistory(t *testing.T, img v1.Image) []string {
	t.Helper()
	var out []string
	for _, h := range rig.Config(t, img).History {
		if at := strings.Index(h.CreatedBy, "install dependencies"); at >= 0 {
			out = append(out, h.CreatedBy[at:])
		}
	}
	return out
}
