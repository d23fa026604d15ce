package rig

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/cmd/devkit/internal/console"
)

func TestShellSurvivesEval(t *testing.T) {
	t.Parallel()
	for _, value := range []string{"plain", "with blanks", `it's "quoted" $HOME ` + "`id`", `back\slash`, "two\nlines"} {
		script := Shell([]Variable{{"PYAPP_TEST", value}}) + `printf %s "$PYAPP_TEST"`
		out, err := exec.Command("sh", "-c", script).Output()
		if err != nil || string(out) != value {
			t.Errorf("%q came out as %q, %v", value, out, err)
		}
	}
}

func testRig(t *testing.T) *Rig {
	t.Helper()
	layout := Layout{Cache: t.TempDir()}
	return &Rig{Layout: layout, Console: console.New(t.Output(), layout.Logs())}
}

func TestEnvLeavesOutWhatDoesNotRun(t *testing.T) {
	t.Parallel()
	for _, v := range testRig(t).Env() {
		if v.Name != "PATH" && v.Name != "PYAPP_CA" {
			t.Errorf("%s=%s, but nothing runs", v.Name, v.Value)
		}
	}
}

func TestForeignBuilderIsPassedOn(t *testing.T) {
	t.Parallel()
	r := testRig(t)
	r.Foreign.Builder = "mine"
	text := Shell(r.Env())
	if !strings.Contains(text, "export BUILDX_BUILDER='mine'\n") || strings.Contains(text, "BUILDX_CONFIG") || strings.Contains(text, "BUILDKIT_HOST") {
		t.Errorf("got:\n%s", text)
	}
}

func TestForeignHostIsPassedOn(t *testing.T) {
	t.Parallel()
	r := testRig(t)
	r.Foreign.Host = "tcp://127.0.0.1:1234"
	if text := Shell(r.Env()); !strings.Contains(text, "export BUILDKIT_HOST='tcp://127.0.0.1:1234'\n") {
		t.Errorf("got:\n%s", text)
	}
}

func TestPathIsPutInFrontOnce(t *testing.T) {
	t.Parallel()
	r := testRig(t)
	once := r.path("/usr/bin:/bin")
	if first := filepath.SplitList(once)[0]; first != r.buildkit().Bin(r.Tools()) {
		t.Errorf("%s comes first", first)
	}
	if twice := r.path(once); twice != once {
		t.Errorf("the second time gives %s", twice)
	}
}
