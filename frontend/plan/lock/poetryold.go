package lock

import (
	"strings"

	"github.com/org/pyapp-frontend/frontend/plan/marker"
	"github.com/org/pyapp-frontend/spec/pyproject"
)

// oldPoetry is a poetry.lock that does not tell which groups and markers each package is for, as those of Poetry before 2.0
// do not: what a choice of groups and extras installs is found by following what the packages need.
type oldPoetry struct {
	toolFile
	own      *pyproject.Project
	tables   map[string]any // of the manifest
	document oldDocument
	byName   map[string][]oldEntry // those with the highest version first
}

// parseOldPoetry reads a lock for a choice of groups and extras. Its packages are those that one of the environments needs,
// which differ in their machines alone: a package that not all of them need has a marker with platform_machine.
func parseOldPoetry(f toolFile, project *pyproject.Project, choice toolChoice, manifest map[string]any, environments []marker.Environment) (*Lock, error) {
	l := &oldPoetry{toolFile: f, own: project, tables: manifest}
	if err := l.decode(&l.document); err != nil {
		return nil, err
	}
	if !oldFresh(f.text, l.document.Metadata.ContentHash, manifest) {
		return nil, f.stale()
	}
	l.index()
	needed, err := l.needed(choice, environments)
	if err != nil {
		return nil, err
	}
	return l.lock(needed, environments)
}

// oldFresh says whether the hash of the lock is that of the project. Poetry before 2.0 looked at its own tables alone.
func oldFresh(text, hash string, manifest map[string]any) bool {
	own := map[string]any{"tool": manifest["tool"]}
	return poetryFresh(text, hash, manifest) || hash == poetryHash(own, nil)
}

// needed are the machines that need each package, by the place of its entry in the lock.
func (l *oldPoetry) needed(choice toolChoice, environments []marker.Environment) (map[int][]string, error) {
	needs, err := l.roots(choice)
	if err != nil {
		return nil, err
	}
	out := map[int][]string{}
	for _, env := range environments {
		env.Extras = choice.extras
		chosen, err := l.follow(needs, env)
		if err != nil {
			return nil, err
		}
		for _, e := range chosen {
			out[e.place] = append(out[e.place], env.Machine)
		}
	}
	return out, nil
}

// lock has the packages that are needed, in the lock's order.
func (l *oldPoetry) lock(needed map[int][]string, environments []marker.Environment) (*Lock, error) {
	r := poetryReader{toolFile: l.toolFile}
	out := &Lock{}
	for place, e := range l.document.Packages {
		if len(needed[place]) == 0 {
			continue
		}
		p, err := r.newPackage(e.Name, e.Version, e.line)
		if err != nil {
			return nil, err
		}
		if len(needed[place]) < len(environments) {
			p.Marker = oldMachines(needed[place])
		}
		e.Files = l.files(e)
		if err := r.source(e.poetryEntry, &p); err != nil {
			return nil, err
		}
		out.Packages = append(out.Packages, p)
	}
	out.Indexes = poetryIndexes(l.tables, r.used)
	return out, nil
}

// oldMachines is the marker that is true on the machines.
func oldMachines(machines []string) string {
	var parts []string
	for _, machine := range machines {
		parts = append(parts, "platform_machine == '"+machine+"'")
	}
	return strings.Join(parts, " or ")
}
