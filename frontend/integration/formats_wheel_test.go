package integration

import (
	"fmt"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// TestWheelIsNew edits only what a wheel is built from, and wants it in the image: installers remember wheels of folders
// whose manifest has not changed.
func TestWheelIsNew(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	dir := m.Copy(t, "wheel")
	for range 2 {
		number := fmt.Sprint(unused())
		rig.Write(t, dir, "src/teller/story.txt", number+"\n")
		result := mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: dir, Name: rig.RepositoryName(t)})
		out, err := rig.Output(t, m.Load(t, result.Reference, pythonBase), nil)
		if err != nil || !strings.Contains(out, number) {
			t.Errorf("the image does not have %s: %v\n%s", number, err, out)
		}
	}
}
