package report

import (
	"math"
	"strings"
	"testing"
)

// TestGoalsOfNothing finds no goal that is met, and none left out, where nothing was measured.
func TestGoalsOfNothing(t *testing.T) {
	t.Parallel()
	all := Report{}.Goals()
	if len(all) != len(madeUp(t).Goals()) {
		t.Errorf("got %d goals", len(all))
	}
	for _, g := range all {
		if g.Measured || g.Met() || g.Verdict() != "not measured" || !strings.Contains(g.String(), missing) {
			t.Errorf("got %s", g)
		}
	}
}

// TestGoalsAreMeasured finds all of them in a run that has everything.
func TestGoalsAreMeasured(t *testing.T) {
	t.Parallel()
	for _, g := range madeUp(t).Goals() {
		if !g.Measured {
			t.Errorf("got %s", g)
		}
	}
}

// TestMet looks at the limit itself, and to its sides.
func TestMet(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		got            float64
		atLeast, below string
	}{
		{math.Nextafter(2, 0), "missed", "met"}, {2, "met", "met"}, {math.Nextafter(2, 3), "met", "missed"}, {math.NaN(), "not measured", "not measured"},
	} {
		if got := atLeast("", 2, test.got, "s").Verdict(); got != test.atLeast {
			t.Errorf("%v: got %q, want %q", test.got, got, test.atLeast)
		}
		if got := atMost("", 2, test.got, "s").Verdict(); got != test.below {
			t.Errorf("%v: got %q, want %q", test.got, got, test.below)
		}
	}
}

// TestVersionIsForTwoPlatforms compares pyapp's two with the other's one.
func TestVersionIsForTwoPlatforms(t *testing.T) {
	t.Parallel()
	r := Report{Builds: []Build{
		{App: shop, Contender: own, Scenario: "version", Platforms: 2, Seconds: []float64{2}},
		{App: shop, Contender: rival, Scenario: "version", Platforms: 1, Seconds: []float64{40}},
	}}
	for _, g := range r.Goals() {
		if g.Measured && (g.Got != 20 || g.Want != 18 || !g.Met()) {
			t.Errorf("got %s", g)
		}
		if g.Measured != strings.Contains(g.Text, "version") {
			t.Errorf("got %s", g)
		}
	}
}
