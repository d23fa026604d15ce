package plan

import (
	"slices"

	"github.com/org/pyapp-frontend/frontend/plan/libs"
	"github.com/org/pyapp-frontend/spec"
)

// Learned is what attempts to build have shown and nothing says before. Each makes the next plan another one; the steps that
// it does not concern come from the cache.
type Learned struct {
	Together       [][]string // packages that bring the same file, so that one step has to install them; each list sorted
	EmulateSystem  bool       // a system library has to be installed by running programs of the target
	EmulatedBuilds []string   // packages that compile, so that only the target can build them; sorted
	AskAgain       bool       // packages of the system are not to be had, by an answer of the archive that may be an old one
}

// Learn finds out from what was installed whether another plan would do better. Where nothing is learned the result is what
// was known already. Where packages of the system are refused, that has to be mended before anything else. The diagnostics are
// warnings for the user.
func Learn(p *Plan, known Learned, environments []libs.Environment, system libs.System) (Learned, spec.Diagnostics) {
	if len(system.Refused) > 0 {
		known.AskAgain = true
		return known, nil
	}
	known.Together = together(known.Together, claimsOf(p, environments))
	known, warnings := learnBuilds(p, known, environments)
	if len(system.Scripts) > 0 && !known.EmulateSystem {
		known.EmulateSystem = true
		warnings = append(warnings, warnScripts(p, system.Scripts)...)
	}
	return known, warnings
}

// Same says whether two attempts have shown the same.
func (l Learned) Same(other Learned) bool {
	return l.EmulateSystem == other.EmulateSystem && l.AskAgain == other.AskAgain && slices.Equal(l.EmulatedBuilds, other.EmulatedBuilds) &&
		slices.EqualFunc(l.Together, other.Together, slices.Equal)
}
