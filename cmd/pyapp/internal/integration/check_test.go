package integration

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	gwclient "github.com/moby/buildkit/frontend/gateway/client"
	"github.com/moby/buildkit/frontend/subrequests/lint"
	"github.com/org/pyapp-frontend/cmd/pyapp/internal/render"
	"github.com/org/pyapp-frontend/frontend"
	"github.com/org/pyapp-frontend/frontend/integration/rig"
	"github.com/rogpeppe/go-internal/txtar"
)

// TestCheckSaysWhatABuildSays has the same poor projects looked at by `pyapp check` and by the request of `docker buildx build --check`,
// and wants the same of both. Left out are those of which a build
// knows more: what uv says of a lock, or that nothing is left of the context.
func TestCheckSaysWhatABuildSays(t *testing.T) {
	m := rig.Find(t)
	for _, name := range []string{
		"advice", "advice-packages", "denied", "entry-missing", "fine", "groups", "member-unknown", "no-lock", "not-yaml",
		"requirement-wrong", "several", "skip", "skip-malformed", "skip-unknown", "stale-poetry", "wide",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a, err := txtar.ParseFile(filepath.Join("..", "command", "testdata", "check", name+".txtar"))
			if err != nil {
				t.Fatal(err)
			}
			dir := t.TempDir()
			for _, f := range a.Files[:len(a.Files)-1] {
				if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, f.Name)), 0o755); err != nil {
					t.Fatal(err)
				}
				rig.Write(t, dir, f.Name, string(f.Data))
			}
			here, there := checkedHere(t, dir), checkedThere(t, m, dir)
			if !slices.Equal(here, there) {
				t.Errorf("pyapp check says\n%s\nand a build\n%s", strings.Join(here, "\n"), strings.Join(there, "\n"))
			}
		})
	}
}

// checkedHere is what `pyapp check` says: of warnings the rule and the text, of errors the place and the text.
func checkedHere(t *testing.T, dir string) []string {
	t.Helper()
	text, said, _ := pyapp(t, "check", "--json", dir)
	var report render.Report
	if err := json.Unmarshal([]byte(text), &report); err != nil {
		t.Fatalf("%v: %s%s", err, text, said)
	}
	var out []string
	for _, d := range report.Diagnostics {
		message := strings.TrimPrefix(d.Key+": ", ": ") + d.Message
		if d.Help != "" {
			message += "; " + d.Help
		}
		if d.Severity == "warning" {
			out = append(out, d.Rule+" "+message)
		} else {
			out = append(out, fmt.Sprintf("%s:%d:%d: %s", rig.SpecFile, d.Start.Line, d.Start.Column, message))
		}
	}
	return slices.Sorted(slices.Values(out))
}

// checkedThere is what the frontend answers.
func checkedThere(t *testing.T, m rig.Machine, dir string) []string {
	t.Helper()
	var results lint.LintResults
	m.Run(t.Context(), t, func(ctx context.Context, c gwclient.Client) (*gwclient.Result, error) {
		res, err := frontend.Build(ctx, c)
		if err == nil {
			err = json.Unmarshal(res.Metadata["result.json"], &results)
		}
		if err != nil {
			t.Error(err)
		}
		return res, err
	}, rig.Build{Mode: rig.InProcess, Dir: dir, Attrs: map[string]string{"requestid": "frontend.lint"}})
	var out []string
	for _, w := range results.Warnings {
		out = append(out, w.RuleName+" "+w.Detail)
	}
	if results.Error != nil {
		for line := range strings.Lines(results.Error.Message) {
			if line = strings.TrimSpace(line); strings.HasPrefix(line, rig.SpecFile+":") {
				out = append(out, line)
			}
		}
	}
	return slices.Sorted(slices.Values(out))
}
