package plan

import (
	"slices"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/frontend/plan/libs"
	"github.com/org/pyapp-frontend/frontend/plan/lock"
)

// linux is a platform by the end of its name, as in "arm/v7".
func linux(name string) Platform {
	architecture, variant, _ := strings.Cut(name, "/")
	return Platform{OS: "linux", Architecture: architecture, Variant: variant}
}

// TestArchitectures has every name of every platform that images are made for.
func TestArchitectures(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"amd64":    "x86_64 amd64 x86_64 x86_64-manylinux_2_40",
		"amd64/v2": "x86_64 amd64 x86_64 x86_64-manylinux_2_40",
		"amd64/v3": "x86_64 amd64 x86_64 x86_64-manylinux_2_40",
		"amd64/v4": "x86_64 amd64 x86_64 x86_64-manylinux_2_40",
		"arm64":    "aarch64 arm64 aarch64 aarch64-manylinux_2_40",
		"arm64/v8": "aarch64 arm64 aarch64 aarch64-manylinux_2_40",
		"arm/v7":   "armv7l armhf armv7 ",
		"386":      "i686 i386 x86 ",
		"ppc64le":  "ppc64le ppc64el ppc64le ",
		"riscv64":  "riscv64 riscv64 riscv64 ",
		"s390x":    "s390x s390x s390x ",
	} {
		app, p := yamlApp(t, "python: '3.13'"), linux(name)
		target, err := Target(app, p, "3.13.5", nil)
		got := strings.Join([]string{target.Wheel.Machine, p.Debian(), p.Alpine(), pythonPlatform(app, p)}, " ")
		if err != nil || got != want || target.Env.Machine != target.Wheel.Machine {
			t.Errorf("%s: got %q, %v, %+v, want %q", p, got, err, target, want)
		}
		if NeedsPlaces(app, p) != strings.HasSuffix(want, " ") {
			t.Errorf("%s: its files have to be looked up: %t", p, NeedsPlaces(app, p))
		}
	}
}

// TestArchitecturesAreWhole has no gap in the table, and formats of files for all of it.
func TestArchitecturesAreWhole(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, a := range architectures {
		for _, name := range []string{"oci " + a.oci, "machine " + a.machine, "debian " + a.debian, "alpine " + a.alpine} {
			if seen[name] || strings.HasSuffix(name, " ") {
				t.Errorf("%q is missing, or there twice", name)
			}
			seen[name] = true
		}
		nobodys := libs.Environment{Objects: []libs.Object{{Path: site + "x/x.so", Package: "x", Machine: -1}}}
		if got := libs.Check([]libs.Environment{nobodys}, libs.System{}, a.machine, "trixie"); len(got) != 1 {
			t.Errorf("files of %s are not told from others", a.machine)
		}
	}
}

// TestCheckPlatforms says why no image can be made, and for what it can.
func TestCheckPlatforms(t *testing.T) {
	t.Parallel()
	can := "choose among linux/amd64, linux/arm64, linux/arm/v7, linux/386, linux/ppc64le, linux/riscv64, linux/s390x"
	for _, tc := range []struct {
		p     Platform
		words string
	}{
		{linux("arm/v6"), "no image can be made for linux/arm/v6: Debian's armhf and wheels begin with v7"},
		{linux("loong64"), "linux/loong64: Debian 13 and wheels do not have this architecture"},
		{linux("mips64le"), "linux/mips64le: Debian 13 and wheels do not have this architecture"},
		{Platform{OS: "windows", Architecture: "amd64"}, "windows/amd64: the base images are Linux's"},
		{Platform{OS: "darwin", Architecture: "arm64"}, "darwin/arm64: "},
	} {
		got := CheckPlatforms([]Platform{amd64, tc.p, linux("s390x")})
		if text := got.Text("pyapp.yaml"); len(got) != 1 || !strings.Contains(text, tc.words) || !strings.Contains(text, can) {
			t.Errorf("got %q, want one with %q", text, tc.words)
		}
		if tc.p.Debian() != "" || tc.p.Alpine() != "" {
			t.Errorf("%s has packages", tc.p)
		}
		if _, err := New(yamlApp(t, "python: '3.13'"), Facts{Target: tc.p, Build: amd64, Lock: lockOf([]string{"a"}, nil)}); err == nil {
			t.Errorf("an image for %s is planned", tc.p)
		}
	}
}

// TestUVHasNoWord wants platforms that uv cannot name to have no word.
func TestUVHasNoWord(t *testing.T) {
	t.Parallel()
	app := yamlApp(t, "distro: bookworm")
	if got := pythonPlatform(app, linux("arm64")); got != "aarch64-manylinux_2_36" || pythonPlatform(app, linux("s390x")) != "" {
		t.Errorf("got %q for arm64, and %q for s390x", got, pythonPlatform(app, linux("s390x")))
	}
}

// wideLock has wheels for many machines, named as their projects name them.
func wideLock() *lock.Lock {
	l := lockOf([]string{"pure"}, nil)
	var files []lock.File
	for _, tags := range []string{
		"manylinux2014_x86_64.manylinux_2_17_x86_64", "manylinux_2_17_s390x.manylinux2014_s390x", "manylinux_2_28_ppc64le",
		"manylinux2014_armv7l.manylinux_2_17_armv7l.manylinux_2_31_armv7l", "manylinux_2_31_riscv64.manylinux_2_39_riscv64",
		"manylinux_2_5_i686.manylinux1_i686", "musllinux_1_2_riscv64", "linux_armv7l",
	} {
		files = append(files, fileOf("Fast_Lib-1.0-cp313-cp313-"+tags+".whl"))
	}
	return l.Plus(&lock.Lock{Packages: []lock.Package{{Name: "fast-lib", Version: "1.0", Wheels: files}}})
}

// TestWheelsOfOtherMachines are called wheels for any platform where uv has no word for theirs, and are the right files.
func TestWheelsOfOtherMachines(t *testing.T) {
	t.Parallel()
	for name, tags := range map[string]string{
		"s390x": "manylinux_2_17_s390x.manylinux2014_s390x", "ppc64le": "manylinux_2_28_ppc64le", "386": "manylinux_2_5_i686.manylinux1_i686",
		"arm/v7": "manylinux2014_armv7l.manylinux_2_17_armv7l.manylinux_2_31_armv7l", "riscv64": "manylinux_2_31_riscv64.manylinux_2_39_riscv64",
	} {
		p := planned(t, yamlApp(t, "python: '3.13'"), Facts{Lock: wideLock(), Target: linux(name), Build: amd64})
		g := p.Deps[0] // the other one is the pure package's
		for _, want := range []string{
			`name = "Fast_Lib-1.0-0`, `-py3-none-any.whl", url = "https://files.example/Fast_Lib-1.0-cp313-cp313-` + tags + `.whl"`,
		} {
			if g.Platform != "" || !strings.Contains(g.Fragment, want) {
				t.Errorf("%s: got platform %q and\n%s\nwant %s", name, g.Platform, g.Fragment, want)
			}
		}
	}
	p := planned(t, yamlApp(t, "python: '3.13'"), Facts{Lock: wideLock()})
	if !strings.Contains(p.Deps[0].Fragment, `name = "Fast_Lib-1.0-cp313-cp313-manylinux2014_x86_64`) {
		t.Errorf("got\n%s\nwhere uv knows the platform", p.Deps[0].Fragment)
	}
}

// TestEnvironmentsOfMarkers has every machine that an image can be for.
func TestEnvironmentsOfMarkers(t *testing.T) {
	t.Parallel()
	var got []string
	for _, env := range Environments(yamlApp(t, "python: '3.13'"), "3.13.5", nil) {
		got = append(got, env.Machine)
	}
	if want := []string{"x86_64", "aarch64", "armv7l", "i686", "ppc64le", "riscv64", "s390x"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
