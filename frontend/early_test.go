package frontend

import (
	"maps"
	"slices"
	"testing"

	"github.com/moby/buildkit/frontend/dockerui"
	gwclient "github.com/moby/buildkit/frontend/gateway/client"
	gwpb "github.com/moby/buildkit/frontend/gateway/pb"
	"github.com/moby/buildkit/solver/pb"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"
	"github.com/org/pyapp-frontend/spec"
)

// requested is a registry that has the request as well.
type requested struct {
	*registry
	opts map[string]string
}

func (r requested) BuildOpts() gwclient.BuildOpts {
	return gwclient.BuildOpts{
		Opts: r.opts, Workers: []gwclient.WorkerInfo{{Platforms: []ocispecs.Platform{{OS: "linux", Architecture: "amd64"}}}},
		LLBCaps: pb.Caps.CapSet(pb.Caps.All()), Caps: gwpb.Caps.CapSet(gwpb.Caps.All()),
	}
}

// TestLookUpEarly asks for images that nothing but the file and the request decide about.
func TestLookUpEarly(t *testing.T) {
	t.Parallel()
	const uv, python = "ghcr.io/astral-sh/uv:" + spec.DefaultUV + " amd64", "docker.io/library/python:3.13-slim-trixie amd64"
	for name, tc := range map[string]struct {
		text string
		opts map[string]string
		want []string
	}{
		"by the file":     {"python: '3.13'\nexclude-groups: [dev]\n", nil, []string{python, uv}},
		"by the request":  {"uv: 0.9.1\n", map[string]string{"build-arg:PYAPP_PYTHON": "3.13"}, []string{python, "ghcr.io/astral-sh/uv:0.9.1 amd64"}},
		"by the project":  {"entrypoint: [shop]\n", nil, nil},
		"wrong":           {"python: '3.31'\n", nil, nil},
		"a named context": {"python: '3.13'\n", map[string]string{"context:python:3.13-slim-trixie": "docker-image://registry.example/python"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := requested{&registry{asked: map[string]int{}}, tc.opts}
			bc, err := dockerui.NewClient(r)
			if err != nil {
				t.Fatal(err)
			}
			file, problems := spec.Parse("pyapp.yaml", []byte(tc.text))
			if file == nil {
				t.Fatal(problems.Text("pyapp.yaml"))
			}
			b := &build{Client: bc, client: r}
			b.lookUpEarly(t.Context(), file)
			if got := slices.Sorted(maps.Keys(r.asked)); !slices.Equal(got, tc.want) {
				t.Errorf("asked for %q, want %q", got, tc.want)
			}
		})
	}
}
