package lock

import (
	"fmt"
	"maps"
	"slices"

	"github.com/org/pyapp-frontend/frontend/plan/marker"
)

// oldWalk follows what packages need, in one environment. There is one entry of every name.
type oldWalk struct {
	*oldPoetry
	env    marker.Environment
	chosen map[string]oldEntry
	seen   map[oldVisit]bool
	needs  []oldNeed // to be looked at
	open   []oldNeed // several entries are what is needed
	tries  *int      // how often one of them was tried
}

// oldVisit is a package, with one of its extras or, if that is empty, by itself.
type oldVisit struct{ name, extra string }

// follow are the entries that the needs of the project lead to.
func (l *oldPoetry) follow(needs []oldNeed, env marker.Environment) (map[string]oldEntry, error) {
	w := &oldWalk{oldPoetry: l, env: env, chosen: map[string]oldEntry{}, seen: map[oldVisit]bool{}, tries: new(int)}
	if err := w.add(needs, env); err != nil {
		return nil, err
	}
	if err := w.settle(); err != nil {
		return nil, err
	}
	return w.chosen, nil
}

// add has those needs looked at that are needs in the environment.
func (w *oldWalk) add(needs []oldNeed, env marker.Environment) error {
	for _, n := range needs {
		ok, err := n.applies(env)
		if err != nil {
			return w.fail(n.line, "has for %s, which %s needs, %s that cannot be read", n.name, n.by, err)
		}
		if ok {
			w.needs = append(w.needs, n)
		}
	}
	return nil
}

// settle looks at all needs, first at those that only one entry is for.
func (w *oldWalk) settle() error {
	for len(w.needs) > 0 {
		n := w.needs[0]
		w.needs = w.needs[1:]
		entries, err := w.entries(n)
		switch {
		case err != nil:
			return err
		case len(entries) > 1:
			w.open = append(w.open, n)
		case len(entries) == 1:
			if err := w.take(n, entries[0]); err != nil {
				return err
			}
		}
	}
	if len(w.open) == 0 {
		return nil
	}
	return w.try()
}

const oldMostTries = 1000 // real locks take a few

// try takes an entry for the first need that several are for, the highest version first, as Poetry does.
func (w *oldWalk) try() error {
	n := w.open[0]
	entries, err := w.entries(n)
	for _, e := range entries {
		if *w.tries++; *w.tries > oldMostTries {
			return w.fail(0, "has too many versions of its packages to choose from")
		}
		other := *w
		other.chosen, other.seen = maps.Clone(w.chosen), maps.Clone(w.seen)
		other.needs, other.open = slices.Clone(w.open[1:]), nil
		if err = other.take(n, e); err == nil {
			err = other.settle()
		}
		if err == nil {
			*w = other
			return nil
		}
	}
	return err
}

// take chooses an entry, and has looked at what it needs by itself and with the extras.
func (w *oldWalk) take(n oldNeed, e oldEntry) error {
	w.chosen[n.name] = e
	for _, extra := range append([]string{""}, n.extras...) {
		visit := oldVisit{n.name, extra}
		if w.seen[visit] {
			continue
		}
		w.seen[visit] = true
		needs, err := w.needsOf(e, extra)
		if err != nil {
			return err
		}
		env := w.env
		if env.Extras = nil; extra != "" {
			env.Extras = []string{extra}
		}
		if err := w.add(needs, env); err != nil {
			return err
		}
	}
	return nil
}

// needsOf are the needs of an entry by itself, or with an extra. Optional ones are an extra's where it lists the package,
// or where a marker tells, which comes later.
func (w *oldWalk) needsOf(e oldEntry, extra string) ([]oldNeed, error) {
	listed := e.listed(extra)
	var out []oldNeed
	for _, name := range toolKeys(e.Dependencies) {
		needs, ok := oldNeeds(name, e.Dependencies[name])
		if !ok {
			return nil, w.fail(e.line, "has for %s, which %s needs, neither a version nor a table", name, e.Name)
		}
		for _, n := range needs {
			if n.optional && !slices.Contains(listed, n.name) && !oldOfExtra(n.marker) {
				continue
			}
			n.by, n.line = fmt.Sprintf("%s %s", e.Name, e.Version), e.line
			out = append(out, n)
		}
	}
	return out, nil
}
