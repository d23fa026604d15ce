package report

import "math"

// atLeast and atMost make goals; what was not measured is NaN.
func atLeast(text string, want, got float64, unit string) Goal {
	return Goal{Text: text, Want: want, Got: got, Unit: unit, AtLeast: true, Measured: !math.IsNaN(got)}
}

func atMost(text string, want, got float64, unit string) Goal {
	return Goal{Text: text, Want: want, Got: got, Unit: unit, Measured: !math.IsNaN(got)}
}

// faster is how many times as long as pyapp the rival takes, each for so many platforms.
func (r Report) faster(scenario string, pyapp, uv int) float64 {
	return Ratio(r.build(shop, rival, scenario, uv).Seconds, r.build(shop, own, scenario, pyapp).Seconds)
}

func (r Report) buildGoals() []Goal {
	return []Goal{
		atLeast("first build, one platform: time over pyapp's", 1/0.8, r.faster("first", 1, 1), "×"),
		atLeast("first build, two platforms: time over pyapp's", 15, r.faster("first", 2, 2), "×"),
		atLeast("one line of the source, one platform: time over pyapp's", 12, r.faster("source", 1, 1), "×"),
		atLeast("the project's version, one platform: time over pyapp's for two", 18, r.faster("version", 2, 1), "×"),
		atLeast("one dependency changed, one platform: time over pyapp's", 5, r.faster("changed", 1, 1), "×"),
		atLeast("one dependency changed, two platforms: time over pyapp's", 30, r.faster("changed", 2, 2), "×"),
		atMost("nothing changed, one platform: pyapp's time over the other's", 1.5, 1/r.faster("noop", 1, 1), "×"),
	}
}

func (r Report) pushGoals() []Goal {
	share := func(scenario string) float64 { return 100 * r.pushedShare(r.build(shop, own, scenario, 1)) }
	return []Goal{
		atMost("one line of the source, one platform: what pyapp pushes, of its compressed image", 1, share("source"), "%"),
		atMost("one dependency changed, one platform: what pyapp pushes, of its compressed image", 10, share("changed"), "%"),
	}
}

func (r Report) startGoals() []Goal {
	faster := func(what string) float64 {
		return Ratio(r.start(shop, rival, what).Seconds, r.start(shop, own, what).Seconds)
	}
	return []Goal{
		atLeast("import of the application: time over pyapp's", 1.4, faster("app"), "×"),
		atLeast("import of the standard library: time over pyapp's", 3.5, faster("stdlib"), "×"),
	}
}

func (r Report) sizeGoals() []Goal {
	small, bare := r.image(worker, "pyapp distroless"), r.image(worker, "pyapp distroless, no bytecode")
	return []Goal{
		atMost("worker, distroless, without bytecode: unpacked", 49.7, bare.Unpacked()/1e6, "MB"),
		atMost("worker, distroless: compressed", 21, small.Compressed()/1e6, "MB"),
	}
}

func (r Report) costGoals() []Goal {
	return []Goal{
		atMost("the frontend alone, for a lock of 2000 packages: time", 0.3, r.cost("lock", own, "seconds", 2000), "s"),
		atMost("the frontend alone, for a lock of 2000 packages: memory", 64, r.cost("lock", own, "memory", 2000)/1e6, "MB"),
	}
}
