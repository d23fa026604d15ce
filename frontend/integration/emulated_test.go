package integration

import (
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// bothPlatforms are that of the machine and one that it has no emulator for.
const bothPlatforms = "linux/amd64,linux/arm64"

// abroad is a project of one package that has no wheel, built for both platforms.
func abroad(t *testing.T, spec string, d rig.Distribution) rig.Build {
	t.Helper()
	p := newPrivate(t, nil, "init: false\n"+spec, map[string]string{"pylock.toml": pylock(d)}, d.Name)
	return rig.Build{Mode: rig.InProcess, Dir: p.dir, Attrs: map[string]string{"platform": bothPlatforms}}
}

// TestPureSourceForAll wants a package that compiles nothing to be built once, for every platform.
func TestPureSourceForAll(t *testing.T) {
	t.Parallel()
	m, index := rig.Find(t), rig.NewIndex(t, rig.IndexOptions{})
	files, _ := greeting(hello)
	d := index.AddSdist(t, hello, numbered("1"), files)
	result := mustBuild(t, m, abroad(t, "", d))
	steps := result.Named("build " + hello)
	if len(steps) != 1 || !steps[0].Ran || strings.Contains(steps[0].Name, "emulation") {
		t.Errorf("it was built in %+v", steps)
	}
}

// TestCompiledAbroad wants the package to be named that only an emulator could build, and what to do.
func TestCompiledAbroad(t *testing.T) {
	t.Parallel()
	m, index := rig.Find(t), rig.NewIndex(t, rig.IndexOptions{})
	files, _ := greeting(hello)
	// One for all: builds at one time share the steps of their tools, and so the names of these, which say what they are for.
	d := index.AddCompiledSdist(t, hello, numbered("1"), files)
	for _, tc := range []struct {
		name, spec, place string
		says              []string
	}{
		{"found out", "", "pyapp.yaml:1:1: ", []string{"no emulator for programs of linux/arm64", "binfmt --install arm64", "what has a wheel"}},
		{"said", "no-wheel: {" + hello + ": emulate}\n", "pyapp.yaml:5:", []string{"no emulator for programs of linux/arm64"}},
		{"refused", "no-wheel: {" + hello + ": fail}\n", "pyapp.yaml:5:", []string{"may not be built"}},
		{"kept at home", "no-wheel: {" + hello + ": build}\n", "pyapp.yaml:5:", []string{"compiles", "does not run on linux/arm64", "emulate}"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			defer rig.NoEmulator(t, m)()
			result := build(t, m, abroad(t, tc.spec, d))
			wantMessage(t, result, append(tc.says, hello+" "+d.Version, tc.place)...)
			wantTools(t, result, strings.Contains(tc.says[0], "no emulator"))
			warned := strings.Contains(warnings(result), hello+" "+d.Version+" compiles, so it is built for linux/arm64 under emulation")
			if warned != (tc.name == "found out") {
				t.Errorf("it warns: %q", warnings(result))
			}
		})
	}
}

// wantTools wants compilers of the other platform to be installed or not, by programs of the builder alone.
func wantTools(t *testing.T, result *rig.Result, installed bool) {
	t.Helper()
	steps := result.Named("install build tools for linux/arm64, to build " + hello)
	if got := len(steps) == 1 && steps[0].Error == ""; got != installed {
		t.Errorf("compilers are installed: %t, want %t: %+v", got, installed, steps)
	}
}

func warnings(result *rig.Result) string {
	var out strings.Builder
	for _, w := range result.Warnings {
		out.WriteString(w.Text + "\n")
	}
	return out.String()
}

// TestNoSuchPlatform refuses what no image can be made for, before anything is looked for.
func TestNoSuchPlatform(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	b := rig.Build{Mode: rig.InProcess, Dir: m.Copy(t, "script"), Attrs: map[string]string{"platform": "linux/arm/v6,windows/amd64"}}
	result := build(t, m, b)
	wantMessage(t, result, "linux/arm/v6", "windows/amd64", "choose among linux/amd64, linux/arm64")
	wantNothingInstalled(t, result)
}

// TestCompiledProjectAbroad names the project that only an emulator could build.
func TestCompiledProjectAbroad(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	defer rig.NoEmulator(t, m)()
	result := build(t, m, compiledProject(t))
	wantMessage(t, result, "install project "+hello+" (wheel) for linux/arm64, under emulation: this builder has no emulator")
	if !strings.Contains(warnings(result), hello+" compiles, so it is built for linux/arm64 under emulation") {
		t.Errorf("it warns: %q", warnings(result))
	}
}

// compiledProject is a project that compiles, built for both platforms.
func compiledProject(t *testing.T) rig.Build {
	t.Helper()
	files, _ := greeting(hello)
	p := newPrivate(t, nil, "init: false\ninstall: wheel\n", map[string]string{"uv.lock": strings.Replace(emptyLock, "crunch", hello, 1)}, hello)
	rig.WriteCompiled(t, p.dir, hello, "1.0", files)
	return rig.Build{Mode: rig.InProcess, Dir: p.dir, Attrs: map[string]string{"platform": bothPlatforms}}
}
