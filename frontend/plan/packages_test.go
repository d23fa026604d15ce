package plan

import (
	"slices"
	"testing"

	"github.com/org/pyapp-frontend/frontend/plan/libs"
)

// TestRefusedPackages wants each package at its own place, with what there is instead, and nothing of what it would have brought.
func TestRefusedPackages(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		yaml    string
		refused libs.RefusedPackage
		path    string
		words   []string
	}{
		{"system-libs: [curl, libpq6]", libs.RefusedPackage{Wanted: "libpq6", Near: []string{"libpq5", "libpq-dev"}}, "system-libs[1]",
			[]string{`trixie has no package "libpq6"`, `did you mean "libpq5" or "libpq-dev"?`}},
		{"system-libs: {run: [libpq5=1.0]}", libs.RefusedPackage{Wanted: "libpq5=1.0", Versions: []string{"17.6", "17.5"}}, "system-libs.run[0]",
			[]string{"does not have version 1.0 of libpq5", "17.6, 17.5"}},
		{"system-libs: [awk]", libs.RefusedPackage{Wanted: "awk", Choices: []string{"gawk", "mawk"}}, "system-libs[0]",
			[]string{`"awk" stands for one of several packages`, "name one of gawk, mawk"}},
		{"system-libs: [zzz]", libs.RefusedPackage{Wanted: "zzz"}, "system-libs[0]", []string{`no package "zzz"`}},
		{"entrypoint: [sh]", libs.RefusedPackage{Wanted: "tini"}, "init", []string{`no package "tini"`}},
	} {
		p := planned(t, yamlApp(t, tc.yaml), Facts{})
		system := libs.System{Refused: []libs.RefusedPackage{tc.refused}}
		lacking := []libs.Environment{{Objects: []libs.Object{extension("psycopg2", "libpq.so.5")}}}
		wantOne(t, CheckInstalled(p, nil, lacking, system), tc.path, tc.words...)
	}
}

// TestLearnScripts wants another plan where scripts have to run, once, and a warning where that takes an emulator.
func TestLearnScripts(t *testing.T) {
	t.Parallel()
	arm64 := Platform{OS: "linux", Architecture: "arm64"}
	app := yamlApp(t, "system-libs: [ffmpeg]")
	system := libs.System{Scripts: []string{"libgdk-pixbuf-2.0-0", "shared-mime-info"}}
	for _, target := range []Platform{arm64, amd64} {
		p := planned(t, app, Facts{Target: target, Build: amd64})
		now, warnings := Learn(p, Learned{}, nil, system)
		if !now.EmulateSystem {
			t.Errorf("nothing is learned for %s", target)
		}
		if target == amd64 {
			wantOne(t, warnings, "")
			continue
		}
		wantOne(t, warnings, "system-libs.run", "libgdk-pixbuf-2.0-0, shared-mime-info run programs", "under emulation")
		again := planned(t, app, Facts{Target: target, Build: amd64, Learned: now})
		if name := again.System.PackagesName(); name != "install system libraries under emulation: ffmpeg, tini" {
			t.Errorf("the step is called %q", name)
		}
		if !slices.Contains(again.Image.History, again.System.PackagesName()) {
			t.Errorf("the history is %q", again.Image.History)
		}
		if later, _ := Learn(again, now, nil, system); !later.Same(now) {
			t.Error("it learns the same again")
		}
	}
}
