package report

import (
	"strconv"
	"strings"
)

// imagesTable has a row for each image.
func (r Report) imagesTable() string {
	if len(r.Images) == 0 {
		return ""
	}
	t := &table{head: []string{"application", "contender", "user", "compressed", "unpacked", "layers", "packages", "setuid files", "shells"}, left: 3}
	for _, i := range r.orderedImages() {
		user := i.User
		if user == "" {
			user = "root"
		}
		t.add(i.App, i.Contender, user, megabytes(i.Compressed()), megabytes(i.Unpacked()), strconv.Itoa(len(i.Layers)),
			strconv.Itoa(i.Packages), strconv.Itoa(i.Setuid), strconv.Itoa(i.Shells))
	}
	return t.String()
}

// layersTables has one table for each image of pyapp and its variants.
func (r Report) layersTables() string {
	var out strings.Builder
	for _, i := range r.orderedImages() {
		if rank(i.Contender) >= 0 {
			continue
		}
		t := &table{head: []string{"layer", "compressed", "unpacked"}, left: 1}
		for _, l := range i.Layers {
			t.add(plain(l.Made), megabytes(float64(l.Compressed)), megabytes(float64(l.Unpacked)))
		}
		t.add("**the whole image**", megabytes(i.Compressed()), megabytes(i.Unpacked()))
		out.WriteString("**" + i.App + "**, " + i.Contender + ":\n\n" + t.String())
	}
	return out.String()
}

// startsTable has a row for each application and contender.
func (r Report) startsTable() string {
	if len(r.Starts) == 0 {
		return ""
	}
	t := &table{head: []string{"application", "contender", "import of the application", "import of the standard library"}, left: 2}
	for _, app := range r.apps() {
		names := pick(r.Starts, func(s Start) bool { return s.App == app }, func(s Start) string { return s.Contender })
		for _, contender := range ordered(names) {
			t.add(app, contender, r.startCell(app, contender, "app"), r.startCell(app, contender, "stdlib"))
		}
	}
	return "In parentheses: how many times as long as pyapp's.\n\n" + t.String()
}

// startCell is such as '340 ms (1.6×)'.
func (r Report) startCell(app, contender, what string) string {
	s := r.start(app, contender, what)
	cell := milliseconds(Median(s.Seconds))
	if contender == own {
		return cell
	}
	return with(cell, times(Ratio(s.Seconds, r.start(app, own, what).Seconds)))
}
