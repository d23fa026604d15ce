package plan

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"

	"github.com/org/pyapp-frontend/spec"
)

var (
	conflict = regexp.MustCompile(`(?i)(extras?|groups?) .* incompatible`)
	unknown  = regexp.MustCompile("^(Group|Extra) `")
)

// ExplainLock translates what uv said. It never gets to see a network, so whatever it said is about the project.
func ExplainLock(app *spec.App, said string) spec.Diagnostics {
	text := plainText(said)
	has := func(s string) bool { return strings.Contains(said, s) }
	switch {
	case has("Distribution not found at"), has("failed to open file"):
		return one(app, "project", "dependencies at a path of their own are not supported yet: "+text, "")
	case has("Failed to generate package metadata"), has("build-system.requires"):
		return one(app, "project", "uv cannot tell the dependencies without building the project: "+text,
			"list the dependencies in pyproject.toml instead of making them dynamic")
	case has("needs to be updated"), has("No solution found"):
		// Without a network uv cannot find what the lock lacks, and says so instead of that the lock is old.
		return one(app, "lock", "uv.lock does not match pyproject.toml", "run `uv lock` and commit uv.lock")
	case has("Failed to parse `uv.lock`"):
		return one(app, "lock", text, "restore uv.lock, or write it anew with `uv lock`")
	case conflict.MatchString(text):
		return one(app, groupKey(app.Groups), text, "leave one of them out")
	case unknown.MatchString(text):
		return one(app, groupKey(app.Groups), text, "")
	case has("incompatible with the project's Python requirement"):
		return one(app, "python", text, "")
	}
	return one(app, "lock", "uv could not read the lock: "+text, "")
}

// ExplainApp reads what the step found that copies the application.
func ExplainApp(app *spec.App, found []byte) (spec.Diagnostics, error) {
	var problems []struct{ Key, Summary, Remedy string }
	if err := json.Unmarshal(found, &problems); err != nil {
		return nil, fmt.Errorf("reading what is wrong with the application's files: %w", err)
	}
	var out spec.Diagnostics
	for _, p := range problems {
		out = append(out, problem(app, p.Key, p.Summary, p.Remedy))
	}
	return out, nil
}

func groupKey(g spec.Groups) string {
	if len(g.Extras) > 0 {
		return "extras"
	}
	return "include-groups"
}

// excerpt is a line of the picture that uv draws of a file.
var excerpt = regexp.MustCompile(`^(\d+ )?\|`)

// plainText joins what uv prints in several lines and with marks into one line.
func plainText(said string) string {
	var parts []string
	for _, line := range strings.Split(said, "\n") {
		line = strings.TrimLeft(line, " \t")
		for _, mark := range []string{"error: ", "cause: ", "hint: "} {
			line = strings.TrimPrefix(line, mark)
		}
		if line != "" && !excerpt.MatchString(line) {
			parts = append(parts, line)
		}
	}
	return strings.Join(parts, ": ")
}
