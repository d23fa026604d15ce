package plot

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Panel is one of the plots that stand side by side.
type Panel struct {
	Title string
	// Unit is that of Y.
	Unit  string
	Lines []Line
}

// Line is one line of a panel; it bears its name at its end.
type Line struct {
	Name string
	// Colour is a number from 0; a line has the same in all panels.
	Colour int
	Points []Point
}

// Point is a measured point.
type Point struct {
	// Y is not below 0.
	X, Y float64
	// Label says Y in words.
	Label string
}

// Sizes in pixels.
const (
	linesTop    = 96.0
	linesBottom = 316.0
	linesHeight = 376.0
	ticksRoom   = 52.0 // left of a panel, for the numbers of its scale
	namesRoom   = 90.0 // right of a panel, for the names of its lines, at least
	boldLetter  = 9.0  // the most that a letter of a line's name takes
	nameStep    = 31.0 // between the names of two lines
)

// Lines draws panels of lines side by side over the same x, which counts what; y starts at 0.
func Lines(title, what string, panels []Panel) string {
	p := newPage(title, linesHeight)
	each := (width - 2*margin) / float64(len(panels))
	for i, panel := range panels {
		left := margin + float64(i)*each
		p.panel(panel, left, left+each, what)
	}
	return p.end()
}

// panel draws a panel between two x.
func (p *page) panel(panel Panel, left, right float64, what string) {
	xs, high := panel.extent()
	ticks := roundTicks(high)
	from, to := left+ticksRoom, right-panel.namesRoom()
	x := linearScale{xs[0], xs[len(xs)-1], from + 8, to - 8}
	if len(xs) == 1 {
		x = linearScale{xs[0] - 1, xs[0] + 1, from, to}
	}
	y := linearScale{0, ticks[len(ticks)-1], linesBottom, linesTop}
	p.text("name", "start", left, linesTop-26, panel.Title)
	for _, v := range ticks {
		p.line("grid", from, y.at(v), to, y.at(v))
		p.text("detail", "end", from-8, y.at(v)+4, digits(v)+" "+panel.Unit)
	}
	p.line("axis", from, linesBottom, to, linesBottom)
	p.counts(xs, x)
	p.text("detail", "middle", (from+to)/2, linesBottom+40, what)
	for _, l := range slices.Backward(panel.Lines) {
		p.drawn(l, x, y)
	}
	p.names(panel, to+8, y)
}

// drawn is a line with its points.
func (p *page) drawn(l Line, x, y linearScale) {
	points := slices.SortedFunc(slices.Values(l.Points), func(a, b Point) int { return cmp.Compare(a.X, b.X) })
	var path []string
	for _, point := range points {
		path = append(path, fmt.Sprintf("%.1f %.1f", x.at(point.X), y.at(point.Y)))
	}
	fmt.Fprintf(p, `<path class="line line%d" d="M%s"/>`+"\n", l.Colour%colours, strings.Join(path, "L"))
	for _, point := range points {
		fmt.Fprintf(p, `<circle class="dot fill%d" cx="%.1f" cy="%.1f" r="4"/>`+"\n", l.Colour%colours, x.at(point.X), y.at(point.Y))
	}
}
