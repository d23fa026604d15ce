package report

import (
	"fmt"
	"math"
)

const (
	// shop is the application, and rival the contender, that goals and the README compare pyapp with.
	shop, rival = "shop", "uv"
	// worker is the application whose image without an operating system has to be small.
	worker = "worker"
)

// Goal is what the project wants of a run.
type Goal struct {
	// Text says what is compared.
	Text string
	// Want is the limit and Got what was measured, in Unit: "×" (times), "%", "MB", "s".
	Want, Got float64
	Unit      string
	// AtLeast is whether more is better; otherwise Want is the most that is allowed.
	AtLeast bool
	// Measured is whether the run has what the goal is about; otherwise Got is NaN.
	Measured bool
}

// Met is whether the goal was measured and reached.
func (g Goal) Met() bool {
	if g.AtLeast {
		return g.Measured && g.Got >= g.Want
	}
	return g.Measured && g.Got <= g.Want
}

// Verdict is "met", "missed" or "not measured".
func (g Goal) Verdict() string {
	switch {
	case !g.Measured:
		return "not measured"
	case g.Met():
		return "met"
	}
	return "missed"
}

// Limit is such as 'at least 15×'.
func (g Goal) Limit() string {
	if g.AtLeast {
		return "at least " + g.exact(g.Want)
	}
	return "at most " + g.exact(g.Want)
}

// String is a line for a terminal.
func (g Goal) String() string {
	return fmt.Sprintf("%-12s  %s: %s (%s)", g.Verdict(), g.Text, g.exact(g.Got), g.Limit())
}

// exact has more digits than tables have, so that what is a little beside the limit does not look as if it was on it.
func (g Goal) exact(v float64) string {
	if math.IsNaN(v) {
		return missing
	}
	unit := g.Unit
	if unit != "×" {
		unit = " " + unit
	}
	return fmt.Sprintf("%.4g%s", v, unit)
}

// Goals are all goals, measured or not.
func (r Report) Goals() []Goal {
	var all []Goal
	all = append(all, r.buildGoals()...)
	all = append(all, r.pushGoals()...)
	all = append(all, r.startGoals()...)
	all = append(all, r.sizeGoals()...)
	return append(all, r.costGoals()...)
}

// goalsTable has a row for each goal.
func (r Report) goalsTable() string {
	t := &table{head: []string{"goal", "limit", "measured", ""}, left: 1}
	for _, g := range r.Goals() {
		t.add(g.Text, g.Limit(), g.exact(g.Got), g.Verdict())
	}
	return "Where nothing else is said, against the Dockerfile with uv, for the application `" + shop + "`.\n\n" + t.String()
}
