package spec_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/spec"
)

// TestValid resolves every file of testdata/specs/valid without build arguments or a project, and compares all values.
func TestValid(t *testing.T) {
	t.Parallel()
	for _, name := range glob(t, validDir, "*.yaml") {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		app, problems := check(data, spec.Inputs{})
		if len(problems) > 0 {
			t.Errorf("%s:\n%s", name, problems.Text("pyapp.yaml"))
			continue
		}
		app.Ranges = nil // see TestRanges
		got, err := json.MarshalIndent(app, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		compareGolden(t, strings.TrimSuffix(name, ".yaml")+".json", string(got)+"\n")
	}
}

func compareGolden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s:\ngot:\n%s\nwant:\n%s", name, got, want)
	}
}

// mustResolve is the App of a spec that has to be free of errors.
func mustResolve(t *testing.T, text string, in spec.Inputs) *spec.App {
	t.Helper()
	app, problems := check([]byte(text), in)
	if app == nil {
		t.Fatalf("resolving:\n%s", problems.Text("pyapp.yaml"))
	}
	return app
}
