package lock

import (
	"errors"
	"path/filepath"
	"testing"

	"github.com/org/pyapp-frontend/spec"
)

func TestPDMInstallsWhatPDMExports(t *testing.T) {
	t.Parallel()
	goldens := []toolGolden{{"urls", "none", spec.Groups{}}}
	for _, project := range []string{"shop", "local"} {
		goldens = append(goldens,
			toolGolden{project, "none", spec.Groups{ExcludeAll: true}},
			toolGolden{project, "default", spec.Groups{}},
			toolGolden{project, "docs-redis", spec.Groups{ExcludeAll: true, Include: []string{"Docs"}, Extras: []string{"Redis"}}},
			toolGolden{project, "extras", spec.Groups{ExcludeAll: true, Extras: []string{"redis", "Post_gres"}}},
			toolGolden{project, "without-test", spec.Groups{Exclude: []string{"Test"}, Extras: []string{"redis", "post.gres"}}},
			toolGolden{project, "everything", spec.Groups{Extras: []string{"redis", "post-gres"}}},
		)
	}
	for _, g := range goldens {
		t.Run(g.project+" "+g.export, func(t *testing.T) {
			t.Parallel()
			got := pdmProject(t, g.project).read(t, g.groups)
			toolCompare(t, got, filepath.Join("testdata", "pdm", g.project, g.export+".txt"))
		})
	}
}

func TestPDMWithoutGroupsInTheLock(t *testing.T) {
	t.Parallel()
	p := pdmProject(t, "plain")
	_, err := p.parse(p.lock, p.manifest, spec.Groups{})
	var problem *Error
	if !errors.As(err, &problem) || problem.Remedy != "run `pdm lock -S inherit_metadata` and commit pdm.lock" {
		t.Errorf("got %v", err)
	}
}
