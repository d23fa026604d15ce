package plot

import (
	"math"
	"slices"
	"strconv"
	"unicode/utf8"
)

// extent are all x of a panel, sorted, and its largest y.
func (panel Panel) extent() (xs []float64, high float64) {
	for _, l := range panel.Lines {
		for _, point := range l.Points {
			xs, high = append(xs, point.X), math.Max(high, point.Y)
		}
	}
	slices.Sort(xs)
	return slices.Compact(xs), high
}

// namesRoom is right of a panel, for the longest name.
func (panel Panel) namesRoom() float64 {
	room := namesRoom
	for _, l := range panel.Lines {
		room = math.Max(room, float64(utf8.RuneCountInString(l.Name))*boldLetter+16)
	}
	return room
}

// counts writes the x that were measured: the last, the first, and those between that have room.
func (p *page) counts(xs []float64, scale linearScale) {
	half := func(v float64) float64 { return float64(len(digits(v)))*4 + 3 }
	next := math.Inf(1)
	for i, v := range slices.Backward(xs) {
		if i > 0 && (scale.at(v)+half(v) > next || scale.at(v)-half(v) < scale.at(xs[0])+half(xs[0])) {
			continue
		}
		next = scale.at(v) - half(v)
		p.line("axis", scale.at(v), linesBottom, scale.at(v), linesBottom+4)
		p.text("detail", "middle", scale.at(v), linesBottom+19, digits(v))
	}
}

func digits(v float64) string { return strconv.FormatFloat(v, 'g', 6, 64) }
