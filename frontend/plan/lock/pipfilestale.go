package lock

import (
	"slices"

	"github.com/org/pyapp-frontend/spec/pyproject"
)

// pipfileFresh says whether the hash of a Pipfile.lock is that of the Pipfile, with the names of packages as they are
// written or, since Pipenv 2026, as PEP 503 compares them. Pipenv counts its default source where a Pipfile has none; what
// that is, is known from the lock.
func pipfileFresh(meta pipfileMeta, manifest map[string]any) bool {
	asWritten := func(name string) string { return name }
	hash := meta.Hash.SHA256
	return hash == pipfileHash(manifest, meta.rawSources, asWritten) || hash == pipfileHash(manifest, meta.rawSources, pyproject.NormalizeName)
}

func pipfileHash(manifest map[string]any, sources []any, spelled func(string) string) string {
	packages := func(key string) map[string]any {
		out := map[string]any{}
		for name, v := range toolTable(manifest, key) {
			out[spelled(name)] = v
		}
		return out
	}
	content := map[string]any{
		"_meta": map[string]any{
			"sources":  toolValue(manifest, "source", sources),
			"requires": toolValue(manifest, "requires", map[string]any{}),
		},
		"default": packages("packages"),
		"develop": packages("dev-packages"),
	}
	known := []string{"source", "packages", "dev-packages", "requires", "scripts", "pipfile", "pipenv", "default", "develop"}
	for _, key := range toolKeys(manifest) {
		if !slices.Contains(known, key) {
			content[key] = packages(key)
		}
	}
	return toolContentHash(content, ",", ":")
}
