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
			name: "a file without a hash",
			said: "error: Failed to download `https://files.example/b7/six-1.17.0-py2.py3-none-any.whl` to compute missing hashes\n  cause: Network" +
				" connectivity is disabled, but the requested data wasn't found in the cache: https://files.example/b7/six-1.17.0-py2.py3-none-any.whl\n",
			key: "lock", summary: "uv.lock has no hash of six-1.17.0-py2.py3-none-any.whl", remedy: "run `uv lock` and commit uv.lock",
		},
		{
			name: "not TOML",
			said: "error: Failed to parse `uv.lock`\n  cause: TOML parse error at line 1, column 12\n           |\n         1 | version = [\n" +
				"           |            ^\n         unclosed array, expected `]`\n",
			key: "lock", summary: "Failed to parse `uv.lock`", remedy: "restore uv.lock, or write it anew with uv",
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
			name: "a path that has nothing",
			said: "error: Failed to build `x @ editable+.`\n  cause: Distribution not found at: file:///src/libs/money\n",
			key:  "project", summary: "a dependency is to come from a path that has nothing: Failed to build `x @ editable+.`: Distribution not" +
				" found at: file:///src/libs/money", remedy: "is it in the build context, and committed?",
		},
		{
			name: "an excerpt of the lock",
			said: "error: Failed to parse `uv.lock`\n  cause: TOML parse error at line 1, column 11\n  |\n1 | version = [\n  |           ^\n",
			key:  "lock", summary: "Failed to parse `uv.lock`: TOML parse error at line 1, column 11",
			remedy: "restore uv.lock, or write it anew with uv",
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
			got := ExplainLock(app, Source{FormatUV, "uv.lock"}, tc.said)
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

// TestExplainScriptLock names the files of a script.
func TestExplainScriptLock(t *testing.T) {
	t.Parallel()
	app, script := yamlApp(t, "python: '3.13'"), Source{FormatScript, "bin/report.py"}
	wantOne(t, ExplainLock(app, script, "error: The lockfile at `bin/report.py.lock` needs to be updated, but `--locked` was provided.\n"),
		"lock", "bin/report.py.lock does not match bin/report.py", "`uv lock --script bin/report.py`", "commit bin/report.py.lock")
	wantOne(t, ExplainLock(app, script, "error: Failed to parse `bin/report.py.lock`\n"), "lock", "restore bin/report.py.lock")
}

// TestNeedsBuild tells dependencies that only a build can tell from everything else that uv may say.
func TestNeedsBuild(t *testing.T) {
	t.Parallel()
	for said, want := range map[string]bool{
		"error: Failed to generate package metadata for `x==1 @ editable+.`\n  cause: Failed to resolve requirements from" +
			" `build-system.requires`\n  cause: No solution found when resolving: `setuptools>=77`\n": true,
		"error: Failed to build `x @ file:///src`\n":                                         true,
		"error: The lockfile at `uv.lock` needs to be updated, but `--locked` was provided.": false,
		"": false,
	} {
		if got := NeedsBuild(said); got != want {
			t.Errorf("%q needs a build: %t, want %t", said, got, want)
		}
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
