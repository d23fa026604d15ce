package frontend

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/moby/buildkit/client/llb"
	"github.com/moby/buildkit/solver/pb"
	dockerspec "github.com/moby/docker-image-spec/specs-go/v1"
	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/frontend/plan/lock"
	"github.com/org/pyapp-frontend/spec"
)

// TestParsedLock points at the place in the lock file.
func TestParsedLock(t *testing.T) {
	t.Parallel()
	b, _ := newBuild(t, "lock: poetry.lock\n", nil)
	b.app = &spec.App{}
	source := plan.Source{Format: plan.FormatPoetry, Path: "poetry.lock"}
	want := &lock.Lock{}
	if got, problems, err := b.parsed(source, func() (*lock.Lock, error) { return want, nil }); got != want || len(problems) > 0 || err != nil {
		t.Errorf("got %v, %v, %v", got, problems, err)
	}
	got, problems, err := b.parsed(source, func() (*lock.Lock, error) { return nil, &lock.Error{Line: 3, Column: 5, Message: "it is old"} })
	if got != nil || err != nil || problems.Text("pyapp.yaml") != "pyapp.yaml:1:1: lock: poetry.lock:3:5: it is old" {
		t.Errorf("got %v, %q, %v", got, problems.Text("pyapp.yaml"), err)
	}
}

// TestUnknownFormat is a slip of the programmer, not of the user.
func TestUnknownFormat(t *testing.T) {
	t.Parallel()
	b, _ := newBuild(t, "", nil)
	b.app = &spec.App{}
	_, problems, err := b.readLock(t.Context(), b.app, plan.Source{Format: "x", Path: "x"})
	if err != nil || !strings.Contains(problems.Text("pyapp.yaml"), "no reader for x") {
		t.Errorf("got %q, %v", problems.Text("pyapp.yaml"), err)
	}
}

// copied are the files that a state picks.
func copied(t *testing.T, st llb.State) []string {
	t.Helper()
	def, err := st.Marshal(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, data := range def.Def {
		var op pb.Op
		if err := op.Unmarshal(data); err != nil {
			t.Fatal(err)
		}
		for _, a := range op.GetFile().GetActions() {
			out = append(out, a.GetCopy().GetSrc())
		}
	}
	return out
}

// TestOfSource gives a step that exports a lock what it reads, and nothing that lies beside it.
func TestOfSource(t *testing.T) {
	t.Parallel()
	files := plan.ProjectFiles{"pyproject.toml": "", "uv.lock": "", "uv.toml": "", "requirements.txt": "", "main.py": "", "main.py.lock": "", ".python-version": ""}
	for _, tc := range []struct {
		name    string
		source  plan.Source
		members plan.ProjectFiles
		picks   []string
		folder  string
	}{
		{"project", plan.Source{Format: plan.FormatUV, Path: "uv.lock"}, nil, []string{"/api/pyproject.toml", "/api/uv.lock", "/api/uv.toml"}, "."},
		{"workspace", plan.Source{Format: plan.FormatUV, Path: "uv.lock"}, plan.ProjectFiles{"a/pyproject.toml": ""}, nil, "api"},
		{"script", plan.Source{Format: plan.FormatScript, Path: "main.py"}, nil, []string{"/api/main.py", "/api/main.py.lock"}, "."},
		{"nothing locked", plan.Source{Format: plan.FormatNone}, nil, []string{"/api/pyproject.toml", "/api/uv.lock", "/api/uv.toml"}, "."},
	} {
		b, _ := newBuild(t, "", nil)
		b.app = &spec.App{Project: "api"}
		b.facts.Files, b.facts.members, b.facts.manifests = files, tc.members, llb.Local("context")
		st, folder := b.ofSource(tc.source)
		if got := copied(t, st); !slices.Equal(got, tc.picks) || folder != tc.folder {
			t.Errorf("%s: picks %q in %s, want %q in %s", tc.name, got, folder, tc.picks, tc.folder)
		}
	}
}

// pythonImage is an image that says which Python it has.
func pythonImage(env ...string) *baseImage {
	img := &baseImage{config: &dockerspec.DockerOCIImage{}}
	img.config.Config.Env = env
	return img
}

// TestPythonVersion is what the image says, else what was asked for.
func TestPythonVersion(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		asked string
		env   []string
		want  string
	}{
		{"3.13", []string{"PATH=/bin", "PYTHON_VERSION=3.13.5"}, "3.13.5"},
		{"3.13", nil, "3.13.0"},
		{"3.13.2", nil, "3.13.2"},
	} {
		if got := pythonVersion(pythonImage(tc.env...), &spec.App{Python: tc.asked}); got != tc.want {
			t.Errorf("%s in %q: got %s, want %s", tc.asked, tc.env, got, tc.want)
		}
	}
}

// TestCheckPython compares an image that takes the place of another with what was asked for.
func TestCheckPython(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		asked, has string
		ok         bool
	}{
		{"3.13", "3.13.5", true}, {"3.13.5", "3.13.5", true}, {"3.13.5", "3.13.4", false}, {"3.1", "3.13.5", false}, {"3.14", "3.13.5", false}, {"3.13", "", true},
	} {
		b, _ := newBuild(t, "python: '3.13'\n", nil)
		b.app = &spec.App{Python: tc.asked}
		img := pythonImage()
		if tc.has != "" {
			img = pythonImage("PYTHON_VERSION=" + tc.has)
		}
		switch err := b.checkPython(img); {
		case tc.ok && err != nil:
			t.Errorf("%s for %s: %v", tc.has, tc.asked, err)
		case !tc.ok:
			wantError(t, err, "the base image has Python "+tc.has+", not "+tc.asked)
		}
	}
}

// TestFailed prefers the trouble of the machine to what it may have led to.
func TestFailed(t *testing.T) {
	t.Parallel()
	b, _ := newBuild(t, "", nil)
	b.app = &spec.App{}
	trouble := errors.New("connection lost")
	if err := b.failed(t.Context(), spec.Diagnostics{{Summary: "wrong"}}, trouble); !errors.Is(err, trouble) {
		t.Errorf("got %v, want %v", err, trouble)
	}
	wantError(t, b.failed(t.Context(), spec.Diagnostics{{Summary: "wrong"}}, nil), "wrong")
	if err := b.failed(t.Context(), nil, nil); err != nil {
		t.Error(err)
	}
}
