package report

import (
	"math"
	"slices"
)

// Median is the middle of a list, or the mean of the two in the middle. It is NaN for an empty list: nothing was measured.
func Median(values []float64) float64 {
	if len(values) == 0 {
		return math.NaN()
	}
	sorted := slices.Sorted(slices.Values(values))
	middle := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[middle]
	}
	return (sorted[middle-1] + sorted[middle]) / 2
}

// Ratio is the median of other over that of pyapp: above 1, pyapp takes less. It is NaN where either was not measured.
func Ratio(other, pyapp []float64) float64 {
	return Median(other) / Median(pyapp)
}

// build is a measured build; the zero one, without times, where there is none.
func (r Report) build(app, contender, scenario string, platforms int) Build {
	for _, b := range r.Builds {
		if b.App == app && b.Contender == contender && b.Scenario == scenario && b.Platforms == platforms {
			return b
		}
	}
	return Build{}
}

// start is a measured start; the zero one where there is none.
func (r Report) start(app, contender, what string) Start {
	for _, s := range r.Starts {
		if s.App == app && s.Contender == contender && s.What == what {
			return s
		}
	}
	return Start{}
}

// image is a measured image; the zero one, without layers, where there is none.
func (r Report) image(app, contender string) Image {
	for _, i := range r.Images {
		if i.App == app && i.Contender == contender {
			return i
		}
	}
	return Image{}
}

// cost is the median of what was measured at a point of an axis, NaN where nothing was.
func (r Report) cost(axis, contender, what string, n int) float64 {
	for _, c := range r.Costs {
		if c.Axis == axis && c.Contender == contender && c.What == what && c.N == n {
			return Median(c.Values)
		}
	}
	return math.NaN()
}

// Compressed is the size of an image in a registry in bytes, NaN if it has no layers and so was not measured.
func (i Image) Compressed() float64 {
	return i.sum(func(l Layer) int64 { return l.Compressed })
}

// Unpacked is the size of an image's files in bytes, NaN if it has no layers and so was not measured.
func (i Image) Unpacked() float64 {
	return i.sum(func(l Layer) int64 { return l.Unpacked })
}

func (i Image) sum(size func(Layer) int64) float64 {
	if len(i.Layers) == 0 {
		return math.NaN()
	}
	var sum int64
	for _, l := range i.Layers {
		sum += size(l)
	}
	return float64(sum)
}

// pushedShare is what a build has pushed, as a part of the contender's image for as many platforms; NaN where either was not
// measured. The image of one platform stands for those of all.
func (r Report) pushedShare(b Build) float64 {
	if len(b.Seconds) == 0 {
		return math.NaN()
	}
	return float64(b.Pushed) / (r.image(b.App, b.Contender).Compressed() * float64(b.Platforms))
}
