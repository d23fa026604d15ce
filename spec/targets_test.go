package spec_test

import (
	"reflect"
	"testing"

	"github.com/org/pyapp-frontend/spec"
	"github.com/org/pyapp-frontend/spec/pyproject"
)

const withTargets = `entrypoint: [uvicorn, "app:app"]
command: [--workers, "2"]
exclude-groups: [dev, docs]
include-groups: [postgres]
system-libs: {run: [libpq5]}
env: {LOG_LEVEL: info, MODE: web}
ports: [8000]
stop-signal: SIGINT
healthcheck: {http: {}}
processes:
  worker: {command: celery worker, env: {MODE: worker, EXTRA: "1"}, system-libs: [libxml2, libpq5]}
  beat: {entrypoint: [sh, -c, 'a; b'], healthcheck: none, stop-signal: SIGQUIT, ports: [9000]}
test: {command: [pytest, -q], include-groups: [dev], extras: [redis], files: {include: [tests]}, network: true}
dev: {command: [uvicorn, "app:app", --reload], include-groups: [Postgres, dev]}
`

func resolvedTarget(t *testing.T, target string) *spec.App {
	t.Helper()
	project := &pyproject.Project{Groups: []string{"dev", "docs", "postgres"}, Extras: []string{"redis"}}
	return mustResolve(t, withTargets, spec.Inputs{Target: target, Project: project})
}

// TestTargets lists the images of a file in its order, and where each is described.
func TestTargets(t *testing.T) {
	t.Parallel()
	file, _ := spec.Parse("pyapp.yaml", []byte(withTargets))
	want := []spec.Target{
		{Name: "runtime", Kind: spec.KindRuntime, Description: "uvicorn app:app --workers 2"},
		{Name: "worker", Kind: spec.KindProcess, Description: "celery worker"},
		{Name: "beat", Kind: spec.KindProcess, Description: "sh -c 'a; b'"},
		{Name: "test", Kind: spec.KindTest, Description: "pytest -q"},
		{Name: "dev", Kind: spec.KindDev, Description: "uvicorn app:app --reload"},
	}
	lines := []int{1, 11, 12, 13, 14}
	for i, got := range spec.Targets(file) {
		if got.Range.Start.Line != lines[i] {
			t.Errorf("%s stands at line %d, want %d", got.Name, got.Range.Start.Line, lines[i])
		}
		got.Range = spec.Range{}
		if got != want[i] {
			t.Errorf("got %+v, want %+v", got, want[i])
		}
	}
}

// TestTargetTakesNothingOfAnotherProgram lays a target's own values over the file's, and inherits nothing of what runs.
func TestTargetTakesNothingOfAnotherProgram(t *testing.T) {
	t.Parallel()
	worker := resolvedTarget(t, "worker")
	if worker.Entrypoint != nil || !reflect.DeepEqual(worker.Command, []string{"celery", "worker"}) {
		t.Errorf("worker runs %q %q", worker.Entrypoint, worker.Command)
	}
	if worker.Ports != nil || worker.StopSignal != "" || !reflect.DeepEqual(worker.Health, spec.Healthcheck{}) {
		t.Errorf("worker has %v, %q, %+v of the default target", worker.Ports, worker.StopSignal, worker.Health)
	}
	env := []spec.EnvVar{{Name: "LOG_LEVEL", Value: "info"}, {Name: "MODE", Value: "worker"}, {Name: "EXTRA", Value: "1"}}
	if !reflect.DeepEqual(worker.Env, env) || !reflect.DeepEqual(worker.SystemLibs.Run, []string{"libpq5", "libxml2"}) {
		t.Errorf("worker has %v, %v", worker.Env, worker.SystemLibs.Run)
	}
	beat := resolvedTarget(t, "beat")
	if !beat.Health.Disabled || beat.StopSignal != "SIGQUIT" || len(beat.Ports) != 1 || beat.Ports[0].Number != 9000 {
		t.Errorf("beat has %+v, %q, %v", beat.Health, beat.StopSignal, beat.Ports)
	}
	if runtime := resolvedTarget(t, ""); runtime.Common() != runtime || len(runtime.Ports) != 1 {
		t.Errorf("the default target is %+v", runtime)
	}
}

// TestTargetGroups are those of the file with a target's on top, excluded or not.
func TestTargetGroups(t *testing.T) {
	t.Parallel()
	want := spec.Groups{Exclude: []string{"docs"}, Include: []string{"postgres", "dev"}, Extras: []string{"redis"}}
	test := resolvedTarget(t, "test")
	if !reflect.DeepEqual(test.Groups, want) {
		t.Errorf("got %+v, want %+v", test.Groups, want)
	}
	if !test.TestNetwork || !reflect.DeepEqual(test.Files.Added, []string{"tests"}) || !test.Bytecode.App {
		t.Errorf("got %+v", test)
	}
	common, runtime := test.Common(), resolvedTarget(t, "")
	common.Ports, common.Health, common.StopSignal, common.TestNetwork = runtime.Ports, runtime.Health, runtime.StopSignal, false
	if !reflect.DeepEqual(common, runtime) {
		t.Errorf("the common part is\n%+v, want\n%+v", common, runtime)
	}
	if dev := resolvedTarget(t, "dev"); dev.Bytecode.App || !dev.Bytecode.Dependencies || len(dev.Groups.Include) != 2 {
		t.Errorf("dev has %+v, %+v", dev.Bytecode, dev.Groups)
	}
}

// TestPathsOfTargets leads to the keys that say what a target is.
func TestPathsOfTargets(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		target, key, path string
		line              int
	}{
		{"", "command", "command", 2},
		{"worker", "command", "processes.worker.command", 11},
		{"worker", "healthcheck.command", "processes.worker.healthcheck.command", 11},
		{"worker", "system-libs.run[0]", "system-libs.run[0]", 5},
		{"worker", "system-libs.run[1]", "processes.worker.system-libs[0]", 11},
		{"worker", "include-groups", "include-groups", 4},
		{"test", "include-groups", "test.include-groups", 13},
		{"dev", "entrypoint", "dev.entrypoint", 14},
	} {
		app := resolvedTarget(t, tc.target)
		if got, line := app.Path(tc.key), app.Where(tc.key).Start.Line; got != tc.path || line != tc.line {
			t.Errorf("%s of %q is %s at line %d, want %s at %d", tc.key, tc.target, got, line, tc.path, tc.line)
		}
	}
}

// TestChoice names the groups and extras that are in, as far as the file tells.
func TestChoice(t *testing.T) {
	t.Parallel()
	file, _ := spec.Parse("pyapp.yaml", []byte(withTargets))
	bare, _ := spec.Parse("pyapp.yaml", []byte("command: [a]\ntest: {command: [a], include-groups: [dev]}\n"))
	for _, tc := range []struct {
		file         *spec.File
		target, want string
	}{
		{file, "", "with the default groups less dev, docs; group postgres"},
		{file, "test", "with the default groups less docs; groups postgres, dev; extra redis"},
		{bare, "", "with no group"},
		{bare, "test", "with group dev"},
	} {
		if got := spec.Choice(tc.file, tc.target); got != tc.want {
			t.Errorf("target %q: %q, want %q", tc.target, got, tc.want)
		}
	}
}
