package schema

import (
	"strings"
	"testing"
)

// TestExplain tells of keys at every level, and under names of one's own.
func TestExplain(t *testing.T) {
	t.Parallel()
	for path, words := range map[string][]string{
		"healthcheck.http.port":    {"healthcheck.http.port (number or text)", "Default: the one TCP port of ports", "port: $PORT"},
		"indexes[0].url":           {"indexes.url", "Needed.", "url: https://pypi.corp.example/simple"},
		"processes.worker.command": {"processes.NAME.command", "celery"},
		"processes.worker":         {"A name of your own.", "processes.NAME.env"},
		"base":                     {"distroless: put together", "base.runtime"},
		"steps[].outputs":          {"steps.outputs (list)", "path, absolute or relative"},
	} {
		text, err := Explain(path)
		if err != nil {
			t.Error(err)
		}
		for _, w := range words {
			if !strings.Contains(text, w) {
				t.Errorf("%s: %q is not in\n%s", path, w, text)
			}
		}
	}
}

// TestExplainUnknown names what is nearest, or all there is.
func TestExplainUnknown(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]string{
		"helthcheck":       "did you mean healthcheck?",
		"healthcheck.htp":  "did you mean healthcheck.http?",
		"files.qqqqqqqqqq": "files has include, exclude",
		"env.X":            "env has none under it",
		"":                 "known are python, base",
	} {
		if _, err := Explain(path); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %q", path, err, want)
		}
	}
}
