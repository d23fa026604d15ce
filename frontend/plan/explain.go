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
	unhashed = regexp.MustCompile("([^/`]+)` to compute missing hashes")
)

// NeedsBuild says whether uv could not tell the dependencies without building a package of the context.
func NeedsBuild(said string) bool {
	return strings.Contains(said, "Failed to generate package metadata") || strings.Contains(said, "build-system.requires") ||
		strings.Contains(said, "Failed to build")
}

// ExplainLock translates what uv said. It did not get to see a network, so whatever it said is about the project.
func ExplainLock(app *spec.App, s Source, said string) spec.Diagnostics {
	text := plainText(said)
	if s.Format == FormatScript {
		text = strings.ReplaceAll(text, "uv.lock", s.file()) // uv itself calls every lock so
	}
	has := func(s string) bool { return strings.Contains(said, s) }
	file := unhashed.FindStringSubmatch(said)
	switch {
	case file != nil:
		return one(app, "lock", s.file()+" has no hash of "+file[1], create(s.Format, s.Path))
	case has("Distribution not found at"), has("failed to open file"):
		return one(app, "project", "a dependency is to come from a path that has nothing: "+text, "is it in the build context, and committed?")
	case has("needs to be updated"), has("No solution found"):
		// Without a network uv cannot find what the lock lacks, and says so instead of that the lock is old.
		return stale(app, s)
	case has("Failed to parse `"):
		return one(app, "lock", text, "restore "+s.file()+", or write it anew with uv")
	case conflict.MatchString(text):
		return one(app, groupKey(app.Groups), text, "leave one of them out")
	case unknown.MatchString(text):
		return one(app, groupKey(app.Groups), text, "")
	case has("incompatible with the project's Python requirement"):
		return one(app, "python", text, "")
	}
	return one(app, "lock", "uv could not read the lock: "+text, "")
}

func stale(app *spec.App, s Source) spec.Diagnostics {
	manifest := "pyproject.toml"
	if s.Format == FormatScript {
		manifest = s.Path
	}
	return one(app, "lock", s.file()+" does not match "+manifest, create(s.Format, s.Path))
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
