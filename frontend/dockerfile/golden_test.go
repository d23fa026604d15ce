package dockerfile

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/frontend/plan"
)

var update = flag.Bool("update", false, "write the goldens anew")

// TestGoldens compares the Dockerfile of each application with testdata/<app>.Dockerfile, and has BuildKit read it without a
// warning.
func TestGoldens(t *testing.T) {
	for _, name := range appNames(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, in := planned(t, name, "amd64")
			checkGolden(t, name, []*plan.Plan{p}, in)
		})
	}
}

// TestTwoPlatforms is the Dockerfile for two platforms of what has to be written down.
func TestTwoPlatforms(t *testing.T) {
	t.Parallel()
	amd64, in := planned(t, "pdm", "amd64")
	arm64, _ := planned(t, "pdm", "arm64")
	checkGolden(t, "pdm-two-platforms", []*plan.Plan{amd64, arm64}, in)
}

func checkGolden(t *testing.T, name string, plans []*plan.Plan, in Input) {
	t.Helper()
	if problems := Check(plans, in); len(problems) > 0 {
		t.Fatal(problems.Text("pyapp.yaml"))
	}
	got := Print(plans, in)
	convert(t, got)
	file := filepath.Join("testdata", name+".Dockerfile")
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil || got != string(want) {
		t.Errorf("%s is not what was printed (%v); run with -update and look at the difference\n%s", file, err, got)
	}
}

// TestEveryGoldenHasAnApp finds goldens that were left behind.
func TestEveryGoldenHasAnApp(t *testing.T) {
	t.Parallel()
	goldens, err := filepath.Glob("testdata/*.Dockerfile")
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range goldens {
		name, _, _ := strings.Cut(strings.TrimSuffix(filepath.Base(g), ".Dockerfile"), "-two-")
		if !slices.Contains(appNames(t), name) {
			t.Errorf("%s belongs to no application", g)
		}
	}
}
