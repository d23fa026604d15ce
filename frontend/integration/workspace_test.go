package integration

import (
	"strconv"
	"testing"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// TestWorkspaceEdits edits the member that is built, what it depends on, and the sibling that it has nothing to do with.
func TestWorkspaceEdits(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: m.Copy(t, "workspace")})
	for _, e := range []edit{
		{"version", memberBump("api", "2.1.0"), []string{checksUV, "install project api", copiesApp}},
		{"source", appended("packages/api/src/api/main.py", "\n# %d\n"), []string{copiesApp}},
		{"source of a dependency", appended("packages/core/src/core/quotes.py", "\n# %d\n"), []string{copiesApp}},
		{"version of a dependency", memberBump("core", "1.3.0"), []string{checksUV, "install project core", copiesApp}},
		{"source outside of the workspace", appended("vendor/money/src/money/__init__.py", "\n# %d\n"), []string{copiesApp}},
		{"source of the sibling", appended("packages/batch/src/batch/report.py", "\n# %d\n"), nil},
		{"manifest of the sibling", change("packages/batch/pyproject.toml", "at night", "at night %d"), []string{checksUV}},
		{"root manifest", appended("pyproject.toml", "\n[tool.ruff]\nline-length = %d\n"), []string{checksUV}},
	} {
		t.Run(e.name, func(t *testing.T) { t.Parallel(); editAndBuild(t, m, "workspace", e) })
	}
}

// memberBump gives a member of the workspace a version never seen before, in the lock too.
func memberBump(member, version string) func(t *testing.T, dir string) {
	return func(t *testing.T, dir string) {
		t.Helper()
		number := strconv.Itoa(unused())
		for name, old := range map[string]string{
			"packages/" + member + "/pyproject.toml": `version = "` + version + `"`,
			"uv.lock":                                "name = \"" + member + "\"\nversion = \"" + version + `"`,
		} {
			rig.Edit(t, dir, name, old, old[:len(old)-1]+"."+number+`"`)
		}
	}
}
