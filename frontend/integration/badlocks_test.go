package integration

import (
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// A badLock is what has happened to a lock or to its manifest, and what the author has to be told of it.
type badLock struct {
	name  string
	spoil func(t *testing.T, dir string)
	says  []string // all in the message
	step  string   // beginning of the name of the step that finds it; empty: it is found before anything is installed
}

// lockedBy is an application, and what may happen to its lock.
type lockedBy struct {
	app, lock string
	bad       []badLock
}

// TestBadLocks wants one clear error for everything that may be wrong with a lock, with its place in the spec, the lock's
// own name, and what to do.
func TestBadLocks(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	for _, format := range lockFormats() {
		for _, bad := range format.bad {
			t.Run(format.lock+"/"+bad.name, func(t *testing.T) {
				dir := m.Copy(t, format.app)
				bad.spoil(t, dir)
				b := rig.Build{Mode: rig.InProcess, Dir: dir, Name: rig.RepositoryName(t)}
				result := build(t, m, b)
				wantMessage(t, result, append(bad.says, format.lock)...)
				t.Log("SAYS ", result.Err)
				wantOneError(t, result)
				if bad.step == "" {
					wantPlace(t, result.Err, 0)
					wantNothingInstalled(t, result)
				} else {
					wantFailed(t, result, bad.step)
				}
				wantNotPushed(t, m, b)
			})
		}
	}
}

// wantOneError wants no second place in the message, and no Go or Python talk.
func wantOneError(t *testing.T, result *rig.Result) {
	t.Helper()
	text := result.Err.Error()
	if places := regexp.MustCompile(`pyapp\.yaml:\d+:\d+: `).FindAllString(text, -1); len(places) > 1 {
		t.Errorf("the message has %d places: %s", len(places), text)
	}
	if regexp.MustCompile(`Traceback|panic|goroutine|runc|exit code`).MatchString(text) {
		t.Errorf("the message is not for people: %s", text)
	}
}

// wantNothingInstalled wants no step to have been asked for that installs or builds, not even one that is CACHED.
func wantNothingInstalled(t *testing.T, result *rig.Result) {
	t.Helper()
	for _, step := range result.Steps {
		if strings.HasPrefix(step.Name, "install") || strings.HasPrefix(step.Name, "build") {
			t.Errorf("%q came before the failure", step.Name)
		}
	}
}

// wantFailed wants the failure to be that of a step.
func wantFailed(t *testing.T, result *rig.Result, prefix string) {
	t.Helper()
	for _, step := range result.Steps {
		if step.Error != "" && strings.HasPrefix(step.Name, prefix) {
			return
		}
	}
	t.Errorf("no step %q failed: %+v", prefix, result.Steps)
}

// wantNotPushed asks the registry.
func wantNotPushed(t *testing.T, m rig.Machine, b rig.Build) {
	t.Helper()
	answer, err := http.Get("http://" + m.Registry + "/v2/" + b.Name + "/tags/list")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode != http.StatusNotFound {
		t.Errorf("the registry has %s: %s", b.Name, answer.Status)
	}
}

// truncated keeps the first half of a file, as a full disk or an interrupted checkout does.
func truncated(name string) func(t *testing.T, dir string) {
	return func(t *testing.T, dir string) {
		t.Helper()
		text := string(readFile(t, dir, name))
		rig.Write(t, dir, name, text[:len(text)/2])
	}
}

// unmerged makes one line of a file a conflict of two branches.
func unmerged(name string) func(t *testing.T, dir string) {
	return func(t *testing.T, dir string) {
		t.Helper()
		lines := strings.SplitAfter(string(readFile(t, dir, name)), "\n")
		at := len(lines) / 2
		conflict := "<<<<<<< HEAD\n" + lines[at] + "=======\n" + lines[at] + ">>>>>>> feature\n"
		rig.Write(t, dir, name, strings.Join(lines[:at], "")+conflict+strings.Join(lines[at+1:], ""))
	}
}

// edited replaces a text of a file.
func edited(name, old, replacement string) func(t *testing.T, dir string) {
	return func(t *testing.T, dir string) {
		t.Helper()
		rig.Edit(t, dir, name, old, replacement)
	}
}

// all does several things, in order.
func all(steps ...func(t *testing.T, dir string)) func(t *testing.T, dir string) {
	return func(t *testing.T, dir string) {
		t.Helper()
		for _, step := range steps {
			step(t, dir)
		}
	}
}

// removed removes a file.
func removed(name string) func(t *testing.T, dir string) {
	return func(t *testing.T, dir string) {
		t.Helper()
		remove(t, dir, name)
	}
}

// copied copies a file of another application.
func copied(app, name string) func(t *testing.T, dir string) {
	return func(t *testing.T, dir string) {
		t.Helper()
		data, err := os.ReadFile(filepath.Join("..", "..", "testdata", "apps", app, name))
		if err != nil {
			t.Fatal(err)
		}
		rig.Write(t, dir, name, string(data))
	}
}

// specSays adds a line to the spec.
func specSays(line string) func(t *testing.T, dir string) {
	return edited(rig.SpecFile, "entrypoint:", line+"\nentrypoint:")
}
