package plan

import (
	"slices"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/frontend/plan/libs"
	"github.com/org/pyapp-frontend/spec"
)

// stepApp is a spec with these steps.
func stepApp(t *testing.T, lines []string, steps ...string) *spec.App {
	t.Helper()
	lines = append(lines, "steps:")
	for _, s := range steps {
		lines = append(lines, "- "+s)
	}
	return yamlApp(t, lines...)
}

// TestStepPlan has what each step is given, and the environment of the builder's platform.
func TestStepPlan(t *testing.T) {
	t.Parallel()
	app := stepApp(t, []string{"env: {A: '1', HOME: /h}"},
		"{run: [a], outputs: [static/, /opt/x], env: {A: '2'}, system-libs: [gettext, curl]}", "{run: [b], outputs: [y], platform: target, network: true}")
	p := planned(t, app, Facts{Target: arm64, Build: amd64})
	first, second := p.Steps[0], p.Steps[1]
	if !slices.Equal(first.Outputs, []string{"/app/static", "/opt/x"}) || !slices.Equal(first.Packages, []string{"curl", "gettext"}) || first.Key != "steps[0]" {
		t.Errorf("the first step is %+v", first)
	}
	last := map[string]string{}
	for _, v := range first.Env {
		last[v.Name] = v.Value
	}
	if last["A"] != "2" || last["HOME"] != "/h" || last["PYTHONHASHSEED"] != "0" || !strings.HasPrefix(last["PATH"], Venv) {
		t.Errorf("the environment is %v", last)
	}
	if p.Foreign(first) || !p.Foreign(second) || !second.Network {
		t.Errorf("the second step is %+v", second)
	}
	if b := p.Builder; b.Target != amd64 || b.Builder != nil || len(b.Steps) > 0 {
		t.Errorf("the builder's plan is %+v", b)
	}
	if got := p.Image.History[len(p.Image.History)-2:]; !slices.Equal(got, []string{"step: a", "step: b"}) {
		t.Errorf("the history ends in %q", got)
	}
	if p := planned(t, yamlApp(t, "python: '3.13'"), Facts{}); p.Builder != nil {
		t.Error("there is a builder's plan without steps")
	}
}

// TestStepsInstallTheBuildersLock wants the environment of steps the same, whether or not the image's lock was looked up.
func TestStepsInstallTheBuildersLock(t *testing.T) {
	t.Parallel()
	app := stepApp(t, nil, "{run: [a], outputs: [x]}")
	own, looked := lockOf([]string{"a"}, nil), lockOf([]string{"a", "b"}, nil)
	for _, facts := range []Facts{{Target: linux("s390x"), Build: amd64, Lock: looked, BuildLock: own}, {Lock: own}} {
		if got := planned(t, app, facts).Builder.names(); !slices.Equal(got, []string{"a"}) {
			t.Errorf("steps have %q", got)
		}
	}
}

// TestStepNames are one line, and not longer than one.
func TestStepNames(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		run  []string
		want string
	}{
		{[]string{"python", "manage.py", "collectstatic", "--noinput"}, "step: python manage.py collectstatic --noinput"},
		{[]string{"python", "-c", "import a\n  b = 1"}, "step: python -c import a b = 1"},
		{[]string{strings.Repeat("é", 101)}, "step: " + strings.Repeat("é", 100) + "…"},
	} {
		if got := (Step{Run: tc.run}).StepName(); got != tc.want {
			t.Errorf("got %q, want %q", got, tc.want)
		}
	}
}

// TestEntryOfSteps finds no fault with a command that only a step makes.
func TestEntryOfSteps(t *testing.T) {
	t.Parallel()
	for entry, key := range map[string]string{
		"[python, gen/main.py]": "", "[python, gem/main.py]": "entrypoint[1]", "[./gen/run]": "", "[uvicorn, 'gen.main:app']": "",
		"[uvicorn, 'one:app']": "", "[uvicorn, 'deep.er:app']": "", "[python, one.py]": "", "[./one.py.sh]": "entrypoint[0]",
	} {
		app := stepApp(t, []string{"entrypoint: " + entry}, "{run: [x], outputs: [gen, one.py, deep/er/most]}")
		files := tree(app, nil)
		files.Locked = false
		problems, _ := RunEntryChecks(app, files)
		wantOne(t, problems, key)
	}
}

// TestWhatStepsMade has to fit the image, unless it says itself what it is for.
func TestWhatStepsMade(t *testing.T) {
	t.Parallel()
	app := stepApp(t, nil, "{run: [x], outputs: [gen]}")
	p := planned(t, app, Facts{Target: arm64, Build: amd64})
	amd, arm := libs.Object{Path: "/app/gen/x.so", Machine: 62, Class: 64}, libs.Object{Path: "/app/gen/y.so", Machine: 183, Class: 64}
	chosen := libs.Object{Path: "/app/gen/tool-x86_64", Machine: 62, Class: 64}
	wantOne(t, CheckMade(p, p.Steps[0], []libs.Object{arm, chosen}), "")
	wantOne(t, CheckMade(p, p.Steps[0], []libs.Object{arm, amd}), "steps[0].outputs", "/app/gen/x.so is compiled for linux/amd64", "linux/arm64", "`platform: target`")
}
