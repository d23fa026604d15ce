package llbgen

import (
	"slices"
	"strings"
	"testing"
)

// testTarget is the target test of the application that has one.
func testTarget(t *testing.T) request {
	t.Helper()
	r := requestOf(t, "targets")
	r.target, r.common, r.lock = "test", r.lock, optional(t, "../plan/testdata/pylock/targets-dev.toml")
	return r
}

// TestTestGolden is the graph of an image whose tests are run.
func TestTestGolden(t *testing.T) {
	t.Parallel()
	checkGolden(t, "targets-test.txt", describe(graph(t, testTarget(t).marshal(t, generator(allCaps)))))
}

// TestTargetsAddToTheGraph has every step of the default target in the graph of another, as the same node.
func TestTargetsAddToTheGraph(t *testing.T) {
	t.Parallel()
	for target, r := range map[string]request{"worker": requestOf(t, "targets"), "test": testTarget(t)} {
		r.target = target
		got := slices.DeleteFunc(changes(t, requestOf(t, "targets"), r), func(name string) bool {
			return slices.Contains([]string{"file", "source", "diff", "merge"}, strings.Fields(name)[0])
		})
		var want []string
		if target == "test" {
			want = []string{"install dependencies for linux/amd64: coverage", "install dependencies: 5 pure-Python packages",
				"copy the files of the target test", "test: coverage run -m pytest -q"}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s adds %q, want %q", target, got, want)
		}
	}
}

// TestWhatRunsTestsAgain is what they are run in, and with; not what only the configuration of the image holds.
func TestWhatRunsTestsAgain(t *testing.T) {
	t.Parallel()
	r := testTarget(t)
	for _, tc := range []struct {
		old, text string
		again     bool
	}{
		{"-m, pytest, -q]", "-m, pytest]", true},
		{"{ROLE: test}", "{ROLE: other}", true},
		{"ports: [8020]\nhealth", "ports: [8021]\nhealth", false},
		{"{ROLE: beat}", "{ROLE: other}", false},
		{"python:", "labels: {a: b}\npython:", false},
	} {
		changed := changes(t, r, r.changed(t, tc.old, tc.text))
		again := slices.ContainsFunc(changed, func(name string) bool { return strings.HasPrefix(name, "test: ") })
		if again != tc.again || !again && len(changed) > 0 {
			t.Errorf("%q changes %q, want the tests among it: %v", tc.text, changed, tc.again)
		}
	}
}
