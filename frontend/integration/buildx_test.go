package integration

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// TestBuildx does what the README tells users to do: build with buildx, push, pull, run.
func TestBuildx(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	tag := m.Registry + "/" + rig.RepositoryName(t) + ":1"
	out, err := m.Buildx(t.Context(), t, m.Copy(t, "script"), "--push", "--tag", tag, "--label", "commit=abc")
	if err != nil {
		t.Fatalf("building: %v\n%s", err, out)
	}
	if labels := rig.Config(t, rig.Pull(t, tag)).Config.Labels; labels["commit"] != "abc" {
		t.Errorf("labels are %v", labels)
	}
	rig.CheckRun(t, m.Load(t, tag, pythonBase), rig.Expect(t, "script"))
}

// TestBuildxDrawsLines wants the user of buildx to see the lines of the spec that are wrong.
func TestBuildxDrawsLines(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	for _, f := range failures() {
		t.Run(f.name, func(t *testing.T) {
			dir := m.Copy(t, f.app)
			f.spoil(t, dir)
			out, err := m.Buildx(t.Context(), t, dir)
			if err == nil {
				t.Fatalf("the build succeeded:\n%s", out)
			}
			drawn := regexp.MustCompile(`(?m)^ +(\d+) \| >>> (.*)$`).FindAllString(out, -1)
			if len(drawn) == 0 {
				t.Errorf("no line is drawn:\n%s", out)
			}
			spec := strings.Split(string(readFile(t, dir, rig.SpecFile)), "\n")
			if f.line > 0 && !slices.ContainsFunc(drawn, func(d string) bool { return strings.HasSuffix(d, spec[f.line-1]) }) {
				t.Errorf("line %d is not among those drawn: %q", f.line, drawn)
			}
			if strings.Contains(out, "goroutine ") {
				t.Errorf("the user sees a stack trace:\n%s", out)
			}
		})
	}
}
