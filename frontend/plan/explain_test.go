package plan

import (
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/spec"
)

// TestExplainLock has what uv 0.13.8 prints when `uv export --locked --offline` refuses a project.
func TestExplainLock(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name, said   string
		groups       spec.Groups
		key, summary string // a part of the summary
		remedy       string
	}{
		{
			name: "stale",
			said: "error: The lockfile at `uv.lock` needs to be updated, but `--locked` was provided.\n\nhint: To update the lockfile, run `uv lock`.\n",
			key:  "lock", summary: "uv.lock does not match pyproject.toml", remedy: "run `uv lock` and commit uv.lock",
		},
		{
			name: "stale, and what it lacks is not at hand",
			said: "error: No solution found when resolving dependencies\n  cause: Because humanize was not found in the cache and your project" +
				" depends on humanize, we can conclude that your project's requirements are unsatisfiable.\n\nhint: Packages were unavailable" +
				" because the network was disabled. When the network is disabled, registry packages may only be read from the cache.\n",
			key: "lock", summary: "uv.lock does not match pyproject.toml", remedy: "run `uv lock` and commit uv.lock",
		},
		{
			name: "not TOML",
			said: "error: Failed to parse `uv.lock`\n  cause: TOML parse error at line 1, column 12\n           |\n         1 | version = [\n" +
				"           |            ^\n         unclosed array, expected `]`\n",
			key: "lock", summary: "Failed to parse `uv.lock`", remedy: "restore uv.lock, or write it anew with `uv lock`",
		},
		{
			name:   "extras that exclude each other",
			said:   "error: Extras `a` and `b` are incompatible with the declared conflicts: {`x[a]`, `x[b]`}\n",
			groups: spec.Groups{Extras: []string{"a", "b"}},
			key:    "extras", summary: "Extras `a` and `b` are incompatible with the declared conflicts: {`x[a]`, `x[b]`}", remedy: "leave one of them out",
		},
		{
			name:   "groups that exclude each other",
			said:   "error: Groups `g` and `h` are incompatible with the conflicts: {`x:g`, `x:h`}\n",
			groups: spec.Groups{Include: []string{"g", "h"}},
			key:    "include-groups", summary: "Groups `g` and `h` are incompatible", remedy: "leave one of them out",
		},
		{
			name:   "an extra and a group that exclude each other",
			said:   "error: Extra `a` and group `g` are incompatible with the declared conflicts: {`x[a]`, `x:g`}\n",
			groups: spec.Groups{Include: []string{"g"}, Extras: []string{"a"}},
			key:    "extras", summary: "Extra `a` and group `g` are incompatible", remedy: "leave one of them out",
		},
		{
			name: "another version of Python",
			said: "error: The requested interpreter resolved to Python 3.11.7, which is incompatible with the project's Python" +
				" requirement: `>=3.19` (from `project.requires-python`)\n",
			key: "python", summary: "The requested interpreter resolved to Python 3.11.7",
		},
		{
			name: "dynamic dependencies",
			said: "error: Failed to generate package metadata for `x==1 @ editable+.`\n  cause: Failed to resolve requirements" +
				" from `build-system.requires`\n  cause: No solution found when resolving: `setuptools>=77`\n",
			key: "project", summary: "uv cannot tell the dependencies without building the project: Failed to generate package" +
				" metadata for `x==1 @ editable+.`: Failed to resolve",
			remedy: "list the dependencies in pyproject.toml instead of making them dynamic",
		},
		{
			name: "an excerpt of the lock",
			said: "error: Failed to parse `uv.lock`\n  cause: TOML parse error at line 1, column 11\n  |\n1 | version = [\n  |           ^\n",
			key:  "lock", summary: "Failed to parse `uv.lock`: TOML parse error at line 1, column 11",
			remedy: "restore uv.lock, or write it anew with `uv lock`",
		},
		{
			name: "anything else",
			said: "error: The lockfile at `uv.lock` uses an unsupported schema version (v9, but only v1 is supported).\n",
			key:  "lock", summary: "uv could not read the lock: The lockfile at `uv.lock` uses an unsupported schema version (v9",
		},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			app := yamlApp(t, "python: '3.13'")
			app.Groups = tc.groups
			got := ExplainLock(app, tc.said)
			wantOne(t, got, tc.key, tc.summary)
			if got[0].Suggestion != tc.remedy {
				t.Errorf("the remedy is %q, want %q", got[0].Suggestion, tc.remedy)
			}
			if strings.Contains(got[0].Summary, "\n") || strings.Contains(got[0].Summary, "error:") {
				t.Errorf("the summary holds what only a terminal wants: %q", got[0].Summary)
			}
		})
	}
}

// TestExplainApp reads what the step leaves that copies the application.
func TestExplainApp(t *testing.T) {
	t.Parallel()
	app := yamlApp(t, "python: '3.13'", "project: api")
	got, err := ExplainApp(app, []byte(`[{"key": "project", "summary": "there is no folder api", "remedy": "create it"},
		{"key": "files", "summary": "data; points to /etc", "remedy": ""}]`))
	if err != nil || len(got) != 2 {
		t.Fatalf("got %q, %v, want two problems", got.Text("pyapp.yaml"), err)
	}
	wantOne(t, got[:1], "project", "there is no folder api; create it")
	wantOne(t, got[1:], "files", "data; points to /etc")
	if got[0].Range.Start.Line != 2 {
		t.Errorf("got %+v", got)
	}
	if _, err := ExplainApp(app, []byte("[")); err == nil {
		t.Error("half a report is read")
	}
}
