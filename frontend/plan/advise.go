package plan

import (
	"slices"

	"github.com/org/pyapp-frontend/frontend/plan/lock"
	"github.com/org/pyapp-frontend/spec"
)

// Advise warns of what works, and would be done otherwise by somebody who knows it well. It goes by the spec and the lock
// alone, before anything is installed; what only the installed files tell is left to [CheckInstalled].
func Advise(app *spec.App, facts Facts) spec.Diagnostics {
	chosen := chosenPackages(app, facts)
	out := slices.Concat(adviseLibraries(app, chosen), adviseGPU(app, chosen), adviseTimeZone(app))
	if app.Kind == spec.KindTest || app.Kind == spec.KindDev {
		return out // the rest is for images that serve
	}
	return slices.Concat(out, adviseDevelopment(app, chosen), adviseExec(app), adviseGunicorn(app, facts.GunicornConfig), adviseHealth(app), advisePorts(app))
}

// chosenPackages are those that the target installs; none where the plan cannot be made, which is said elsewhere.
func chosenPackages(app *spec.App, facts Facts) []lock.Chosen {
	if facts.Lock == nil {
		return nil
	}
	target, err := Target(app, facts.Target, facts.Python, facts.Project)
	if err != nil {
		return nil
	}
	chosen, err := facts.Lock.For(target)
	if err != nil {
		return nil
	}
	return chosen
}
