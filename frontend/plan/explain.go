package plan

import (
	"regexp"
	"strings"

	"github.com/org/pyapp-frontend/spec"
)

var conflict = regexp.MustCompile(`(?i)(extras?|groups?) .* incompatible`)

// ExplainLock translates what uv said. It never gets to see a network, so whatever it said is about the project.
func ExplainLock(app *spec.App, said string) spec.Diagnostics {
	text := plainText(said)
	switch {
	case strings.Contains(said, "needs to be updated"), strings.Contains(said, "No solution found"):
		// Without a network uv cannot find what the lock lacks, and says so instead of that the lock is old.
		return one(app, "lock", "uv.lock does not match pyproject.toml", "run `uv lock` and commit uv.lock")
	case strings.Contains(said, "Failed to parse `uv.lock`") || strings.Contains(said, "failed to parse uv.lock"):
		return one(app, "lock", text, "restore uv.lock, or write it anew with `uv lock`")
	case conflict.MatchString(text):
		return one(app, groupKey(app.Groups), text, "leave one of them out")
	case strings.Contains(said, "not found in the cache") || strings.Contains(said, "network connectivity is disabled"):
		return one(app, "project", "uv cannot tell the dependencies without building the project: "+text,
			"list the dependencies in pyproject.toml instead of making them dynamic")
	case strings.Contains(said, "No interpreter found"):
		return one(app, "python", "pyproject.toml asks for another version of Python: "+text, "")
	}
	return one(app, "lock", "uv could not read the lock: "+text, "")
}

// ExplainApp translates what the step said that copies the application: each line is one problem.
func ExplainApp(app *spec.App, said string) spec.Diagnostics {
	var out spec.Diagnostics
	for _, line := range strings.Split(said, "\n") {
		key, summary, _ := strings.Cut(line, ": ")
		summary, remedy, _ := strings.Cut(summary, "; ")
		out = append(out, problem(app, key, summary, remedy))
	}
	return out
}

func groupKey(g spec.Groups) string {
	if len(g.Extras) > 0 {
		return "extras"
	}
	return "include-groups"
}

// plainText joins what uv prints in several lines and with marks into one line.
func plainText(said string) string {
	var parts []string
	for _, line := range strings.Split(said, "\n") {
		line = strings.TrimLeft(line, " \t╰─▶├│×·")
		line = strings.TrimPrefix(strings.TrimPrefix(line, "error: "), "Caused by: ")
		if line = strings.TrimSpace(line); line != "" {
			parts = append(parts, line)
		}
	}
	return strings.Join(parts, ": ")
}
