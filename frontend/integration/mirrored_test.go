package integration

import (
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// TestMirroredImages copies the two images that builds pull as docs/how-to/your-own-registry.md says, and builds from the
// copies for both platforms.
func TestMirroredImages(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	rig.NeedEnv(t, "BUILDX_BUILDER")
	mirror := m.Registry + "/" + rig.RepositoryName(t)
	for from, to := range map[string]string{"/library/" + pythonBase: "/" + pythonBase, "/ghcr/astral-sh/uv:0.13.8": "/uv:0.13.8"} {
		if out, err := inFolder(t, t.TempDir(), nil, "docker", "buildx", "imagetools", "create", "--tag", mirror+to, m.Registry+from); err != nil {
			t.Fatalf("copying %s: %v\n%s", from, err, out)
		}
	}
	for name, args := range map[string][]string{
		"arguments": {"--build-arg", "PYAPP_BASE=" + mirror + "/" + pythonBase, "--build-arg", "PYAPP_UV_IMAGE=" + mirror + "/uv:0.13.8"},
		"contexts": {
			"--build-context", pythonBase + "=docker-image://" + mirror + "/" + pythonBase,
			"--build-context", "ghcr.io/astral-sh/uv:0.13.8=docker-image://" + mirror + "/uv:0.13.8",
		},
	} {
		t.Run(name, func(t *testing.T) {
			out, err := m.Buildx(t.Context(), t, m.Copy(t, "worker"), append(args, "--platform", bothPlatforms)...)
			if err != nil {
				t.Fatalf("building: %v\n%s", err, out)
			}
			// BuildKit may tell of the public names as well: to its cache, images of one digest are the same image.
			for _, image := range []string{"/" + pythonBase, "/uv:0.13.8"} {
				if !strings.Contains(out, mirror+image) {
					t.Errorf("%s is not used:\n%s", mirror+image, out)
				}
			}
		})
	}
}
