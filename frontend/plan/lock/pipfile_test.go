package lock

import (
	"path/filepath"
	"testing"

	"github.com/org/pyapp-frontend/spec"
)

func TestPipfileInstallsWhatPipenvExports(t *testing.T) {
	t.Parallel()
	for _, g := range []toolGolden{
		{"shop", "none", spec.Groups{}},
		{"shop", "none", spec.Groups{ExcludeAll: true}},
		{"shop", "dev", spec.Groups{ExcludeAll: true, Include: []string{"dev"}}},
		{"shop", "dev", spec.Groups{ExcludeAll: true, Include: []string{"develop"}}},
		{"shop", "dev", spec.Groups{ExcludeAll: true, Include: []string{"dev-packages"}}},
		{"shop", "docs", spec.Groups{ExcludeAll: true, Include: []string{"Docs"}}},
	} {
		t.Run(g.export, func(t *testing.T) {
			t.Parallel()
			folder := filepath.Join("testdata", "pipfile", g.project)
			got, err := ParsePipfile(toolRead(t, folder, "Pipfile.lock"), toolRead(t, folder, "Pipfile"), g.groups)
			if err != nil {
				t.Fatal(err)
			}
			toolCompare(t, got, filepath.Join(folder, g.export+".txt"))
		})
	}
}
