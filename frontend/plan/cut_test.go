package plan

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/frontend/plan/lock"
)

var arm64 = Platform{OS: "linux", Architecture: "arm64"}

// pureOnes are many packages with pure wheels.
func pureOnes(n int) []lock.Package {
	var out []lock.Package
	for i := range n {
		name := fmt.Sprintf("pure-%03d", i)
		out = append(out, lock.Package{Name: name, Version: "1", Wheels: []lock.File{fileOf(name + "-1-py3-none-any.whl")}})
	}
	return out
}

// nativeOne has a wheel for each platform, of some size in bytes.
func nativeOne(name string, size int64) lock.Package {
	p := lock.Package{Name: name, Version: "1"}
	for _, machine := range []string{"x86_64", "aarch64"} {
		f := fileOf(name + "-1-cp313-cp313-manylinux_2_17_" + machine + ".whl")
		f.Size = size
		p.Wheels = append(p.Wheels, f)
	}
	return p
}

func nativeOnes(n int) []lock.Package {
	var out []lock.Package
	for i := range n {
		out = append(out, nativeOne(fmt.Sprintf("native-%03d", i), 1000))
	}
	return out
}

// divided are the groups of a lock for one platform.
func divided(t *testing.T, target Platform, together [][]string, packages ...lock.Package) []Group {
	t.Helper()
	facts := Facts{Lock: &lock.Lock{Packages: packages}, Target: target, Build: amd64, Learned: Learned{Together: together}}
	return planned(t, yamlApp(t, "python: '3.13'"), facts).Deps
}

// fragments are what groups install, sorted.
func fragments(groups []Group) []string {
	var out []string
	for _, g := range groups {
		out = append(out, g.Fragment)
	}
	return unique(out)
}

// labels are what users are told of groups.
func labelsOf(groups []Group) []string {
	var out []string
	for _, g := range groups {
		out = append(out, g.Label)
	}
	return out
}

// TestCut divides by size and by kind, and names what comes out.
func TestCut(t *testing.T) {
	t.Parallel()
	const on = "dependencies for linux/amd64: "
	for name, tc := range map[string]struct {
		packages []lock.Package
		want     []string
	}{
		"one":      {pureOnes(1), []string{"dependencies: pure-000"}},
		"few":      {slices.Concat(pureOnes(24), nativeOnes(8)), []string{on + "8 packages", "dependencies: 24 pure-Python packages"}},
		"by name":  {append(nativeOnes(2), pureOnes(3)...), []string{on + "native-000, native-001", "dependencies: pure-000, pure-001, pure-002"}},
		"known":    {[]lock.Package{nativeOne("numpy", 0), nativeOne("other", 0)}, []string{on + "numpy", on + "other"}},
		"measured": {[]lock.Package{nativeOne("numpy", 7_999_999), nativeOne("a", 8_000_000), nativeOne("b", 16_000_000)}, []string{on + "b", on + "a", on + "numpy"}},
		"many large": {
			[]lock.Package{nativeOne("a", 9e6), nativeOne("b", 10e6), nativeOne("c", 11e6), nativeOne("d", 12e6), nativeOne("e", 13e6), nativeOne("f", 14e6), nativeOne("g", 9e8)},
			[]string{on + "g", on + "a", on + "b", on + "4 large packages"},
		},
		"many": {slices.Concat(pureOnes(25), nativeOnes(9)), []string{
			on + "7 packages (1 of 2)", on + "native-002, native-005",
			"dependencies: 11 pure-Python packages (1 of 2)", "dependencies: 14 pure-Python packages (2 of 2)",
		}},
	} {
		if got := labelsOf(divided(t, amd64, nil, tc.packages...)); !slices.Equal(got, tc.want) {
			t.Errorf("%s: got %q, want %q", name, got, tc.want)
		}
	}
}

// TestCutIsStable adds a package to locks of all lengths: one group becomes another one, or two, and the others stay. The
// order of the lock does not count.
func TestCutIsStable(t *testing.T) {
	t.Parallel()
	all := slices.Concat(pureOnes(120), nativeOnes(20), []lock.Package{nativeOne("a", 9e6), nativeOne("b", 1e8), nativeOne("c", 5e7)})
	for n := range 140 {
		less := slices.Concat(all[:n], all[140:])
		more := slices.Concat(all[:n+1], all[140:])
		rand.Shuffle(len(more), func(i, j int) { more[i], more[j] = more[j], more[i] })
		before, after := fragments(divided(t, amd64, nil, less...)), fragments(divided(t, amd64, nil, more...))
		gone := slices.DeleteFunc(before, func(f string) bool { return slices.Contains(after, f) })
		if len(gone) > 1 {
			t.Errorf("%s changes %d groups", all[n].Name, len(gone))
		}
	}
}

// TestCutForPlatforms wants groups of pure packages to be the same on every platform, whatever else there is.
func TestCutForPlatforms(t *testing.T) {
	t.Parallel()
	mixed := lock.Package{Name: "mixed", Version: "1", Wheels: []lock.File{
		fileOf("mixed-1-cp313-cp313-manylinux_2_17_x86_64.whl"), fileOf("mixed-1-py3-none-any.whl"),
	}}
	pure := func(target Platform, packages ...lock.Package) []string {
		groups := slices.DeleteFunc(divided(t, target, nil, packages...), func(g Group) bool { return g.Platform != "" })
		for _, g := range groups {
			if strings.Contains(g.Label, "linux") {
				t.Errorf("%q names a platform", g.Label)
			}
		}
		return fragments(groups)
	}
	packages := slices.Concat(pureOnes(60), nativeOnes(3))
	if here, there := pure(amd64, packages...), pure(arm64, packages...); len(here) < 2 || !slices.Equal(here, there) {
		t.Errorf("%d groups here, %d there, and not the same", len(here), len(there))
	}
	here, there := pure(amd64, append(packages, mixed)...), pure(arm64, append(packages, mixed)...)
	if other := slices.DeleteFunc(here, func(f string) bool { return slices.Contains(there, f) }); len(other) != 1 {
		t.Errorf("a package that is pure there only changes %d groups, want one", len(other))
	}
}

// TestCutTogether keeps packages in one group that bring the same path. They are pure only if all of them are.
func TestCutTogether(t *testing.T) {
	t.Parallel()
	packages := slices.Concat(pureOnes(30), []lock.Package{nativeOne("numpy", 0), nativeOne("zlib", 0)})
	groups := divided(t, amd64, [][]string{{"gone", "pure-001"}, {"pure-004", "pure-020", "zlib"}}, packages...)
	for _, g := range groups {
		tied := slices.Contains(g.Names, "zlib")
		if tied != slices.Contains(g.Names, "pure-004") || tied != slices.Contains(g.Names, "pure-020") || tied && g.Platform == "" {
			t.Errorf("%s installs %q", g.Label, g.Names)
		}
	}
}

// TestCutRequirements divides packages whose addresses are not known like others.
func TestCutRequirements(t *testing.T) {
	t.Parallel()
	packages := slices.Concat(pureOnes(30), nativeOnes(2))
	for i := range packages {
		for j := range packages[i].Wheels {
			packages[i].Wheels[j].URL = ""
		}
	}
	groups := divided(t, amd64, nil, packages...)
	if len(groups) != 3 {
		t.Fatalf("got %q", labelsOf(groups))
	}
	for _, g := range groups {
		if g.Fragment != "" || strings.Count(g.Requirements, "\n") != len(g.Names) {
			t.Errorf("%s installs %q", g.Label, g.Requirements)
		}
	}
}

// TestGroupsOfLongLocks are about ten at most.
func TestGroupsOfLongLocks(t *testing.T) {
	t.Parallel()
	packages := slices.Concat(pureOnes(300), nativeOnes(80))
	for i := range 20 {
		packages = append(packages, nativeOne(fmt.Sprintf("large-%d", i), int64(i+8)*1e6))
		large := pureOnes(340)[310+i]
		large.Wheels[0].Size = 9e6
		packages = append(packages, large)
	}
	if got := divided(t, amd64, nil, packages...); len(got) != 11 {
		t.Errorf("got %d groups: %q", len(got), labelsOf(got))
	}
}
