package plot

import (
	"math"
	"strconv"
)

// logScale leads from seconds to pixels.
type logScale struct {
	low, high   float64 // values at the ends
	left, right float64 // pixels at the ends
}

// newLogScale has room for all of some bars, the smallest of which can still be seen.
func newLogScale(groups []Group, left, right float64) logScale {
	low, high := math.Inf(1), 0.0
	for _, g := range groups {
		for _, b := range g.Bars {
			if b.Value > 0 {
				low, high = math.Min(low, b.Value), math.Max(high, b.Value)
			}
		}
	}
	if high == 0 {
		low, high = 1, 10
	}
	return logScale{low: below(low / 1.4), high: high, left: left, right: right}
}

// below is the largest of 1, 2 or 5 times a power of ten that is not above a value.
func below(v float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(v)))
	for _, step := range []float64{5, 2} {
		if step*power <= v {
			return step * power
		}
	}
	return power
}

func (s logScale) at(v float64) float64 {
	return s.left + (s.right-s.left)*math.Log(v/s.low)/math.Log(s.high/s.low)
}

// ticks are the powers of ten on the scale, and where those are few, also twice and five times them.
func (s logScale) ticks() []float64 {
	steps := []float64{1}
	if s.high/s.low < 1000 {
		steps = []float64{1, 2, 5}
	}
	var out []float64
	for e := int(math.Floor(math.Log10(s.low))); e <= int(math.Floor(math.Log10(s.high))); e++ {
		for _, step := range steps {
			v, _ := strconv.ParseFloat(strconv.FormatFloat(step, 'g', -1, 64)+"e"+strconv.Itoa(e), 64)
			if v >= s.low && v <= s.high {
				out = append(out, v)
			}
		}
	}
	return out
}

// linearScale leads from values to pixels.
type linearScale struct{ low, high, from, to float64 }

func (s linearScale) at(v float64) float64 {
	return s.from + (s.to-s.from)*(v-s.low)/(s.high-s.low)
}

// roundTicks are about four round numbers from 0 to the first above all values.
func roundTicks(high float64) []float64 {
	if high <= 0 {
		return []float64{0, 1}
	}
	step := below(high / 3)
	out := []float64{0}
	for i := 1; out[len(out)-1] < high; i++ {
		out = append(out, float64(i)*step)
	}
	return out
}
