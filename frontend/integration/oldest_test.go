package integration

import (
	"slices"
	"testing"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// TestOldestBuildKit wants the oldest supported BuildKit to give the very layers that the newest gives.
func TestOldestBuildKit(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	oldest := rig.NeedEnv(t, "PYAPP_BUILDKIT_OLDEST")
	for _, app := range []string{"fastapi", "worker"} {
		t.Run(app, func(t *testing.T) {
			dir := m.Copy(t, app)
			rig.Seed(t, dir)
			name := rig.RepositoryName(t)
			want := mustBuild(t, m, rig.Build{Mode: rig.AsImage, Dir: dir, Name: name})
			got := mustBuild(t, m, rig.Build{Mode: rig.AsImage, Dir: dir, Name: name, Addr: oldest})
			a, b := diffIDs(t, want), diffIDs(t, got)
			if !slices.Equal(a, b) {
				t.Errorf("the layers are %v, and %v on the newest", b, a)
			}
		})
	}
}

func diffIDs(t *testing.T, r *rig.Result) []string {
	t.Helper()
	var out []string
	for _, id := range rig.Config(t, rig.Pull(t, r.Reference)).RootFS.DiffIDs {
		out = append(out, id.String())
	}
	return out
}
