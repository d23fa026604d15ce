package plan

import (
	"maps"
	"path"
	"slices"

	"github.com/org/pyapp-frontend/frontend/plan/libs"
)

// claim is what one package says that it brought, and which group installed it.
type claim struct {
	path, name string
	group      int
}

// claimsOf are those of the packages that are installed from wheels. What is built or first-party comes over them, and wins.
func claimsOf(p *Plan, environments []libs.Environment) []claim {
	var out []claim
	for i, e := range environments[:min(len(p.Deps), len(environments))] {
		for _, name := range slices.Sorted(maps.Keys(e.Claims)) {
			for _, file := range e.Claims[name] {
				out = append(out, claim{path: file, name: name, group: i})
			}
		}
	}
	return out
}

// together adds to lists of packages those that different groups installed though they bring the same path, or one
// something in a folder of the other: which file would win must not depend on how packages are divided.
func together(lists [][]string, claims []claim) [][]string {
	at := map[string][]claim{}
	for _, c := range claims {
		at[c.path] = append(at[c.path], c)
	}
	for _, c := range claims {
		for above := c.path; above != "." && above != "/"; above = path.Dir(above) {
			for _, other := range at[above] {
				if other.group != c.group {
					lists = joined(lists, c.name, other.name)
				}
			}
		}
	}
	return lists
}

// joined are lists in which two packages are in the same one. The lists stay sorted, and sorted among each other.
func joined(lists [][]string, a, b string) [][]string {
	both := []string{a, b}
	var out [][]string
	for _, list := range lists {
		if slices.Contains(list, a) || slices.Contains(list, b) {
			both = append(both, list...)
		} else {
			out = append(out, list)
		}
	}
	out = append(out, unique(both))
	slices.SortFunc(out, slices.Compare)
	return out
}
