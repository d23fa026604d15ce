package report

import (
	"slices"

	"github.com/org/pyapp-frontend/cmd/devkit/internal/bench/report/plot"
)

// axisName says what N counts.
func axisName(axis string) string {
	switch axis {
	case "builds":
		return "builds at once"
	case "lock":
		return "packages, the frontend alone"
	}
	return axis
}

// axis are the contenders and the points of an axis.
func (r Report) axis(axis string) (contenders []string, points []int) {
	is := func(c Cost) bool { return c.Axis == axis }
	contenders = ordered(pick(r.Costs, is, func(c Cost) string { return c.Contender }))
	points = distinct(pick(r.Costs, is, func(c Cost) int { return c.N }))
	slices.Sort(points)
	return contenders, points
}

// costPlot draws an axis: seconds, and what was pushed; empty where neither was measured.
func (r Report) costPlot(axis string) string {
	var panels []plot.Panel
	if p := r.panel(axis, "seconds", plot.Panel{Title: "Time", Unit: "s"}, 1, seconds); len(p.Lines) > 0 {
		panels = append(panels, p)
	}
	if p := r.panel(axis, "pushed", plot.Panel{Title: "Pushed to the registry", Unit: "MB"}, 1e6, megabytes); len(p.Lines) > 0 {
		panels = append(panels, p)
	}
	if len(panels) == 0 {
		return ""
	}
	return plot.Lines("Cost by number of "+axisName(axis), axisName(axis), panels)
}

// panel gives a panel a line for each contender, in units of so many seconds or bytes.
func (r Report) panel(axis, what string, p plot.Panel, unit float64, write func(float64) string) plot.Panel {
	contenders, _ := r.axis(axis)
	for i, contender := range contenders {
		points := pick(r.Costs,
			func(c Cost) bool {
				return c.Axis == axis && c.What == what && c.Contender == contender && len(c.Values) > 0
			},
			func(c Cost) plot.Point {
				return plot.Point{X: float64(c.N), Y: Median(c.Values) / unit, Label: write(Median(c.Values))}
			})
		if len(points) > 0 {
			p.Lines = append(p.Lines, plot.Line{Name: contender, Colour: i, Points: points})
		}
	}
	return p
}

// timePlot draws the times of builds of an application; empty where there are none.
func (r Report) timePlot(m matrix) string {
	contenders := r.contenders(m)
	var groups []plot.Group
	for _, s := range Scenarios() {
		g := plot.Group{Name: s.Name}
		for _, c := range contenders {
			b := r.build(m.app, c, s.ID, m.platforms)
			label := seconds(Median(b.Seconds))
			if c != own {
				label = with(label, times(Ratio(b.Seconds, r.build(m.app, own, s.ID, m.platforms).Seconds)))
			}
			g.Bars = append(g.Bars, plot.Bar{Name: c, Value: Median(b.Seconds), Label: label, Main: c == own})
		}
		groups = append(groups, g)
	}
	if len(contenders) == 0 {
		return ""
	}
	return plot.Bars("Time to build and push “"+m.app+"” for "+count(m.platforms), groups)
}
