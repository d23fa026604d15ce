package lock

import (
	"slices"

	"github.com/org/pyapp-frontend/frontend/plan/marker"
)

// Applying is a lock with those packages whose marker is true in one of some environments. One whose marker does not parse is
// kept, to be reported where it is chosen.
func (l *Lock) Applying(environments []marker.Environment) *Lock {
	out := &Lock{Indexes: l.Indexes}
	for _, p := range l.Packages {
		m, err := marker.Parse(p.Marker)
		if err != nil || slices.ContainsFunc(environments, m.Eval) {
			out.Packages = append(out.Packages, p)
		}
	}
	return out
}
