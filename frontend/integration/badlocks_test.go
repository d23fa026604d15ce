package integration

import (
	"fmt"
	"net/http"
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
	step  string   // beginning of the name of the step that fails; empty: it is found before anything is installed
	log   string   // in the log of that step
}

// A lockedApp is an application, and what may happen to its lock.
type lockedApp struct {
	app, lock string
	bad       []badLock
}

// TestBadLocks wants one clear error for everything that may be wrong with a lock, with its place in the spec, the lock's
// own name, and what to do; and nothing installed before it, where it can be known so early.
func TestBadLocks(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	for _, locked := range lockedApps() {
		t.Run(locked.lock, func(t *testing.T) {
			t.Parallel()
			for _, bad := range locked.bad {
				t.Run(bad.name, func(t *testing.T) { bad.check(t, m, locked.app, rig.InProcess) })
			}
		})
	}
}

// TestBadLocksAsImage does the same for one of each format with the frontend's image, which has its errors cross a process.
func TestBadLocksAsImage(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	for _, locked := range lockedApps() {
		t.Run(locked.lock, func(t *testing.T) { locked.bad[0].check(t, m, locked.app, rig.AsImage) })
	}
}

func (bad badLock) check(t *testing.T, m rig.Machine, app string, mode rig.Mode) {
	t.Helper()
	dir := m.Copy(t, app)
	bad.spoil(t, dir)
	b := rig.Build{Mode: mode, Dir: dir, Name: newName(t)}
	result := build(t, m, b)
	wantMessage(t, result, bad.says...)
	wantPlace(t, result.Err, 0)
	wantOneError(t, result)
	if bad.step == "" {
		wantNothingInstalled(t, result)
	} else {
		wantFailed(t, result, bad.step)
	}
	if !strings.Contains(result.Log, bad.log) {
		t.Errorf("the log does not say %q:\n%s", bad.log, result.Log)
	}
	wantNotPushed(t, m, b)
}

// newName is the name of a repository that nothing was pushed to before.
func newName(t *testing.T) string {
	t.Helper()
	return fmt.Sprintf("%s-%d", rig.RepositoryName(t), unused())
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
