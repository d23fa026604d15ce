package plan

import (
	"slices"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/frontend/plan/libs"
	"github.com/org/pyapp-frontend/spec"
)

// copyApp is a spec with a stage for the builder, one for each platform, one that nothing is copied from, and copies from all others.
func copyApp(t *testing.T, lines ...string) *spec.App {
	t.Helper()
	return yamlApp(t, append(lines,
		"stages:",
		"  assets: {dockerfile: web/Dockerfile, context: web, target: build, args: {B: '1', A: '2'}}",
		"  helper: {dockerfile: Dockerfile, platform: target}",
		"  unused: {dockerfile: Dockerfile}",
		"copy:",
		"- {from: assets, source: /dist, to: static/}",
		"- {from: helper, source: /out/tool, to: /usr/local/bin/}",
		"- {from: registry.example/x:1, source: /, to: ./y}")...)
}

func TestStagePlan(t *testing.T) {
	t.Parallel()
	app := copyApp(t)
	facts := Facts{Target: arm64, Build: amd64, StageIgnore: map[string][]string{"assets": {"*.log", "!node_modules"}, "helper": {"web"}}}
	p := planned(t, app, facts)
	if len(p.Stages) != 2 || p.Stages[0].On != amd64 || p.Stages[1].On != arm64 || p.Stage("unused") != nil {
		t.Fatalf("stages are %+v", p.Stages)
	}
	assets, helper := p.Stages[0], p.Stages[1]
	if assets.Key() != "stages.assets" || assets.Target != "build" || !slices.Equal(assets.Args, []spec.EnvVar{{Name: "B", Value: "1"}, {Name: "A", Value: "2"}}) {
		t.Errorf("the stage is %+v", assets)
	}
	for name, want := range map[string]bool{
		"web/src/a.ts": true, "web/.npmrc": true, "web/.env.production": true, "web/Dockerfile": true, "web/x.log": false,
		"web/node_modules/x/index.js": true, "web/src/node_modules/x": false, "web/.git/config": false, "src/a.py": false,
	} {
		if got := NewMatcher(assets.Context).Keeps(name); got != want {
			t.Errorf("the folder of the stage has %s: %v", name, got)
		}
	}
	if m := NewMatcher(helper.Context); m.Keeps("web/src/a.ts") || !m.Keeps("src/a.rs") || m.Keeps("node_modules/x") {
		t.Error("the ignore file of the context is not that of a stage that is built from it")
	}
	if other := Elsewhere(app, facts); len(other.Stages) != 2 || !slices.Equal(other.Copies, p.Copies) {
		t.Errorf("without the project the plan is another one: %+v", other)
	}
}

func TestCopyPlan(t *testing.T) {
	t.Parallel()
	p := planned(t, copyApp(t, "workdir: /srv/shop", "steps: [{run: [a], outputs: [b]}]"), Facts{Target: arm64, Build: amd64})
	want := []Copy{
		{Key: "copy[0]", From: "assets", Stage: true, Source: "/dist", To: "/srv/shop/static", Into: true, Name: "static/"},
		{Key: "copy[1]", From: "helper", Stage: true, Source: "/out/tool", To: "/usr/local/bin", Into: true, Name: "/usr/local/bin/"},
		{Key: "copy[2]", From: "registry.example/x:1", Source: "/", To: "/srv/shop/y", Name: "y"},
	}
	if !slices.Equal(p.Copies, want) {
		t.Errorf("copies are %+v", p.Copies)
	}
	history := p.Image.History[len(p.Image.History)-4:]
	if !slices.Equal(history, []string{"copy static/ from assets", "copy /usr/local/bin/ from helper", "copy y from registry.example/x:1", "step: a"}) {
		t.Errorf("the history ends in %q", history)
	}
	if b := p.Builder; len(b.Copies) != 3 || b.Stages[1].On != amd64 {
		t.Errorf("steps run over %+v of %+v", b.Copies, b.Stages)
	}
}

// TestCopiesAreThere wants the checks of the command to count what is copied.
func TestCopiesAreThere(t *testing.T) {
	t.Parallel()
	app := copyApp(t)
	look := withOutputs(app, func(string) Found { return Found{} })
	for name, want := range map[string]bool{"static": true, "static/main.py": true, "y": true, "main.py": false, "statics": false} {
		if look(name).Exists != want {
			t.Errorf("%s is there: %v", name, !want)
		}
	}
	if !copiedProgram(app, "tool") || copiedProgram(yamlApp(t, "python: '3.13'"), "tool") {
		t.Error("a program that is copied to where programs are is not found")
	}
}

func TestCheckFrom(t *testing.T) {
	t.Parallel()
	app := yamlApp(t, "stages: {assets: {dockerfile: D}}", "copy:", "- {from: asets, source: /a, to: a}", "- {from: fonts, source: /a, to: b}",
		"- {from: 'fonts:1', source: /a, to: c}", "- {from: assets, source: /a, to: d}", "- {from: given, source: /a, to: e}")
	got := CheckFrom(app, func(name string) bool { return name == "given" }).Text("f")
	if both := CheckFrom(app, func(string) bool { return true }); len(both) != 1 || both[0].Severity != spec.Warning || both[0].Path != "stages.assets" {
		t.Errorf("a context that has the name of a stage: %v", both)
	}
	want := `f:3:4: copy[0].from: "asets" is no stage (the file has assets), and the build was given no context of that name; did you mean "assets"? Else describe it in ` +
		"`stages`" + `, or give the build a context: --build-context asets=…; an image of that name is "asets:latest"
f:4:4: copy[1].from: "fonts" is no stage (the file has assets), and the build was given no context of that name; describe it in ` +
		"`stages`" + `, or give the build a context: --build-context fonts=…; an image of that name is "fonts:latest"`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestMissingSource(t *testing.T) {
	t.Parallel()
	app := copyApp(t)
	c := copies(app)[1]
	for _, tc := range []struct {
		folder string
		there  []string
		want   string
	}{
		{"/out", []string{"tools", "x"}, `there is no /out/tool in the stage helper; did you mean "/out/tools"?`},
		{"/", []string{"usr", "dist"}, "there is no /out/tool in the stage helper; its / has dist, usr"},
		{"/out", nil, "there is no /out/tool in the stage helper; its /out is empty"},
	} {
		if got := (spec.Diagnostics{MissingSource(app, c, tc.folder, tc.there)}).Text("f"); !strings.HasSuffix(got, "copy[1].source: "+tc.want) {
			t.Errorf("got %q, want %q", got, tc.want)
		}
	}
}

// TestCheckCopied says of each kind of origin what helps.
func TestCheckCopied(t *testing.T) {
	t.Parallel()
	p := planned(t, copyApp(t), Facts{Target: arm64, Build: amd64})
	object := func(machine int) []libs.Object { return []libs.Object{{Path: "/x/tool", Machine: machine, Class: 64}} }
	for i, want := range []string{
		"stages.assets: /x/tool from the stage assets is not for linux/arm64, which the image is for; write `platform: target`",
		"stages.helper.dockerfile: /x/tool from the stage helper is not for linux/arm64, which the image is for; have the Dockerfile build for $TARGETPLATFORM",
		"copy[2].from: /x/tool from registry.example/x:1 is not for linux/arm64, which the image is for; name one",
	} {
		if got := CheckCopied(p, p.Copies[i], object(62)).Text("f"); !strings.Contains(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
		if got := CheckCopied(p, p.Copies[i], object(183)); len(got) > 0 {
			t.Errorf("an object of the image's machine is refused: %v", got)
		}
	}
}
