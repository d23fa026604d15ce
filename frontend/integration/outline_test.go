package integration

import (
	"regexp"
	"testing"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// TestOutline wants `--call outline` to name what a build may be given, and what it must be.
func TestOutline(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	dir := m.Copy(t, "script")
	rig.Edit(t, dir, rig.SpecFile, "entrypoint:", "indexes: [{name: corp, url: 'https://pypi.corp.example/simple', secret: corp-index}]\nentrypoint:")
	out, err := m.Buildx(t.Context(), t, dir, "--call", "outline")
	if err != nil {
		t.Fatalf("asking: %v\n%s", err, out)
	}
	for _, line := range []string{`PYAPP_PYTHON`, `corp-index +true`, `ca\b`, `netrc`, `known-hosts`, `GIT_AUTH_TOKEN`, `default`} {
		if !regexp.MustCompile(`(?m)^` + line).MatchString(out) {
			t.Errorf("the outline has no line like %q:\n%s", line, out)
		}
	}
}

// TestOutlineCaches lists the caches of a build beside what it may be given. The table that buildx prints leaves them out.
func TestOutlineCaches(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	out, err := m.Call(t.Context(), t, m.Copy(t, "libpq"), "outline,format=json")
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"pyapp/uv", "pyapp/apt-lists-trixie-amd64"} {
		if !regexp.MustCompile(`"ID": "` + id + `"`).MatchString(out) {
			t.Errorf("the outline does not have the cache %s:\n%s", id, out)
		}
	}
}
