package report

import (
	"cmp"
	"slices"
	"strings"
)

// Scenario is what has changed since the build before.
type Scenario struct {
	// ID stands in the data, Name in tables and plots.
	ID, Name string
}

// Scenarios are all, in the order of tables and plots.
func Scenarios() []Scenario {
	return []Scenario{
		{"first", "first build"},
		{"noop", "nothing changed"},
		{"source", "one line of the source"},
		{"version", "the project's version"},
		{"linter", "linter settings"},
		{"changed", "one dependency changed"},
		{"added", "one dependency added"},
		{"base", "a new base image"},
	}
}

// own is the contender that the others are compared with; variants of it have names that start with it and a space.
const own = "pyapp"

// rank orders contenders: pyapp and its variants, the usual tools, then others.
func rank(contender string) int {
	if contender == own {
		return -2
	}
	if strings.HasPrefix(contender, own+" ") {
		return -1
	}
	known := []string{"uv", "uv-split", "poetry", "pip", "alpine", "naive"}
	if i := slices.Index(known, contender); i >= 0 {
		return i
	}
	return len(known)
}

// ordered are the names of contenders, each once, in the order of tables and plots.
func ordered(contenders []string) []string {
	all := distinct(contenders)
	slices.SortStableFunc(all, func(a, b string) int { return cmp.Compare(rank(a), rank(b)) })
	return all
}

// distinct are the values of a list, each once, in the order in which they first appear.
func distinct[T comparable](list []T) []T {
	var all []T
	for _, v := range list {
		if !slices.Contains(all, v) {
			all = append(all, v)
		}
	}
	return all
}

// pick are those values of a list that a condition holds for, each turned into another.
func pick[T, U any](list []T, is func(T) bool, as func(T) U) []U {
	var out []U
	for _, v := range list {
		if is(v) {
			out = append(out, as(v))
		}
	}
	return out
}
