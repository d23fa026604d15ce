package plan

import (
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/spec"
)

// TestExportArgs asks uv for one canonical lock of what a spec chooses.
func TestExportArgs(t *testing.T) {
	t.Parallel()
	const always = "--format pylock.toml --preview-features pylock --no-header"
	groups := spec.Groups{ExcludeAll: true, Include: []string{"web", "ops"}, Extras: []string{"s3"}}
	for _, tc := range []struct {
		name   string
		groups spec.Groups
		member string
		source Source
		want   string // after what is always there
	}{
		{"project", spec.Groups{ExcludeAll: true}, "", Source{FormatUV, "uv.lock"}, "--locked --no-default-groups"},
		{"default groups", spec.Groups{}, "", Source{FormatUV, "uv.lock"}, "--locked"},
		{"default groups but one", spec.Groups{Exclude: []string{"dev"}}, "", Source{FormatUV, "uv.lock"}, "--locked --no-group dev"},
		{"chosen groups", groups, "", Source{FormatUV, "uv.lock"}, "--locked --no-default-groups --group web --group ops --extra s3"},
		{"member", spec.Groups{ExcludeAll: true}, "api", Source{FormatUV, "uv.lock"}, "--locked --package api --no-default-groups"},
		{"script", groups, "", Source{FormatScript, "bin/a.py"}, "--locked --script bin/a.py"},
		{"nothing locked", spec.Groups{ExcludeAll: true}, "", Source{FormatNone, ""}, "--no-default-groups"},
		{"nothing locked, of a script", groups, "", Source{FormatNone, "a.py"}, "--script a.py"},
	} {
		app := yamlApp(t, "python: '3.13'")
		app.Groups, app.Package = tc.groups, tc.member
		if got := strings.Join(ExportArgs(app, tc.source), " "); got != always+" "+tc.want {
			t.Errorf("%s: got %s, want %s %s", tc.name, got, always, tc.want)
		}
	}
}
