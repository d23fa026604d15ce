package foreign

import (
	"testing"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// TestRunsWhereItIsAtHome runs images of the foreign platform, built without an emulator, with one.
func TestRunsWhereItIsAtHome(t *testing.T) {
	m := rig.Find(t)
	for _, app := range []string{"worker", "fastapi"} {
		t.Run(app, func(t *testing.T) {
			result := build(t, m, app)
			rig.Emulate(t)
			want := rig.Expect(t, app)
			want.Stop *= 5 // an emulator takes its time
			rig.CheckRun(t, rig.LoadForeign(t, result.Reference, rig.Foreign().Name), want)
		})
	}
}
