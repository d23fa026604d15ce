package frontend

import (
	"context"
	"strings"
	"testing"

	"github.com/moby/buildkit/client/llb"
	"github.com/moby/buildkit/frontend/dockerui"
	gwclient "github.com/moby/buildkit/frontend/gateway/client"
	"github.com/org/pyapp-frontend/spec"
)

// asked is what a build showed as warnings, in order.
type asked struct{ warnings []string }

// newBuild is a build of a spec with these build arguments; it has no daemon.
func newBuild(t *testing.T, text string, args map[string]string) (*build, *asked) {
	t.Helper()
	seen := &asked{}
	source := llb.NewSourceMap(nil, "pyapp.yaml", "YAML", []byte(text))
	source.Definition = &llb.Definition{}
	return &build{
		Client: &dockerui.Client{Config: dockerui.Config{BuildArgs: args}},
		source: &dockerui.Source{SourceMap: source, Warn: func(_ context.Context, msg string, _ gwclient.WarnOpts) {
			seen.warnings = append(seen.warnings, msg)
		}},
	}, seen
}

// wantError checks that an error says all of some words.
func wantError(t *testing.T, err error, words ...string) {
	t.Helper()
	if err == nil {
		t.Fatalf("no error, want one with %q", words)
	}
	for _, w := range words {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("error %q does not mention %q", err, w)
		}
	}
}

// TestTarget knows the targets that the file describes.
func TestTarget(t *testing.T) {
	t.Parallel()
	for target, ok := range map[string]bool{"": true, "runtime": true, "worker": true, "test": true, "dev": false, "wroker": false} {
		b, _ := newBuild(t, "entrypoint: [python, main.py]\nprocesses: {worker: {command: [celery]}}\ntest: {command: [pytest]}\n", nil)
		b.Target = target
		switch _, err := b.parse(t.Context()); {
		case ok && err != nil:
			t.Errorf("target %q: %v", target, err)
		case !ok:
			wantError(t, err, `pyapp.yaml:2:1: target "`+target+`" is not known; the targets are: runtime, worker, test`)
		}
	}
}

// TestParseReportsAll wants every problem of a file in one error, and warnings aside.
func TestParseReportsAll(t *testing.T) {
	t.Parallel()
	b, _ := newBuild(t, "pyhton: '3.13'\nports: [99999]\nentrypoint: [python, main.py]\n", nil)
	_, err := b.parse(t.Context())
	wantError(t, err, "2 problems in pyapp.yaml", "pyapp.yaml:1:1: ", "pyapp.yaml:2:9: ", "python", "99999")

	b, seen := newBuild(t, "entrypoint: [python, main.py]\nenv: {API_TOKEN: abc}\n", nil)
	if file, err := b.parse(t.Context()); file == nil || err != nil {
		t.Errorf("got %v, %v of a file that deserves a warning", file, err)
	}
	if len(seen.warnings) != 1 || !strings.HasPrefix(seen.warnings[0], "pyapp.yaml:2:7: ") {
		t.Errorf("warnings are %q, want one at 2:7", seen.warnings)
	}
}

// TestReportWithoutProblems is no error.
func TestReportWithoutProblems(t *testing.T) {
	t.Parallel()
	b, seen := newBuild(t, "", nil)
	if err := b.report(t.Context(), nil); err != nil || len(seen.warnings) > 0 {
		t.Errorf("got %v and %q", err, seen.warnings)
	}
	err := b.report(t.Context(), spec.Diagnostics{{Severity: spec.Warning, Summary: "look out"}})
	if err != nil || len(seen.warnings) != 1 {
		t.Errorf("got %v and %q, want one warning", err, seen.warnings)
	}
}
