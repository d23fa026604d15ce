package report

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Markdown is the page that a run writes: where it ran, and tables of all that it measured.
func (r Report) Markdown() string {
	sections := []struct{ title, text string }{
		{"Goals", r.goalsTable()},
		{"Time of a build", r.timeTables()},
		{"What a build pushes", r.pushedTables()},
		{"Images", r.imagesTable()},
		{"Layers", r.layersTables()},
		{"Start", r.startsTable()},
		{"How cost grows", r.costTables()},
	}
	var b strings.Builder
	b.WriteString("# Figures of the benchmark\n\n" + r.machine())
	for _, s := range sections {
		if s.text != "" {
			fmt.Fprintf(&b, "## %s\n\n%s", s.title, s.text)
		}
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}

// machine says where, when and with what the run was made.
func (r Report) machine() string {
	m := r.Machine
	cores := "cores"
	if m.Cores == 1 {
		cores = "core"
	}
	out := fmt.Sprintf("Measured on %s with %s, %d %s, %s of memory, %s", m.Date, m.Processor, m.Cores, cores, number(m.MemoryGB, 2, " GB"), m.System)
	for i, name := range slices.Sorted(maps.Keys(m.Versions)) {
		separator := ", "
		if i == 0 {
			separator = "; "
		}
		out += separator + name + " " + m.Versions[name]
	}
	out += ".\n"
	if r.repetitions() < 2 {
		return out + "Every build was measured once. `report.json` has every figure.\n\n"
	}
	return out + fmt.Sprintf("Times are medians of up to %d builds: what a tool's own documentation recommends is repeated as often as pyapp, other "+
		"Dockerfiles and builds under emulation are measured once. `report.json` has every figure.\n\n", r.repetitions())
}

// repetitions is how often the build was measured that was measured most often.
func (r Report) repetitions() int {
	most := 0
	for _, b := range r.Builds {
		most = max(most, len(b.Seconds))
	}
	return most
}

// Summary is a table for the README: the application 'shop' built by pyapp and by the Dockerfile with uv, for as many platforms as
// were measured.
func (r Report) Summary() string {
	t := &table{head: []string{"what has changed"}, left: 1}
	var measured []int
	for platforms := 1; platforms <= 2; platforms++ {
		if len(r.build(shop, own, "first", platforms).Seconds) > 0 {
			measured = append(measured, platforms)
			t.head = append(t.head, "pyapp, "+count(platforms), "Dockerfile with uv, "+count(platforms))
		}
	}
	for _, s := range Scenarios() {
		cells := []string{s.Name}
		for _, platforms := range measured {
			cells = append(cells, r.duel(s.ID, platforms)...)
		}
		t.add(cells...)
	}
	return t.String()
}

// duel is two cells: the time of pyapp, and that of the Dockerfile with uv.
func (r Report) duel(scenario string, platforms int) []string {
	pyapp, uv := r.build(shop, own, scenario, platforms).Seconds, r.build(shop, rival, scenario, platforms).Seconds
	return []string{seconds(Median(pyapp)), with(seconds(Median(uv)), times(Ratio(uv, pyapp)))}
}
