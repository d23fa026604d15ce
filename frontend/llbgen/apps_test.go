package llbgen

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/moby/buildkit/client/llb"
	"github.com/moby/buildkit/solver/pb"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"
	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/spec"
	"github.com/org/pyapp-frontend/spec/pyproject"
)

const appsFolder = "../../testdata/apps"

// appNames are the folders of real small applications.
func appNames(t *testing.T) []string {
	t.Helper()
	specs, err := filepath.Glob(filepath.Join(appsFolder, "*", "pyapp.yaml"))
	if err != nil || len(specs) == 0 {
		t.Fatalf("no applications in %s: %v", appsFolder, err)
	}
	var names []string
	for _, s := range specs {
		names = append(names, filepath.Base(filepath.Dir(s)))
	}
	return names
}

// optional is the text of a file; empty: there is none.
func optional(t *testing.T, parts ...string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(parts...))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return string(data)
}

// request is what one image is built from, in the forms that a user changes.
type request struct {
	spec, pyproject, lock string // texts; the last is a pylock.toml
	arch                  string // of the image; the build is on amd64
}

// requestOf is an application of testdata, for amd64.
func requestOf(t *testing.T, app string) request {
	t.Helper()
	return request{
		spec:      optional(t, appsFolder, app, "pyapp.yaml"),
		pyproject: optional(t, appsFolder, app, "pyproject.toml"),
		lock:      optional(t, "../plan/testdata/pylock", app+".toml"),
		arch:      "amd64",
	}
}

func (r request) plan(t *testing.T) *plan.Plan {
	t.Helper()
	facts := plan.Facts{
		Target: plan.Platform{OS: "linux", Architecture: r.arch},
		Build:  plan.Platform{OS: "linux", Architecture: "amd64"},
	}
	var err error
	if r.pyproject != "" {
		if facts.Project, err = pyproject.Parse([]byte(r.pyproject)); err != nil {
			t.Fatal(err)
		}
	}
	if r.lock != "" {
		if facts.Lock, err = plan.ParseLock(r.lock); err != nil {
			t.Fatal(err)
		}
	}
	file, problems := spec.Parse("pyapp.yaml", []byte(r.spec))
	if file == nil {
		t.Fatal(problems.Text("pyapp.yaml"))
	}
	app, problems := spec.Resolve(file, spec.Inputs{Project: facts.Project})
	if app == nil {
		t.Fatal(problems.Text("pyapp.yaml"))
	}
	p, err := plan.New(app, facts)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// changed replaces a stretch of the spec's text that has to be there.
func (r request) changed(t *testing.T, old, text string) request {
	t.Helper()
	if !strings.Contains(r.spec, old) {
		t.Fatalf("no %q in %s", old, r.spec)
	}
	r.spec = strings.Replace(r.spec, old, text, 1)
	return r
}

func linux(arch string) ocispecs.Platform { return ocispecs.Platform{OS: "linux", Architecture: arch} }

// sourcesOf are the states that the frontend would start a plan's graph from.
func sourcesOf(p *plan.Plan) Sources {
	image := func(ref, arch string) llb.State { return llb.Image(ref, llb.Platform(linux(arch))) }
	files := func(s plan.Selection, hint string) llb.State {
		return llb.Local("context", llb.IncludePatterns(s.Include), llb.ExcludePatterns(s.Exclude), llb.SharedKeyHint(hint))
	}
	src := Sources{
		Python: image(plan.PythonImage(p.Spec), "amd64"),
		Base:   image(plan.PythonImage(p.Spec), p.Target.Architecture),
		UV:     image(plan.UVImage(p.Spec), "amd64"),
		App:    files(p.App.Files, "app"),
	}
	if p.Project != nil {
		src.Metadata = files(p.Project.Metadata, "metadata")
		src.Project = files(p.Project.Files, "project")
	}
	return src
}

// allCaps is a daemon of today; the zero value is an old one.
var allCaps = Capabilities{MergeDiff: true, CopyPatterns: true, NoOutput: true}

func generator(caps Capabilities) Generator {
	return Generator{
		Caps:    caps,
		Network: Network{Mode: pb.NetMode_UNSET},
		Build:   linux("amd64"),
		Where:   func(string) llb.ConstraintsOpt { return nil },
	}
}

// marshal is the graph of a request as the frontend sends it.
func (r request) marshal(t *testing.T, g Generator) *llb.Definition {
	t.Helper()
	p := r.plan(t)
	return marshalState(t, g.Image(p, sourcesOf(p)), r.arch)
}

func marshalState(t *testing.T, st llb.State, arch string) *llb.Definition {
	t.Helper()
	def, err := st.Marshal(t.Context(), llb.Platform(linux(arch)), llb.LocalUniqueID("test"))
	if err != nil {
		t.Fatal(err)
	}
	return def
}
