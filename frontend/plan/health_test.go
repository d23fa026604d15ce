package plan

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/org/pyapp-frontend/spec"
)

func TestHealthForms(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		yaml    string
		checked bool // the base has a check
		want    []string
	}{
		"none said":             {"python: '3.13'", false, nil},
		"none said, of a base":  {"python: '3.13'", true, nil},
		"turned off":            {"healthcheck: none", false, nil},
		"turned off, of a base": {"healthcheck: none", true, []string{"NONE"}},
		"turned off, assembled": {"{base: distroless, healthcheck: none}", true, nil},
		"command":               {"healthcheck: {command: [ready, --fast]}", true, []string{"CMD", "ready", "--fast"}},
	} {
		got := planned(t, yamlApp(t, tc.yaml), Facts{BaseChecked: tc.checked}).Image.Health
		if (got == nil) != (tc.want == nil) || got != nil && !slices.Equal(got.Test, tc.want) {
			t.Errorf("%s: got %+v, want %q", name, got, tc.want)
		}
	}
}

func TestHealthTimes(t *testing.T) {
	t.Parallel()
	app := yamlApp(t, "healthcheck: {command: [ready], interval: 5s, timeout: 2s, start-period: 1m, start-interval: 500ms, retries: 4}")
	got := planned(t, app, Facts{}).Image.Health
	if got.Interval != 5*time.Second || got.Timeout != 2*time.Second || got.StartPeriod != time.Minute ||
		got.StartInterval != 500*time.Millisecond || got.Retries != 4 {
		t.Errorf("got %+v", got)
	}
}

// TestHealthScriptText looks for what a reader of the image's configuration would.
func TestHealthScriptText(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		yaml        string
		want, never []string
	}{
		"http": {"{ports: [8000], healthcheck: {http: {path: /health}}}",
			[]string{"HTTPConnection('localhost',8000,timeout=30)", `'GET',"/health"`, "200<=s<=399"}, []string{"ssl"}},
		"https": {"healthcheck: {http: {scheme: https, port: 8443}}",
			[]string{"HTTPSConnection('localhost',8443,", "_create_unverified_context"}, nil},
		"port of the environment": {"healthcheck: {http: {port: $PORT}}",
			[]string{`int(os.environ["PORT"])`}, []string{"$"}},
		"own timeout, status and host": {"healthcheck: {timeout: 1500ms, http: {port: 80, status: '204', host: shop.example}}",
			[]string{"timeout=1.5)", "204<=s<=204", `'Host':"shop.example"`}, nil},
	} {
		test := planned(t, yamlApp(t, tc.yaml), Facts{}).Image.Health.Test
		script := test[len(test)-1]
		if got := test[:len(test)-1]; !slices.Equal(got, []string{"CMD", "/app/.venv/bin/python", "-I", "-S", "-c"}) {
			t.Errorf("%s: the script runs as %q", name, got)
		}
		for _, w := range tc.want {
			if !strings.Contains(script, w) {
				t.Errorf("%s: no %q in %s", name, w, script)
			}
		}
		for _, w := range tc.never {
			if strings.Contains(script, w) {
				t.Errorf("%s: %q in %s", name, w, script)
			}
		}
	}
}

// TestHealthQuoting wants each value to stay inside its string, on one line.
func TestHealthQuoting(t *testing.T) {
	t.Parallel()
	for _, hostile := range hostilePaths() {
		test := httpTest(spec.HTTPCheck{Scheme: "http", Host: "localhost", Port: "80", Path: hostile, StatusMin: 200, StatusMax: 399}, 0)
		script := test[len(test)-1]
		_, rest, ok := strings.Cut(script, `'GET',"`)
		if !ok || strings.ContainsAny(script, "\n\r\x00") {
			t.Fatalf("script is %q", script)
		}
		inside, _, _ := strings.Cut(rest, `",headers=`)
		if strings.Contains(strings.NewReplacer(`\\`, "", `\"`, "").Replace(inside), `"`) {
			t.Errorf("path %q ends its string early: %s", hostile, script)
		}
	}
}

// hostilePaths are request paths that would be something else in Python, in a shell or in Go's own formats.
func hostilePaths() []string {
	return []string{
		`/"`, `/'`, `/\`, `/\"`, `/",headers={});__import__('os').abort();("`, "/$(id)`id`", "/%20%25d", "/{x}", "/a?b=c&d=%20#e", `/\x41\n`,
	}
}
