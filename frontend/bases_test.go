package frontend

import (
	"testing"

	"github.com/moby/buildkit/client/llb"
	"github.com/moby/buildkit/frontend/dockerui"
	gwclient "github.com/moby/buildkit/frontend/gateway/client"
	gwpb "github.com/moby/buildkit/frontend/gateway/pb"
	"github.com/moby/buildkit/solver/pb"
	dockerspec "github.com/moby/docker-image-spec/specs-go/v1"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"
	"github.com/org/pyapp-frontend/frontend/plan/lock"
	"github.com/org/pyapp-frontend/spec"
)

// optioned is a client that was given options.
type optioned struct {
	gwclient.Client
	opts map[string]string
}

func (o optioned) BuildOpts() gwclient.BuildOpts {
	return gwclient.BuildOpts{Opts: o.opts, LLBCaps: pb.Caps.CapSet(pb.Caps.All()), Caps: gwpb.Caps.CapSet(gwpb.Caps.All()), Workers: []gwclient.WorkerInfo{{Platforms: []ocispecs.Platform{{OS: "linux", Architecture: "amd64"}}}}}
}

// withOptions is a build of a spec with options of the client.
func withOptions(t *testing.T, app *spec.App, opts map[string]string) *build {
	t.Helper()
	b, _ := newBuild(t, "entrypoint: [a]\n", nil)
	b.app = app
	var err error
	if b.Client, err = dockerui.NewClient(optioned{opts: opts}); err != nil {
		t.Fatal(err)
	}
	return b
}

// TestUseContext puts the context base in the place of the runtime, and of the build where the file names no other image.
func TestUseContext(t *testing.T) {
	t.Parallel()
	given := map[string]string{"context:base": "docker-image://corp/python:1"}
	own := spec.Base{Kind: spec.BaseImage, Runtime: "base", Build: "base"}
	for _, tc := range []struct {
		name  string
		base  spec.Base
		opts  map[string]string
		want  spec.Base
		fails string
	}{
		{"none", spec.Base{Kind: spec.BaseSlim}, map[string]string{"context:baseline": "x"}, spec.Base{Kind: spec.BaseSlim}, ""},
		{"in place of a word", spec.Base{Kind: spec.BaseAlpine}, given, own, ""},
		{"for one platform", spec.Base{Kind: spec.BaseSlim}, map[string]string{"context:base::linux/arm64": "x"}, own, ""},
		{"in place of an image", spec.Base{Kind: spec.BaseImage, Runtime: "a", Build: "a"}, given, own, ""},
		{"beside an image to build in", spec.Base{Kind: spec.BaseImage, Runtime: "a", Build: "b"}, given, spec.Base{Kind: spec.BaseImage, Runtime: "base", Build: "b"}, ""},
		{"distroless", spec.Base{Kind: spec.BaseDistroless}, given, spec.Base{}, "call the context python:3.13-slim-trixie"},
	} {
		b := withOptions(t, &spec.App{Python: "3.13", Base: tc.base, Distro: "trixie"}, tc.opts)
		err := b.useContext()
		if tc.fails != "" {
			wantError(t, err, tc.fails)
		} else if err != nil || b.app.Base != tc.want {
			t.Errorf("%s: got %+v, %v, want %+v", tc.name, b.app.Base, err, tc.want)
		}
	}
}

// TestContextReference is the name of an image that has one.
func TestContextReference(t *testing.T) {
	t.Parallel()
	amd64 := ocispecs.Platform{OS: "linux", Architecture: "amd64"}
	b := withOptions(t, &spec.App{}, map[string]string{
		"context:base": "docker-image://python:3.13", "context:python:3.13-slim-trixie": "docker-image://corp.example/python",
		"context:folder": "oci-layout://x@sha256:0", "context:each::linux/amd64": "docker-image://a/b:c", "context:each": "docker-image://no",
	})
	for name, want := range map[string]string{
		"base": "docker.io/library/python:3.13", "docker.io/library/python:3.13-slim-trixie": "corp.example/python:latest",
		"folder": "", "each": "docker.io/a/b:c", "none": "",
	} {
		if got := b.contextReference(name, amd64); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}

// TestForSteps keeps the variables of an image that steer Python and its tools away from steps.
func TestForSteps(t *testing.T) {
	t.Parallel()
	img := pythonImage("PATH=/opt/bin", "PYTHONPATH=/x", "UV_NO_BINARY=1", "PIP_INDEX_URL=x", "VIRTUAL_ENV=/venv", "LD_LIBRARY_PATH=/opt/lib", "=")
	img.state = llb.Image("a").AddEnv("PYTHONPATH", "/x")
	env, err := img.forSteps().Env(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if got := env.ToArray(); len(got) != 2 || got[0] != "PATH=/opt/bin" || got[1] != "LD_LIBRARY_PATH=/opt/lib" {
		t.Errorf("got %q", got)
	}
}

// TestCheckOwn compares what an image has with what was asked for.
func TestCheckOwn(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		asked, version, implementation string
		free                           bool
		want                           string
	}{
		{"3.13", "3.13.5", "CPython", false, ""},
		{"3.13.5", "3.13.5", "CPython", false, ""},
		{"3.1", "3.13.5", "CPython", false, "has Python 3.13.5, not 3.1; write `python: \"3.13\"`"},
		{"3.13.4", "3.13.5", "CPython", false, "has Python 3.13.5, not 3.13.4"},
		{"3.11", "3.11.9", "PyPy", false, "is PyPy, which"},
		{"3.14", "3.14.0", "CPython", true, "is one without the GIL"},
	} {
		b, _ := newBuild(t, "", nil)
		b.app = &spec.App{Python: tc.asked}
		err := b.checkOwn(ownBase{Version: tc.version, Implementation: tc.implementation, FreeThreaded: tc.free}, "base")
		if tc.want != "" {
			wantError(t, err, tc.want)
		} else if err != nil {
			t.Errorf("%+v: %v", tc, err)
		}
	}
}

// TestCheckOther compares the image that an application runs on with the one that builds.
func TestCheckOther(t *testing.T) {
	t.Parallel()
	fine := otherBase{Python: true, Packages: true, baseSystem: baseSystem{Distribution: "debian", Glibc: [2]int{2, 41}}}
	for want, change := range map[string]func(*otherBase){
		"":                               func(*otherBase) {},
		"(corp/python:1) has no /opt/py": func(o *otherBase) { o.Python = false },
		"in /root, which only root":      func(o *otherBase) { o.Closed = "/root" },
		"(os.py of its library is not":   func(o *otherBase) { o.Differs = "os.py" },
		"has glibc 2.36, and the image that builds glibc 2.41":                                                         func(o *otherBase) { o.Glibc = [2]int{2, 36} },
		"no records of packages of debian, which the image that builds has, so these cannot be installed: libpq5; put": func(o *otherBase) { o.Packages = false },
		"so these cannot be installed":                   func(o *otherBase) { o.Distribution = "wolfi" },
		"has musl, and the image that builds glibc 2.41": func(o *otherBase) { o.Glibc, o.Musl = [2]int{}, [2]int{1, 2} },
	} {
		b, _ := newBuild(t, "", nil)
		b.app = &spec.App{Init: spec.InitNever, SystemLibs: spec.SystemLibs{Run: []string{"libpq5"}}}
		b.facts.own = ownBase{Executable: "/opt/py", baseSystem: baseSystem{Distribution: "debian", Glibc: [2]int{2, 41}}}
		found := fine
		change(&found)
		err := b.checkOther(found, &baseImage{name: "corp/python:1"}, "base")
		if want != "" {
			wantError(t, err, want)
		} else if err != nil {
			t.Error(err)
		}
	}
}

// TestPlaceLockOfPackages has places for what the spec alone names, beside no lock at all.
func TestPlaceLockOfPackages(t *testing.T) {
	t.Parallel()
	b := withOptions(t, &spec.App{Python: "3.13"}, map[string]string{"platform": "linux/arm/v7"})
	if problems, err := b.placeLock(t.Context(), &lock.Lock{}); err != nil || len(problems) > 0 || b.facts.placed == nil {
		t.Errorf("got %v, %q, %v", b.facts.placed, problems.Text(""), err)
	}
}

// TestFits refuses an image for another machine, which a registry gives where it has no other.
func TestFits(t *testing.T) {
	t.Parallel()
	for has, want := range map[string]bool{"amd64": true, "": true, "arm64": false} {
		img := pythonImage()
		img.config.OS, img.config.Architecture = "linux", has
		if got := fits(img, ocispecs.Platform{OS: "linux", Architecture: "amd64"}); got != want {
			t.Errorf("an image for %q: %t", has, got)
		}
	}
}

// TestChecked knows a health check that an image has from none, and from one that is turned off.
func TestChecked(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		check *dockerspec.HealthcheckConfig
		want  bool
	}{
		"none":       {nil, false},
		"empty":      {&dockerspec.HealthcheckConfig{}, false},
		"turned off": {&dockerspec.HealthcheckConfig{Test: []string{"NONE"}}, false},
		"a command":  {&dockerspec.HealthcheckConfig{Test: []string{"CMD", "true"}}, true},
	} {
		img := &baseImage{config: &dockerspec.DockerOCIImage{}}
		img.config.Config.Healthcheck = tc.check
		if got := img.checked(); got != tc.want {
			t.Errorf("%s: got %v", name, got)
		}
	}
}
