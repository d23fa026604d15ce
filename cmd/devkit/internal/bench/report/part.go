package report

import "slices"

// Part is what a report has of one thing that is measured by itself.
type Part struct {
	// App and Platforms are an application and for how many platforms it is built; images and starts are of one.
	App       string
	Platforms int
	// Axis is what cost grows with; then it is of no application.
	Axis string
}

// Forget takes a part out of the report, before it is measured anew.
func (r *Report) Forget(p Part) {
	if p.Axis != "" {
		r.Costs = slices.DeleteFunc(r.Costs, func(c Cost) bool { return c.Axis == p.Axis })
		return
	}
	r.Builds = slices.DeleteFunc(r.Builds, func(b Build) bool { return b.App == p.App && b.Platforms == p.Platforms })
	if p.Platforms == 1 {
		r.Images = slices.DeleteFunc(r.Images, func(i Image) bool { return i.App == p.App })
		r.Starts = slices.DeleteFunc(r.Starts, func(s Start) bool { return s.App == p.App })
	}
}
