package report

import (
	"cmp"
	"slices"
)

// matrix is an application built for so many platforms: one table.
type matrix struct {
	app       string
	platforms int
}

// matrices are all that were built: applications as they first appear, each with the fewest platforms first.
func (r Report) matrices() []matrix {
	apps := r.apps()
	all := distinct(pick(r.Builds, func(Build) bool { return true }, func(b Build) matrix { return matrix{b.App, b.Platforms} }))
	slices.SortStableFunc(all, func(a, b matrix) int {
		return cmp.Or(cmp.Compare(slices.Index(apps, a.app), slices.Index(apps, b.app)), cmp.Compare(a.platforms, b.platforms))
	})
	return all
}

// contenders are those that were built.
func (r Report) contenders(m matrix) []string {
	return ordered(pick(r.Builds, func(b Build) bool { return b.App == m.app && b.Platforms == m.platforms },
		func(b Build) string { return b.Contender }))
}

// apps are all applications, as they first appear.
func (r Report) apps() []string {
	var all []string
	for _, b := range r.Builds {
		all = append(all, b.App)
	}
	for _, i := range r.Images {
		all = append(all, i.App)
	}
	for _, s := range r.Starts {
		all = append(all, s.App)
	}
	return distinct(all)
}

// orderedImages are all images, by application and then contender.
func (r Report) orderedImages() []Image {
	var all []Image
	for _, app := range r.apps() {
		names := pick(r.Images, func(i Image) bool { return i.App == app }, func(i Image) string { return i.Contender })
		for _, contender := range ordered(names) {
			all = append(all, r.image(app, contender))
		}
	}
	return all
}
