package llbgen

import (
	"slices"
	"strings"
	"testing"

	"github.com/moby/buildkit/client/llb"
	"github.com/moby/buildkit/solver/pb"
	"github.com/org/pyapp-frontend/spec"
)

// stepped is an application with three steps: one that runs once, one for each platform, and one that runs once again.
func stepped(t *testing.T, arch string) request {
	t.Helper()
	r := requestOf(t, "fastapi")
	r.arch = arch
	r.steps = []spec.Step{
		{Run: []string{"python", "-m", "shop_front.assets"}, Outputs: []string{"static"}, Env: []spec.EnvVar{{Name: "KEY", Value: "build-only"}}},
		{Run: []string{"make", "native"}, Outputs: []string{"native", "/opt/native"}, Target: true, SystemLibs: []string{"make", "gcc"}},
		{Run: []string{"python", "docs.py"}, Outputs: []string{"docs"}, Network: true},
	}
	return r
}

// namedSteps are the nodes that run steps of the spec, by name.
func namedSteps(t *testing.T, ops []op) map[string]op {
	t.Helper()
	out := map[string]op{}
	for _, o := range ops {
		if begins(o, "step: ") {
			if _, twice := out[o.name]; twice {
				t.Errorf("%q runs twice", o.name)
			}
			out[o.name] = o
		}
	}
	return out
}

const (
	assets   = "step: python -m shop_front.assets"
	native   = "step: make native"
	emulated = "step: make native (under emulation, for linux/arm64)"
	docs     = "step: python docs.py"
)

// TestStepsOfTheSpecGolden is a graph for a foreign platform.
func TestStepsOfTheSpecGolden(t *testing.T) {
	t.Parallel()
	r := stepped(t, "arm64")
	checkGolden(t, "steps-arm64.txt", describe(graph(t, r.marshal(t, generator(allCaps)))))
}

// TestStepsRunOnce wants a step to be the same node for every platform, with all that it stands on, unless it is for the
// target's.
func TestStepsRunOnce(t *testing.T) {
	t.Parallel()
	for _, caps := range []Capabilities{allCaps, {}} {
		here := namedSteps(t, graph(t, stepped(t, "amd64").marshal(t, generator(caps))))
		there := namedSteps(t, graph(t, stepped(t, "arm64").marshal(t, generator(caps))))
		if len(here) != 3 || len(there) != 4 {
			t.Fatalf("%d and %d steps", len(here), len(there))
		}
		for _, name := range []string{assets, native, docs} {
			if here[name].digest != there[name].digest || here[name].platform() != "linux/amd64" {
				t.Errorf("%q is another node for another platform", name)
			}
		}
		if there[emulated].platform() != "linux/arm64" {
			t.Errorf("%q runs on %s", emulated, there[emulated].platform())
		}
	}
}

// TestStepsShareTheEnvironment wants the native platform's steps to run in the image itself: nothing is installed for them that
// the image has.
func TestStepsShareTheEnvironment(t *testing.T) {
	t.Parallel()
	r := stepped(t, "amd64")
	before := r
	before.steps = nil
	added := titles(graph(t, before.marshal(t, generator(allCaps))), graph(t, r.marshal(t, generator(allCaps))))
	for _, name := range kinds(added) {
		if !slices.Contains([]string{assets, native, docs, "merge", "file make /__main__.py", "install system libraries for a step: gcc, make"}, name) {
			t.Errorf("steps add %q", name)
		}
	}
}

// TestStepsHaveWhatTheyAskFor looks at networks and variables.
func TestStepsHaveWhatTheyAskFor(t *testing.T) {
	t.Parallel()
	steps := namedSteps(t, graph(t, stepped(t, "amd64").marshal(t, generator(allCaps))))
	for name, o := range steps {
		online := o.GetExec().Network != pb.NetMode_NONE
		_, secrets, _ := mounts(o)
		if online != (name == docs) || len(secrets) > 0 != online {
			t.Errorf("%q has a network: %t, and the secrets %q", name, online, secrets)
		}
		env := o.GetExec().Meta.Env
		if got := slices.Contains(env, "KEY=build-only"); got != (name == assets) {
			t.Errorf("%q has the environment %q", name, env)
		}
		for _, want := range []string{"LOG_LEVEL=info", "VIRTUAL_ENV=/app/.venv", "HOME=/tmp", "SOURCE_DATE_EPOCH=315532800"} {
			if !slices.Contains(env, want) {
				t.Errorf("%q has no %s in %q", name, want, env)
			}
		}
	}
}

// TestWhatStepsDependOn is what they can see, and nothing else of the spec.
func TestWhatStepsDependOn(t *testing.T) {
	t.Parallel()
	r := stepped(t, "amd64")
	for name, tc := range map[string]struct {
		changed request
		want    []string
	}{
		"ports":  {r.changed(t, "ports: [8000]", "ports: [8001]"), nil},
		"labels": {r.changed(t, "team: storefront", "team: checkout"), nil},
		"env":    {r.changed(t, "LOG_LEVEL: info", "LOG_LEVEL: debug"), []string{assets, native, docs}},
	} {
		var got []string
		for _, title := range titles(graph(t, r.marshal(t, generator(allCaps))), graph(t, tc.changed.marshal(t, generator(allCaps)))) {
			if strings.HasPrefix(title, "step: ") {
				got = append(got, title)
			}
		}
		if !slices.Equal(got, tc.want) {
			t.Errorf("%s: %q runs again, want %q", name, got, tc.want)
		}
	}
	last := stepped(t, "amd64")
	last.steps[2].Env = []spec.EnvVar{{Name: "A", Value: "b"}}
	got := kinds(titles(graph(t, r.marshal(t, generator(allCaps))), graph(t, last.marshal(t, generator(allCaps)))))
	if want := []string{docs, "merge"}; !slices.Equal(got, want) {
		t.Errorf("the last step changes %q, want %q", got, want)
	}
}

// TestPlacesOfStepsOfTheSpec are their own keys.
func TestPlacesOfStepsOfTheSpec(t *testing.T) {
	t.Parallel()
	var keys []string
	g := generator(allCaps)
	g.Where = func(key string) llb.ConstraintsOpt {
		keys = append(keys, key)
		return nil
	}
	stepped(t, "amd64").marshal(t, g)
	for _, want := range []string{"steps[0].run", "steps[1].run", "steps[2].run", "steps[1].system-libs"} {
		if !slices.Contains(keys, want) {
			t.Errorf("no step is placed at %s; got %q", want, keys)
		}
	}
}
