package integration

import (
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// greetings asks the running service.
const greetings = "import urllib.request as u; print(u.urlopen('http://localhost:8020/').read().decode())"

// TestDevTarget mounts the sources over the application. The environment stays in sight, the package is imported from what is
// mounted, and an edit on the host shows.
func TestDevTarget(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	dir := m.Copy(t, "targets")
	result := mustBuild(t, m, targeted(t, rig.InProcess, dir, "dev"))
	img := rig.Pull(t, result.Reference)
	if volumes := rig.Config(t, img).Config.Volumes; len(volumes) != 2 {
		t.Errorf("the volumes are %v, want /data and the environment", volumes)
	}
	for name := range rig.Files(rig.Entries(t, img)) {
		if strings.HasPrefix(name, "app/src") && strings.HasSuffix(name, ".pyc") {
			t.Errorf("%s would hide an edit", name)
		}
	}
	c := rig.StartOver(t, m.Load(t, result.Reference, pythonBase), dir, "/app")
	c.Await(t, []string{"python", "-c", greetings}, "Dear Ada,")
	if out, err := c.Exec(t.Context(), "pytest", "-q", "-s", "-p", "no:cacheprovider", "tests/test_letters.py::test_greeting"); err != nil || !strings.Contains(out, "1 passed") {
		t.Errorf("the tests say %q (%v)", out, err)
	}
	rig.Edit(t, dir, "src/mailroom/letters.py", "Dear", "Ahoy")
	c.Await(t, []string{"python", "-c", greetings}, "Ahoy Ada,")
}
