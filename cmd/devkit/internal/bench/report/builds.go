package report

import (
	"math"
	"strconv"
	"strings"
)

// timeTables has one table for each application and number of platforms.
func (r Report) timeTables() string {
	if len(r.Builds) == 0 {
		return ""
	}
	return "Seconds from the start of `docker buildx build --push` to its end. In parentheses: how many times as long as pyapp's.\n\n" +
		r.buildTables(func(b, pyapp Build) string {
			cell := seconds(Median(b.Seconds))
			if b.Contender == own {
				return cell
			}
			return with(cell, times(Ratio(b.Seconds, pyapp.Seconds)))
		})
}

// pushedTables has one table for each application and number of platforms.
func (r Report) pushedTables() string {
	if len(r.Builds) == 0 {
		return ""
	}
	return "What the registry did not have before. In parentheses: its part of that contender's image, compressed; for several platforms, " +
		"of as many such images.\n\n" +
		r.buildTables(func(b, _ Build) string {
			if len(b.Seconds) == 0 {
				return missing
			}
			return with(megabytes(float64(b.Pushed)), percent(r.pushedShare(b)))
		})
}

// buildTables has a row for each scenario and a column for each contender.
func (r Report) buildTables(cell func(b, pyapp Build) string) string {
	var out strings.Builder
	for _, m := range r.matrices() {
		contenders := r.contenders(m)
		t := &table{head: append([]string{"what has changed"}, contenders...), left: 1}
		for _, s := range Scenarios() {
			row := []string{s.Name}
			for _, c := range contenders {
				row = append(row, cell(r.build(m.app, c, s.ID, m.platforms), r.build(m.app, own, s.ID, m.platforms)))
			}
			t.add(row...)
		}
		out.WriteString("**" + m.app + "**, " + count(m.platforms) + ":\n\n" + t.String())
	}
	return out.String()
}

// costTables has one table for each axis, with all that was measured at a point in one cell.
func (r Report) costTables() string {
	var out strings.Builder
	for _, axis := range distinct(pick(r.Costs, func(Cost) bool { return true }, func(c Cost) string { return c.Axis })) {
		contenders, points := r.axis(axis)
		t := &table{head: append([]string{axisName(axis)}, contenders...), left: 0}
		for _, n := range points {
			row := []string{strconv.Itoa(n)}
			for _, c := range contenders {
				row = append(row, r.costCell(axis, c, n))
			}
			t.add(row...)
		}
		out.WriteString(t.String())
	}
	return out.String()
}

// costCell is such as '8.4 s, 12 MB pushed'.
func (r Report) costCell(axis, contender string, n int) string {
	var parts []string
	add := func(what, unit string, write func(float64) string) {
		if v := r.cost(axis, contender, what, n); !math.IsNaN(v) {
			parts = append(parts, write(v)+unit)
		}
	}
	add("seconds", "", seconds)
	add("pushed", " pushed", megabytes)
	add("memory", " of memory", megabytes)
	if len(parts) == 0 {
		return missing
	}
	return strings.Join(parts, ", ")
}
