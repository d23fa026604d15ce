package lock

import (
	"path/filepath"
	"testing"

	"github.com/org/pyapp-frontend/spec"
)

func TestPoetryInstallsWhatPoetryExports(t *testing.T) {
	t.Parallel()
	for _, g := range []toolGolden{
		{"shop", "none", spec.Groups{ExcludeAll: true}},
		{"shop", "default", spec.Groups{}},
		{"shop", "docs-redis", spec.Groups{ExcludeAll: true, Include: []string{"Docs"}, Extras: []string{"Redis"}}},
		{"shop", "extras", spec.Groups{Exclude: []string{"lint", "TEST"}, Extras: []string{"redis", "Post_gres"}}},
		{"shop", "test-extras", spec.Groups{ExcludeAll: true, Include: []string{"test"}, Extras: []string{"post-gres"}}},
		{"shop", "everything", spec.Groups{Include: []string{"docs"}, Extras: []string{"redis", "post.gres"}}},
		{"classic", "none", spec.Groups{ExcludeAll: true}},
		{"classic", "default", spec.Groups{}},
		{"classic", "docs-cache", spec.Groups{ExcludeAll: true, Include: []string{"docs"}, Extras: []string{"cache"}}},
		{"classic", "everything", spec.Groups{Include: []string{"docs"}, Extras: []string{"cache", "everything"}}},
	} {
		t.Run(g.project+" "+g.export, func(t *testing.T) {
			t.Parallel()
			folder := filepath.Join("testdata", "poetry", g.project)
			got, err := ParsePoetry(toolRead(t, folder, "poetry.lock"), toolRead(t, folder, "pyproject.toml"), g.groups, nil)
			if err != nil {
				t.Fatal(err)
			}
			toolCompare(t, got, filepath.Join(folder, g.export+".txt"))
		})
	}
}
