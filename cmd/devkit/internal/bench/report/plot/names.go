package plot

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// tag is the name of a line beside its end.
type tag struct {
	line Line
	last Point
	y    float64 // of its middle
}

// names writes at the end of each line its name and its last value, as near to it as the names of the others let it.
func (p *page) names(panel Panel, left float64, y linearScale) {
	var tags []tag
	for _, l := range panel.Lines {
		last := slices.MaxFunc(l.Points, func(a, b Point) int { return cmp.Compare(a.X, b.X) })
		tags = append(tags, tag{l, last, y.at(last.Y)})
	}
	slices.SortStableFunc(tags, func(a, b tag) int { return cmp.Compare(a.y, b.y) })
	settle(tags)
	for _, t := range tags {
		p.text(fmt.Sprintf("name fill%d", t.line.Colour%colours), "start", left, t.y-2, t.line.Name)
		p.text("detail", "start", left, t.y+13, t.last.Label)
	}
}

// settle moves tags apart, up and down alike, and none below the last that there is room for.
func settle(tags []tag) {
	if len(tags) == 0 {
		return
	}
	down, up := make([]float64, len(tags)), make([]float64, len(tags))
	for i, t := range tags {
		down[i], up[i] = t.y, t.y
	}
	for i := 1; i < len(tags); i++ {
		down[i] = math.Max(down[i], down[i-1]+nameStep)
	}
	for i := len(tags) - 2; i >= 0; i-- {
		up[i] = math.Min(up[i], up[i+1]-nameStep)
	}
	for i := range tags {
		tags[i].y = (down[i] + up[i]) / 2 // each of the two keeps tags apart, and so does their mean
	}
	lowest := linesBottom - 14
	for i, t := range slices.Backward(tags) {
		tags[i].y = math.Min(t.y, lowest)
		lowest = tags[i].y - nameStep
	}
}
