package llbgen

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/moby/buildkit/client/llb"
	"github.com/moby/buildkit/solver/pb"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"
	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/spec"
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
	if len(p.Emulated()) > 0 {
		src.TargetPython, src.TargetUV = src.Base, image(plan.UVImage(p.Spec), p.Target.Architecture)
	}
	if len(p.Outlined.Include) > 0 {
		src.Metadata = files(p.Outlined, "metadata")
	}
	src.Projects = map[string]llb.State{}
	for _, project := range p.Projects {
		if project.Install == spec.InstallWheel {
			src.Projects[project.Folder] = files(project.Files, "project "+project.Folder)
		}
	}
	if archives := p.Archives(); len(archives) > 0 {
		src.Archives = files(plan.Selection{Include: archives}, "archives")
	}
	if p.Added != nil {
		src.Added = files(p.Added.Files, "added")
	}
	if p.Test != nil {
		src.Env = p.Image.Env
	}
	for _, c := range p.Copies {
		if s := p.Stage(c.From); s != nil {
			src.Copies = append(src.Copies, image("stage.example/"+s.Name, s.On.Architecture))
		} else {
			src.Copies = append(src.Copies, image(c.From, p.Target.Architecture))
		}
	}
	if p.Builder != nil {
		builder := sourcesOf(p.Builder)
		src.Builder = &builder
	}
	return src
}

// allCaps is a daemon of today; the zero value is an old one.
var allCaps = Capabilities{MergeDiff: true, CopyPatterns: true, NoOutput: true, NoHash: true}

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
	return marshalState(t, g.Image(p, sourcesOf(p)).State, r.arch)
}

func marshalState(t *testing.T, st llb.State, arch string) *llb.Definition {
	t.Helper()
	def, err := st.Marshal(t.Context(), llb.Platform(linux(arch)), llb.LocalUniqueID("test"))
	if err != nil {
		t.Fatal(err)
	}
	return def
}
