package integration

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/frontend"
	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// TestFrontendImage looks at the frontend's own image: one static program, for a user that is not root, with the labels by
// which BuildKit runs it without a network and learns what it can do.
func TestFrontendImage(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	if m.Frontend == "" {
		rig.NeedEnv(t, "PYAPP_FRONTEND")
	}
	img := rig.Pull(t, m.Frontend)
	files := rig.Files(rig.Entries(t, img))
	if got := slices.Sorted(maps.Keys(files)); !slices.Equal(got, []string{"pyapp-frontend"}) {
		t.Errorf("it has %q, want the program alone", got)
	}
	if size := files["pyapp-frontend"].Header.Size; size > 25e6 {
		t.Errorf("the program has %d bytes, want 25 MB at most", size)
	}
	config := rig.Config(t, img).Config
	if config.User == "" || strings.HasPrefix(config.User, "0") {
		t.Errorf("it runs as %q", config.User)
	}
	for key, want := range map[string]string{
		"moby.buildkit.frontend.network.none": "true",
		"moby.buildkit.frontend.caps":         strings.Join(frontend.Capabilities, ","),
	} {
		if got := config.Labels[key]; got != want {
			t.Errorf("the label %s is %q, want %q", key, got, want)
		}
	}
}
