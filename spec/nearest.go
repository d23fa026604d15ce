package spec

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
)

// Nearest is the known name that a word most probably means, or "".
func Nearest(word string, known []string) string {
	limit := max(2, len(word)/3)
	if len(word) <= 3 {
		limit = 1 // two changes would turn any short word into any other
	}
	best := ""
	for _, name := range known {
		if len(word)-len(name) > limit || len(name)-len(word) > limit {
			continue // at least as many changes as the lengths differ
		}
		if d := distance(word, name); d <= limit && d < max(len(word), len(name)) {
			best, limit = name, d-1 // from now on, only a nearer one
		}
	}
	return best
}

// DidYouMean is the suggestion of the nearest known name, or "".
func DidYouMean(word string, known []string) string {
	if name := Nearest(word, known); name != "" {
		return fmt.Sprintf("did you mean %q?", name)
	}
	return ""
}

// distance counts the insertions, deletions, replacements and swaps of neighbours that turn a into b (optimal string
// alignment, after Damerau and Levenshtein).
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	var before, above []int
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(x); i++ {
		before, above, row = above, row, make([]int, len(y)+1)
		row[0] = i
		for j := 1; j <= len(y); j++ {
			row[j] = min(above[j]+1, row[j-1]+1, above[j-1]+differ(x[i-1], y[j-1]))
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
	}
	return row[len(y)]
}

func differ(a, b rune) int {
	if a == b {
		return 0
	}
	return 1
}

// nearestKey is the known key that an unknown one most probably means, or "": the same in another spelling, one that other
// tools call so, or one that is nearly written so.
func nearestKey(word string, known []string) string {
	word = kebab(shortest(word))
	if slices.Contains(known, word) {
		return word
	}
	words := slices.Clone(known)
	meanings := synonyms()
	for _, other := range slices.Sorted(maps.Keys(meanings)) {
		if slices.Contains(known, meanings[other]) {
			words = append(words, other)
		}
	}
	found := Nearest(word, words)
	if slices.Contains(known, found) {
		return found
	}
	return meanings[found]
}

// shortest bounds the cost of comparing a word with others: no key is so long.
func shortest(word string) string { return word[:min(len(word), 64)] }

// kebab turns snake_case and camelCase into kebab-case.
func kebab(word string) string {
	var b strings.Builder
	var last rune
	for _, c := range word {
		if unicode.IsUpper(c) && unicode.IsLower(last) {
			b.WriteByte('-')
		}
		last = c
		if c == '_' || c == ' ' {
			c = '-'
		}
		b.WriteRune(unicode.ToLower(c))
	}
	return b.String()
}

// synonyms are what Dockerfiles, Compose files and other tools call a key.
func synonyms() map[string]string {
	return map[string]string{
		"cmd": "command", "args": "command", "run-command": "command", "start": "command", "exec": "entrypoint",
		"expose": "ports", "port": "ports", "volume": "volumes", "mounts": "volumes",
		"environment": "env", "envs": "env", "variables": "env", "label": "labels", "annotations": "labels",
		"health": "healthcheck", "health-check": "healthcheck", "liveness": "healthcheck",
		"apt": "system-libs", "apt-packages": "system-libs", "system-packages": "system-libs", "system-deps": "system-libs", "debs": "system-libs",
		"python-version": "python", "version": "python", "py": "python", "from": "base", "image": "base",
		"groups": "include-groups", "with": "include-groups", "without": "exclude-groups", "optional-dependencies": "extras",
		"lockfile": "lock", "lock-file": "lock", "working-dir": "workdir", "working-directory": "workdir", "cwd": "workdir",
		"stopsignal": "stop-signal", "signal": "stop-signal", "tini": "init", "release": "distro", "suite": "distro",
		"root": "project", "source": "project", "uv-version": "uv", "compile": "bytecode", "compile-bytecode": "bytecode",
		"services": "processes", "workers": "processes", "development": "dev", "testing": "test",
		"start-delay": "start-period", "url": "path", "protocol": "scheme", "group": "gid", "id": "uid", "runtime": "run", "run": "runtime", "test": "command",
		"registries": "indexes", "repositories": "indexes", "sources": "indexes", "dependencies": "packages", "requirements": "packages",
		"src": "source", "dest": "to", "dst": "to", "destination": "to", "file": "dockerfile", "build-args": "args", "additional-contexts": "stages",
		"member": "package", "workspace": "package", "cert": "client-cert", "client-key": "client-cert",
		"username": "secret", "password": "secret", "token": "secret", "credentials": "secret", "auth": "secret", "login": "secret",
	}
}
