package integration

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// TestTestTarget runs the tests once, keeps nothing that they write, and fails the build with them.
func TestTestTarget(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	eachMode(t, func(t *testing.T, mode rig.Mode) {
		t.Parallel()
		dir := m.Copy(t, "targets")
		rig.Write(t, dir, "tests/test_once.py", fmt.Sprintf("def test_once():\n    assert %d\n", unused())) // so that no other build has run them
		first := mustBuild(t, m, targeted(t, mode, dir, "test"))
		if !strings.Contains(first.Log, "4 passed") {
			t.Errorf("the log does not have what the tests said:\n%s", first.Log)
		}
		files := rig.Files(rig.Entries(t, rig.Pull(t, first.Reference)))
		for name, want := range map[string]bool{
			"app/tests/test_letters.py": true, "app/.venv/bin/coverage": true,
			"app/report.xml": false, "app/.coverage": false, "app/.pytest_cache": false, "tmp/left-behind": false, "home/nonroot/left-behind": false,
		} {
			if _, got := files[name]; got != want {
				t.Errorf("%s is in the image: %v, want %v", name, got, want)
			}
		}
		if app := files["app"].Header; app.Uid != 0 || app.Mode&0o7777 != 0o755 {
			t.Errorf("the application's folder is %d's, with mode %o", app.Uid, app.Mode)
		}
		again := mustBuild(t, m, targeted(t, mode, dir, "test"))
		wantCached(t, again, "test: ")
		if again.Digest != first.Digest {
			t.Errorf("two runs gave %s and %s", first.Digest, again.Digest)
		}

		rig.Edit(t, dir, "src/mailroom/letters.py", "Dear", "Ahoy")
		result := build(t, m, targeted(t, mode, dir, "test"))
		wantMessage(t, result, "pyapp.yaml:20:3: test: coverage run -m pytest -q: failed with exit status 1: FAILED tests/")
		wantPlace(t, result.Err, 20)
		if !strings.Contains(result.Log, "1 failed, 3 passed") || !strings.Contains(result.Log, "Ahoy Ada") {
			t.Errorf("the log does not have what the tests said:\n%s", result.Log)
		}
	})
}

// TestTestTargetFails says what helps where tests could not be found, started, or reach what they look for.
func TestTestTargetFails(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	t.Cleanup(server.Close)
	for _, tc := range []struct {
		name, command, more, test string
		says                      []string // empty: the build succeeds
		log                       string
	}{
		{"none found", "[pytest]", "", "", []string{"exit status 5", "pytest found no tests", "`test: {files: {include: [tests]}}`"}, "collected 0 items"},
		{"no program", "[tox]", "", "", []string{"test.command: there is no command tox in the image"}, ""},
		{"no file", "[python, tests/all.py]", "", "", []string{"test.command[1]: there is no file tests/all.py in the application"}, ""},
		{"a file of its own", "[python, tests/one.py]", "  files: {include: [tests]}\n", "print('ran')", nil, "ran"},
		{"no files", "[pytest]", "  files: {include: [specs]}\n", "", []string{"pyapp.yaml:", "test.files: nothing of the build context is left", "test.files.include"}, ""},
		{"no network", "[python, tests/one.py]", "  files: {include: [tests]}\n", "import urllib.request as u; u.urlopen('http://name.example/')",
			[]string{"exit status 1"}, "`test: {network: true}` gives it one"},
		{"network", "[python, tests/one.py]", "  files: {include: [tests]}\n  network: true\n", "import os, urllib.request as u; open(os.environ['SSL_CERT_FILE']).read(); u.urlopen('" + server.URL + "')", nil, ""},
		{"no such group", "[pytest]", "  include-groups: [tests]\n", "", []string{`test.include-groups[0]: "tests" does not exist: the project has dev`}, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			dir := m.Copy(t, "targets")
			groups := "  include-groups: [dev]\n"
			if strings.Contains(tc.more, "groups") {
				groups = ""
			}
			rig.Edit(t, dir, rig.SpecFile, "test:\n  command: [coverage, run, -m, pytest, -q]\n  include-groups: [dev]\n  env: {ROLE: test}\n  files: {include: [tests]}\n",
				"test:\n  command: "+tc.command+"\n"+groups+tc.more)
			if tc.test != "" {
				rig.Write(t, dir, "tests/one.py", tc.test)
			}
			attrs := map[string]string{"target": "test"}
			result := build(t, m, rig.Build{Mode: rig.InProcess, Dir: dir, Attrs: attrs})
			if len(tc.says) > 0 {
				wantMessage(t, result, tc.says...)
				wantPlace(t, result.Err, 0)
			} else if result.Err != nil {
				t.Error(result.Err)
			}
			if !strings.Contains(result.Log, tc.log) && !slices.ContainsFunc(result.Named("test: "), func(s rig.Step) bool { return s.Cached }) {
				t.Errorf("%q is not in the log:\n%s", tc.log, result.Log)
			}
		})
	}
}

// TestTestTargetElsewhere runs tests in an image without a shell; and for another platform not without an emulator.
func TestTestTargetElsewhere(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	dir := m.Copy(t, "targets")
	rig.Edit(t, dir, rig.SpecFile, "python:", "base: distroless\npython:")
	mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: dir, Attrs: map[string]string{"target": "test"}})

	dir = m.Copy(t, "targets")
	defer rig.NoEmulator(t, m)()
	result := build(t, m, rig.Build{Mode: rig.InProcess, Dir: dir, Attrs: map[string]string{"target": "test", "platform": "linux/arm64"}})
	wantMessage(t, result, "test: coverage run -m pytest -q (under emulation, for linux/arm64): ", "no emulator for programs of linux/arm64")
	wantPlace(t, result.Err, 20)
}

// TestTestAgain runs the tests anew where their target is named, and nothing else. It has the builder to itself, as TestNoCache.
func TestTestAgain(t *testing.T) {
	m := rig.Find(t)
	dir := m.Copy(t, "targets")
	mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: dir, Attrs: map[string]string{"target": "test"}})
	again := mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: dir, Attrs: map[string]string{"target": "test", "no-cache": "test"}})
	if !slices.ContainsFunc(again.Named("test: "), func(s rig.Step) bool { return s.Ran }) {
		t.Errorf("the tests did not run again: %+v", again.Steps)
	}
	wantCached(t, again, "install", "dependenc")
}
