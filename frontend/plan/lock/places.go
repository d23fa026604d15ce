package lock

import (
	"slices"

	"github.com/org/pyapp-frontend/frontend/plan/wheel"
)

// WithoutPlaces is a lock that knows nothing but hashes of those packages that have a wheel for some platform of which it does
// not say where it is, so that an index is asked for their files (LookUpText, Restrict).
func (l *Lock) WithoutPlaces() *Lock {
	out := &Lock{Packages: slices.Clone(l.Packages), Indexes: l.Indexes}
	for i, p := range l.Packages {
		if slices.ContainsFunc(p.Wheels, func(f File) bool { return f.URL == "" && f.Path == "" && !wheel.Pure(f.Name) }) {
			out.Packages[i] = p.onlyHashes()
		}
	}
	return out
}

// onlyHashes is a package that allows the same files without saying which they are.
func (p Package) onlyHashes() Package {
	files := p.Wheels
	if p.Sdist != nil {
		files = append(slices.Clip(files), *p.Sdist)
	}
	hashes := slices.Clone(p.Hashes)
	for _, f := range files {
		hashes = append(hashes, f.Hashes...)
	}
	slices.Sort(hashes)
	p.Hashes, p.Wheels, p.Sdist = slices.Compact(hashes), nil, nil
	return p
}
