package integration

import (
	"maps"
	"slices"
	"strings"
	"testing"

	v1 "github.com/google/go-containerregistry/pkg/v1"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// targeted is a build of one target of a folder, with a time that is the same for all.
func targeted(t *testing.T, mode rig.Mode, dir, target string) rig.Build {
	t.Helper()
	attrs := epoch()
	attrs["target"] = target
	return rig.Build{Mode: mode, Dir: dir, Attrs: attrs, Name: rig.RepositoryName(t) + "-" + target}
}

// layersByStep are the digests of an image's layers, by what its history says of them.
func layersByStep(t *testing.T, img v1.Image) map[string]string {
	t.Helper()
	layers, err := img.Layers()
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, h := range rig.Config(t, img).History {
		if !h.EmptyLayer {
			digest, err := layers[0].Digest()
			if err != nil {
				t.Fatal(err)
			}
			out[h.CreatedBy], layers = digest.String(), layers[1:]
		}
	}
	if len(layers) > 0 {
		t.Errorf("the history leaves out %d layers", len(layers))
	}
	return out
}

// TestTargetsShareLayers compares the layers of all targets of one file with those of the default one.
func TestTargetsShareLayers(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	dir := m.Copy(t, "targets")
	images := map[string]map[string]string{}
	for _, target := range []string{"runtime", "worker", "beat", "test", "dev"} {
		result := mustBuild(t, m, targeted(t, rig.InProcess, dir, target))
		images[target] = layersByStep(t, rig.Pull(t, result.Reference))
	}
	runtime := images["runtime"]
	for _, process := range []string{"worker", "beat"} {
		if !maps.Equal(images[process], runtime) {
			t.Errorf("%s has the layers\n%v, want those of the default target\n%v", process, images[process], runtime)
		}
	}
	for step, digest := range runtime {
		if images["test"][step] != digest {
			t.Errorf("test has another layer of %q", step)
		}
		if images["dev"][step] != digest && !strings.Contains(step, "copy the application") {
			t.Errorf("dev has another layer of %q", step)
		}
	}
	added := func(target string) (out []string) {
		for _, step := range slices.Sorted(maps.Keys(images[target])) {
			if _, ok := runtime[step]; !ok {
				out = append(out, strings.TrimPrefix(step, "pyapp: "))
			}
		}
		return out
	}
	packages := []string{"install dependencies for linux/amd64: coverage", "install dependencies: 5 pure-Python packages"}
	if got, want := added("test"), append([]string{"copy the files of the target test"}, packages...); !slices.Equal(got, want) {
		t.Errorf("test adds %q, want %q", got, want)
	}
	if got, want := added("dev"), append([]string{"copy the application"}, packages...); !slices.Equal(got, want) {
		t.Errorf("dev adds %q, want %q", got, want)
	}
}

// TestProcesses run hardened, each with its own command, and with nothing of the default target's program.
func TestProcesses(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	eachMode(t, func(t *testing.T, mode rig.Mode) {
		t.Parallel()
		dir := m.Copy(t, "targets")
		for process, want := range map[string]rig.Expectation{
			"worker": {UID: 65532, Ready: `(?s)mailroom\.tasks\.send.*ready\.`, Stop: 6},
			"beat":   {UID: 65532, Ready: `Sending due task remind`, Stop: 6},
		} {
			result := mustBuild(t, m, targeted(t, mode, dir, process))
			config := rig.Config(t, rig.Pull(t, result.Reference)).Config
			if len(config.ExposedPorts) > 0 || !slices.Contains(config.Env, "ROLE="+process) || config.Entrypoint != nil || config.Cmd[0] != "celery" {
				t.Errorf("%s is configured as %+v", process, config)
			}
			if check := config.Healthcheck; check != nil {
				t.Errorf("%s is probed by %q", process, check.Test)
			}
			rig.CheckRun(t, m.Load(t, result.Reference, pythonBase), want)
		}
	})
}

// TestWrongTargets names what there is, and where a process asks for what there is not. It stops no other target.
func TestWrongTargets(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	dir := m.Copy(t, "targets")
	result := build(t, m, targeted(t, rig.InProcess, dir, "wroker"))
	wantMessage(t, result, `target "wroker" is not known; the targets are: runtime, worker, beat, test, dev; did you mean "worker"?`)
	wantPlace(t, result.Err, 11)

	rig.Edit(t, dir, rig.SpecFile, "mailroom.tasks, worker", "mailrom.tasks, worker")
	rig.Edit(t, dir, rig.SpecFile, "[celery, -A, mailroom.tasks, beat,", "[celery-beat,")
	result = build(t, m, targeted(t, rig.InProcess, dir, "worker"))
	wantMessage(t, result, "pyapp.yaml:13:27: processes.worker.command[2]: there is no module mailrom", `did you mean "mailroom"?`)
	wantPlace(t, result.Err, 13)
	result = build(t, m, targeted(t, rig.InProcess, dir, "beat"))
	wantMessage(t, result, "pyapp.yaml:16:5: processes.beat.command: there is no command celery-beat in the image")
	mustBuild(t, m, targeted(t, rig.InProcess, dir, "runtime"))
}

// TestCallTargets lists the images of a file, and names the one that an outline is about.
func TestCallTargets(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	dir := m.Copy(t, "targets")
	for _, tc := range []struct {
		args, want []string
	}{
		{[]string{"--call", "targets"}, []string{"runtime (default) uvicorn mailroom.web:app", "worker            celery -A mailroom.tasks worker --pool solo",
			"test              coverage run -m pytest -q"}},
		{[]string{"--call", "targets,format=json"}, []string{`"name": "worker"`, `"default": true`, `"base": "slim"`, `"line": 12`}},
		{[]string{"--call", "outline", "--target", "test"}, []string{"test", "coverage run -m pytest -q (with the default groups; group dev)"}},
		{[]string{"--call", "outline", "--target", "worker"}, []string{"worker", "(with the default groups less dev)"}},
	} {
		out, err := m.Buildx(t.Context(), t, dir, tc.args...)
		if err != nil {
			t.Fatalf("asking: %v\n%s", err, out)
		}
		for _, want := range tc.want {
			if !strings.Contains(strings.Join(strings.Fields(out), " "), strings.Join(strings.Fields(want), " ")) {
				t.Errorf("%q does not say %q:\n%s", tc.args, want, out)
			}
		}
	}
}
