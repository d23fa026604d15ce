package llbgen

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/moby/buildkit/solver/pb"
	"github.com/org/pyapp-frontend/frontend/plan"
)

// TestWhatASiblingChanges is nothing: what another member of the workspace is and says does not reach the image of one.
func TestWhatASiblingChanges(t *testing.T) {
	t.Parallel()
	r := requestOf(t, "workspace")
	for name, changed := range map[string]request{
		"dependencies of a sibling": r.edited(t, "packages/batch/pyproject.toml", `"tabulate>=0.9",`, `"tabulate>=0.9", "rich",`),
		"build of a sibling":        r.edited(t, "packages/batch/pyproject.toml", "hatchling.build", "maturin"),
		"tools of the root":         r.edited(t, "pyproject.toml", "pytest>=8.3", "pytest>=8.4"),
	} {
		if got := changes(t, r, changed); len(got) > 0 {
			t.Errorf("%s: changes %q", name, got)
		}
	}
	var read int
	for _, o := range graph(t, r.marshal(t, generator(allCaps))) {
		if src := o.GetSource(); src != nil && strings.HasPrefix(src.Identifier, "local://") {
			read++
			files := plan.NewMatcher(plan.Selection{Include: patterns(t, src, pb.AttrIncludePatterns), Exclude: patterns(t, src, pb.AttrExcludePatterns)})
			for _, name := range []string{"packages/batch/src/batch/report.py", "packages/batch/pyproject.toml", "pyproject.toml", "uv.lock"} {
				if files.Keeps(name) {
					t.Errorf("%s is sent with %s", name, src.Attrs[pb.AttrSharedKeyHint])
				}
			}
		}
	}
	if read != 2 {
		t.Errorf("%d parts of the context are sent, want the application and what describes its packages", read)
	}
}

// patterns are those of an attribute of a source.
func patterns(t *testing.T, src *pb.SourceOp, name string) []string {
	t.Helper()
	var out []string
	if text := src.Attrs[name]; text != "" {
		if err := json.Unmarshal([]byte(text), &out); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// TestWhatAMemberChanges is its own step: the others of the image stay.
func TestWhatAMemberChanges(t *testing.T) {
	t.Parallel()
	r := requestOf(t, "workspace")
	got := changes(t, r, r.edited(t, "packages/core/pyproject.toml", `version = "1.3.0"`, "dynamic = [\"version\"]"))
	if slices.Contains(got, "install dependencies: 7 pure-Python packages") {
		t.Errorf("got %q, and no dependency has changed", got)
	}
}
