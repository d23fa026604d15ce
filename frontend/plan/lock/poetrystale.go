package lock

import (
	"regexp"
	"strings"
)

var poetryMaker = regexp.MustCompile(`Poetry ([0-9.]+)`)

// poetryFresh says whether the hash of a poetry.lock is that of the project. Poetry before 2.3 left [dependency-groups] out.
func poetryFresh(text, hash string, manifest map[string]any) bool {
	if hash == poetryHash(manifest, toolTable(manifest, "dependency-groups")) {
		return true
	}
	comment, _, _ := strings.Cut(text, "\n")
	m := poetryMaker.FindStringSubmatch(comment)
	if m == nil {
		return false
	}
	major, minor, ok := toolFormat(strings.TrimRight(m[1], "."))
	return ok && (major < 2 || major == 2 && minor < 3) && hash == poetryHash(manifest, nil)
}

// poetryHash is the hash of those keys that the solution depends on. Keys of [tool.poetry] that are as old as the hash are
// there even if the project has none, unless it has something in the standard tables. Without those the keys are not inside
// tables.
func poetryHash(manifest, groups map[string]any) string {
	project, tool := map[string]any{}, map[string]any{}
	for _, key := range []string{"requires-python", "dependencies", "optional-dependencies"} {
		if v, ok := toolTable(manifest, "project")[key]; ok {
			project[key] = v
		}
	}
	standard := len(project) > 0 || len(groups) > 0
	for _, key := range []string{"dependencies", "source", "extras", "dev-dependencies", "group"} {
		v, ok := toolTable(manifest, "tool", "poetry")[key]
		if ok || !standard && key != "group" {
			tool[key] = v
		}
	}
	if !standard {
		return toolContentHash(tool, ", ", ": ")
	}
	content := map[string]any{"tool": map[string]any{"poetry": tool}}
	if len(project) > 0 {
		content["project"] = project
	}
	if len(groups) > 0 {
		content["dependency-groups"] = groups
	}
	return toolContentHash(content, ", ", ": ")
}
