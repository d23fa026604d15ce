package plan

import (
	"slices"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/frontend/plan/libs"
	"github.com/org/pyapp-frontend/spec"
)

// built is what a build has shown of a package.
func built(name string, pure bool) libs.Environment {
	return libs.Environment{Built: []string{name}, Pure: pure, Scripts: []string{"main"}}
}

// abroad is a plan for arm64 of two packages without wheels, and of a project that is installed as a wheel.
func abroad(t *testing.T, yaml string, learned ...string) *Plan {
	t.Helper()
	return planned(t, yamlApp(t, yaml), Facts{
		Target: linux("arm64"), Build: amd64, Lock: lockOf([]string{"w"}, []string{"calm", "fast"}), Learned: Learned{EmulatedBuilds: learned},
		FirstParty: itself(projectOf(t, oneScript+buildSystem)),
	})
}

// TestLearnBuilds moves to the target what compiles, and says so once.
func TestLearnBuilds(t *testing.T) {
	t.Parallel()
	p := abroad(t, "install: wheel")
	if len(p.Emulated()) > 0 {
		t.Fatalf("%q are emulated before anything is known", p.Emulated())
	}
	own := p.Projects[0].Name
	found := []libs.Environment{{Pure: false}, built("calm", true), built("fast", false), built(own, false)}
	now, warnings := Learn(p, Learned{EmulateSystem: true}, found, debian())
	if want := []string{"fast", own}; !slices.Equal(now.EmulatedBuilds, want) || !now.EmulateSystem {
		t.Errorf("learned %+v, want %q", now, want)
	}
	if len(warnings) != 2 || len(warnings.Errors()) > 0 {
		t.Fatalf("got %q, want two warnings", warnings.Text("pyapp.yaml"))
	}
	wantOne(t, warnings[:1], "no-wheel", "fast 1 compiles", "for linux/arm64 under emulation", "many times as long",
		"lock a version that has a wheel for linux/arm64", "`no-wheel: {fast: fail}`")
	wantOne(t, warnings[1:], "install", own+" compiles", "on a builder of that platform")

	again := abroad(t, "install: wheel", now.EmulatedBuilds...)
	if want := []string{"fast 1", own}; !slices.Equal(again.Emulated(), want) {
		t.Errorf("builds %q under emulation, want %q", again.Emulated(), want)
	}
	if same, warnings := Learn(again, now, found, debian()); !same.Same(now) || len(warnings) > 0 {
		t.Errorf("learns %+v, %q once more", same, warnings.Text("pyapp.yaml"))
	}
}

// TestRefusedFirst wants nothing built under emulation for an image that a name of a package stands in the way of, and the
// archive asked once more, because the first answer may come from a cache.
func TestRefusedFirst(t *testing.T) {
	t.Parallel()
	system := debian()
	system.Refused = []libs.RefusedPackage{{Wanted: "libpq6"}}
	p, found := abroad(t, "python: '3.13'"), []libs.Environment{built("fast", false)}
	now, warnings := Learn(p, Learned{}, found, system)
	if !now.Same(Learned{AskAgain: true}) || now.Same(Learned{}) || len(warnings) > 0 {
		t.Errorf("learned %+v, %q", now, warnings.Text("pyapp.yaml"))
	}
	if again, _ := Learn(p, now, found, system); !again.Same(now) || len(CheckInstalled(p, nil, found, system)) != 1 {
		t.Errorf("learns %+v once more", again)
	}
}

// TestNothingToLearn is where all is pure, at home, or installed from source.
func TestNothingToLearn(t *testing.T) {
	t.Parallel()
	home := planned(t, yamlApp(t, "python: '3.13'"), Facts{Lock: lockOf(nil, []string{"fast"})})
	variant := planned(t, yamlApp(t, "python: '3.13'"), Facts{Lock: lockOf(nil, []string{"fast"}), Target: linux("amd64/v3"), Build: amd64})
	for name, tc := range map[string]struct {
		p     *Plan
		found libs.Environment
	}{
		"pure": {abroad(t, "python: '3.13'"), built("fast", true)}, "at home": {home, built("fast", false)}, "a variant": {variant, built("fast", false)},
		"from wheels": {abroad(t, "python: '3.13'"), libs.Environment{}}, "from source": {abroad(t, "install: source"), built("shop", false)},
	} {
		if now, warnings := Learn(tc.p, Learned{}, []libs.Environment{tc.found}, debian()); !now.Same(Learned{}) || len(warnings) > 0 {
			t.Errorf("%s: learned %+v, %q", name, now, warnings.Text("pyapp.yaml"))
		}
		for _, d := range CheckInstalled(tc.p, nil, []libs.Environment{tc.found}, debian()) {
			if strings.Contains(d.Summary, "compiles") {
				t.Errorf("%s: %s", name, d.Summary)
			}
		}
	}
}

// TestEmulate goes by the spec's word, before anything is built.
func TestEmulate(t *testing.T) {
	t.Parallel()
	p := abroad(t, "no-wheel: {fast: emulate}")
	if want := []string{"fast 1"}; !slices.Equal(p.Emulated(), want) || len(CheckBuilds(p.Spec, p)) > 0 {
		t.Errorf("got %q, want %q", p.Emulated(), want)
	}
	if p := planned(t, yamlApp(t, "no-wheel: {fast: emulate}"), Facts{Lock: lockOf(nil, []string{"fast"})}); len(p.Emulated()) > 0 {
		t.Errorf("%q is emulated at home", p.Emulated())
	}
}

// TestBuildAtHome keeps a package to the build platform by the spec's word, and never makes an image that cannot run.
func TestBuildAtHome(t *testing.T) {
	t.Parallel()
	p := abroad(t, "no-wheel: {fast: build}")
	found := []libs.Environment{built("calm", true), built("fast", false)}
	if now, _ := Learn(p, Learned{}, found, debian()); !now.Same(Learned{}) {
		t.Errorf("learned %+v against the spec", now)
	}
	wantOne(t, CheckInstalled(p, nil, found, debian()), "no-wheel.fast", "fast 1 compiles", "what linux/amd64 compiles does not run on linux/arm64",
		"no-wheel: {fast: emulate}")
}

// TestNamesOfEmulatedSteps say where they run, and what for.
func TestNamesOfEmulatedSteps(t *testing.T) {
	t.Parallel()
	p := abroad(t, "install: wheel", "fast", "shop")
	for got, want := range map[string]string{
		p.Builds[0].StepName():               "build calm 1 (it has no wheel, only a source distribution)",
		p.Builds[1].StepName():               "build fast 1 for linux/arm64, under emulation (it has no wheel, only a source distribution)",
		p.EmulatedToolsName([]string{"gcc"}): "install build tools for linux/arm64, to build fast 1: gcc",
		p.FinishToolsName():                  "finish build tools for linux/arm64, under emulation, to build fast 1",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	project := Project{Name: "shop", Install: spec.InstallWheel, On: linux("riscv64")}
	if got, want := project.StepName(), "install project shop (wheel) for linux/riscv64, under emulation"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestToolsOfAllPlatforms are the same, whichever of the packages one of them builds.
func TestToolsOfAllPlatforms(t *testing.T) {
	t.Parallel()
	l := mixedLock()
	for i, p := range l.Packages {
		if p.VCS != nil {
			l.Packages[i].Marker = "platform_machine == 'aarch64'"
		}
	}
	app := yamlApp(t, "python: '3.13'")
	here, there := planned(t, app, Facts{Lock: l}), planned(t, app, Facts{Lock: l, Target: linux("arm64"), Build: amd64})
	if !slices.Equal(here.Tools, there.Tools) || len(here.Builds) >= len(there.Builds) {
		t.Errorf("builds with %q here and with %q there", here.Tools, there.Tools)
	}
}
