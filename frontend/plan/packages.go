package plan

import (
	"fmt"
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/frontend/plan/libs"
	"github.com/org/pyapp-frontend/spec"
)

// warnScripts says why programs of another platform have to run. On the builder's own platform that costs nothing.
func warnScripts(p *Plan, names []string) spec.Diagnostics {
	if !p.System.Emulated {
		return nil
	}
	return warning(p.Spec, ruleEmulatedPackages, "system-libs.run", fmt.Sprintf("%s %s when installed, so all packages are installed under emulation, which is slow",
		strings.Join(names, ", "), plural(len(names), "runs programs", "run programs")), "leave it so, or use a builder of this platform")
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// refusedPackages says of each package that is not to be had what there is instead.
func refusedPackages(p *Plan, refused []libs.RefusedPackage) spec.Diagnostics {
	var out spec.Diagnostics
	for _, r := range refused {
		summary, remedy := refusal(r, p.Spec.Distro)
		out = append(out, problem(p.Spec, runPath(p.Spec, r.Wanted), summary, remedy))
	}
	return out
}

func refusal(r libs.RefusedPackage, distro string) (summary, remedy string) {
	name, version, _ := strings.Cut(r.Wanted, "=")
	switch {
	case len(r.Versions) > 0:
		return fmt.Sprintf("the archive of %s does not have version %s of %s", distro, version, name),
			fmt.Sprintf("it has %s; older versions leave the archive when newer ones come", strings.Join(r.Versions, ", "))
	case len(r.Choices) > 0:
		return fmt.Sprintf("%q stands for one of several packages", name), "name one of " + strings.Join(r.Choices, ", ")
	case len(r.Near) > 0:
		return fmt.Sprintf("%s has no package %q", distro, name), "did you mean " + strings.Join(quoted(r.Near), " or ") + "?"
	}
	return fmt.Sprintf("%s has no package %q", distro, name), "look for the package that has the file you need"
}

func quoted(names []string) []string {
	var out []string
	for _, name := range names {
		out = append(out, fmt.Sprintf("%q", name))
	}
	return out
}

// runPath is the place of one of the packages in the spec, which has them in one of two forms.
func runPath(app *spec.App, wanted string) string {
	key := "system-libs"
	if _, ok := app.Ranges[key+".run"]; ok {
		key += ".run"
	}
	if i := slices.Index(app.SystemLibs.Run, wanted); i >= 0 {
		return fmt.Sprintf("%s[%d]", key, i)
	}
	return "init" // which asks for tini
}
