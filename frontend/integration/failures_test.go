package integration

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/moby/buildkit/solver/errdefs"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// A failure is a project that cannot become an image, and what its author has to be told.
type failure struct {
	name, app string
	spoil     func(t *testing.T, dir string)
	line      int      // of pyapp.yaml, which the message points at; 0: any
	says      []string // all in the message
}

func failures() []failure {
	spec := func(old, replacement string) func(t *testing.T, dir string) {
		return func(t *testing.T, dir string) {
			t.Helper()
			rig.Edit(t, dir, rig.SpecFile, old, replacement)
		}
	}
	return []failure{
		{"stale lock", "worker", func(t *testing.T, dir string) {
			rig.Edit(t, dir, "pyproject.toml", `"pika>=1.3",`, `"pika>=1.3", "httpx",`)
		}, 0, []string{"uv.lock", "uv lock"}},
		{"stale lock, one too many", "worker", func(t *testing.T, dir string) {
			rig.Edit(t, dir, "pyproject.toml", `"pika>=1.3",`, "")
		}, 0, []string{"uv.lock", "uv lock"}},
		{"missing lock", "worker", func(t *testing.T, dir string) { remove(t, dir, "uv.lock") }, 0, []string{"uv.lock", "uv lock"}},
		{"poetry only", "worker", poetryOnly, 0, []string{"poetry"}},
		{"unknown group", "worker", spec("exclude-groups: [dev]", "exclude-groups: [dve]"), 4, []string{"dve", `"dev"`}},
		{"requires-python", "worker", spec(`"3.13"`, `"3.11"`), 2, []string{"3.11", ">=3.12"}},
		{"missing module", "fastapi", spec("shop_front.main:app", "shop_frnt.main:app"), 3, []string{"shop_frnt"}},
		{"missing module beside", "shop", spec("app.main:app", "app.mian:app"), 3, []string{"app.mian"}},
		{"missing script", "worker", spec("main.py", "mian.py"), 3, []string{"mian.py"}},
		{"missing folder", "script", spec("entrypoint:", "project: nowhere\nentrypoint:"), 0, []string{"nowhere"}},
	}
}

func poetryOnly(t *testing.T, dir string) {
	t.Helper()
	remove(t, dir, "uv.lock")
	rig.Write(t, dir, "pyproject.toml", "[tool.poetry]\nname = \"worker\"\nversion = \"1.0\"\n\n[tool.poetry.dependencies]\npython = \"^3.12\"\npika = \"^1.3\"\n")
	rig.Edit(t, dir, rig.SpecFile, "exclude-groups: [dev]\n", "")
}

func remove(t *testing.T, dir, name string) {
	t.Helper()
	if err := os.Remove(filepath.Join(dir, name)); err != nil {
		t.Fatal(err)
	}
}

// TestFailsBeforeInstalling wants what the author must mend to be named, with its place, before anything is installed.
func TestFailsBeforeInstalling(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	eachMode(t, func(t *testing.T, mode rig.Mode) {
		for _, f := range failures() {
			t.Run(f.name, func(t *testing.T) {
				dir := m.Copy(t, f.app)
				f.spoil(t, dir)
				result := build(t, m, rig.Build{Mode: mode, Dir: dir})
				wantMessage(t, result, f.says...)
				wantPlace(t, result.Err, f.line)
				for _, name := range result.Ran() {
					if strings.HasPrefix(name, "install") {
						t.Errorf("%q ran before the failure", name)
					}
				}
			})
		}
	})
}

// wantMessage wants a failure whose message has each of the texts.
func wantMessage(t *testing.T, result *rig.Result, says ...string) {
	t.Helper()
	if result.Err == nil {
		t.Fatal("the build succeeded")
	}
	for _, text := range says {
		if !strings.Contains(strings.ToLower(result.Err.Error()), strings.ToLower(text)) {
			t.Errorf("the message does not say %q: %v", text, result.Err)
		}
	}
}

// wantPlace wants the message to begin with a place in the spec, and the error to carry that place for the client to draw.
func wantPlace(t *testing.T, err error, line int) {
	t.Helper()
	if !regexp.MustCompile(`pyapp\.yaml:\d+:\d+: `).MatchString(err.Error()) {
		t.Errorf("the message has no place: %v", err)
	}
	sources := errdefs.Sources(err)
	if len(sources) == 0 || len(sources[0].Ranges) == 0 {
		t.Errorf("the error carries no place in the spec: %v", err)
		return
	}
	if got := sources[0].Ranges[0].Start.Line; sources[0].Info.Filename != rig.SpecFile || line != 0 && int(got) != line {
		t.Errorf("the error points at %s:%d, want %s:%d", sources[0].Info.Filename, got, rig.SpecFile, line)
	}
}
