package engine

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/moby/buildkit/client"
)

// TestArguments are what docker is called with.
func TestArguments(t *testing.T) {
	t.Parallel()
	b := &buildx{builder: "farm"}
	got := b.arguments(Request{
		Dir: ".", File: "pyapp.yaml", Target: "worker", Platforms: []string{"linux/amd64", "linux/arm64"}, Tags: []string{"a:1", "a:2"},
		Push: true, NoCache: true, Pull: true, BuildArgs: []string{"A=1"}, Contexts: []string{"base=docker-image://x"}, Labels: []string{"l=1"},
		Secrets: []string{"id=ca,src=x"}, SSH: []string{"default"}, CacheFrom: []string{"f"}, CacheTo: []string{"t"}, Outputs: []string{"o"},
		Progress: "plain", Metadata: "m.json", Extra: []string{"--sbom=true"},
	})
	want := "buildx --builder farm build --file pyapp.yaml --platform linux/amd64,linux/arm64 --target worker --progress plain --metadata-file m.json" +
		" --push --no-cache --pull --tag a:1 --tag a:2 --output o --build-arg A=1 --build-context base=docker-image://x --label l=1" +
		" --secret id=ca,src=x --ssh default --cache-from f --cache-to t --sbom=true"
	if text := strings.Join(got, " "); text != want {
		t.Errorf("got  %s\nwant %s", text, want)
	}
}

// TestAttributes are what the frontend is told.
func TestAttributes(t *testing.T) {
	t.Setenv("FROM_HERE", "x")
	got := attributes(Request{
		File: filepath.Join("deploy", "web.yaml"), Target: "test", Platforms: []string{"linux/arm64"}, NoCache: true, Pull: true,
		BuildArgs: []string{"A=1=2", "FROM_HERE", "NOT_THERE"}, Labels: []string{"l=v"},
	})
	for name, want := range map[string]string{
		"filename": "web.yaml", "target": "test", "platform": "linux/arm64", "no-cache": "", "image-resolve-mode": "pull",
		"build-arg:A": "1=2", "build-arg:FROM_HERE": "x", "label:l": "v",
	} {
		if value, ok := got[name]; !ok || value != want {
			t.Errorf("%s is %q, %t; want %q", name, value, ok, want)
		}
	}
	if _, ok := got["build-arg:NOT_THERE"]; ok {
		t.Error("an argument that the environment does not have is passed")
	}
}

// TestExports are where results go.
func TestExports(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for name, tc := range map[string]struct {
		r        Request
		kind     string
		key, val string
	}{
		"push":     {Request{Push: true, Tags: []string{"a:1", "b:1"}}, client.ExporterImage, "name", "a:1,b:1"},
		"folder":   {Request{Outputs: []string{dir}}, client.ExporterLocal, "", ""},
		"archive":  {Request{Outputs: []string{"type=oci,dest=" + dir + "/x.tar"}, Tags: []string{"a:1"}}, client.ExporterOCI, "name", "a:1"},
		"named":    {Request{Outputs: []string{"type=image,name=c:1"}, Tags: []string{"a:1"}}, client.ExporterImage, "name", "c:1"},
		"registry": {Request{Outputs: []string{"type=registry,name=c:1"}}, client.ExporterImage, "push", "true"},
	} {
		got, err := exports(tc.r)
		if err != nil || len(got) != 1 || got[0].Type != tc.kind || got[0].Attrs[tc.key] != tc.val {
			t.Errorf("%s: got %+v, %v", name, got, err)
		}
	}
	if got, err := exports(Request{}); err != nil || len(got) != 0 {
		t.Errorf("nothing said: got %v, %v", got, err)
	}
	if _, err := exports(Request{Outputs: []string{"dest=x"}}); err == nil {
		t.Error("an output without a type is accepted")
	}
}

// TestMounts are folders that the daemon may read.
func TestMounts(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	attributes := map[string]string{}
	got, err := mounts(Request{Dir: dir, File: filepath.Join(dir, "pyapp.yaml"), Contexts: []string{"assets=" + dir, "base=docker-image://x"}}, attributes)
	if err != nil || len(got) != 3 || attributes["context:assets"] != "local:assets" || attributes["context:base"] != "docker-image://x" {
		t.Errorf("got %v, %v, %v", got, attributes, err)
	}
	if _, err := mounts(Request{Dir: filepath.Join(dir, "nowhere"), File: "x"}, attributes); err == nil {
		t.Error("a folder that is not there is accepted")
	}
}

// TestCheck refuses what makes no sense with any builder.
func TestCheck(t *testing.T) {
	t.Parallel()
	for want, r := range map[string]Request{
		"exclude each other":   {Push: true, Load: true, Tags: []string{"a"}},
		"are not needed":       {Load: true, Outputs: []string{"x"}},
		"needs a name to push": {Push: true},
	} {
		if err := r.Check(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
	if err := (Request{}).Check(); err != nil {
		t.Error(err)
	}
}

// TestChoose says what is missing where there is nothing to build with.
func TestChoose(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	for want, o := range map[string]Options{
		"no docker client": {},
		"does not answer":  {Addr: "unix://" + t.TempDir() + "/none.sock"},
		"BUILDKIT_HOST":    {HostAddr: "unix://" + t.TempDir() + "/none.sock"},
		"carrier-pigeon":   {Addr: "carrier-pigeon"},
		"give one of them": {Addr: "unix:///x", Builder: "y"},
	} {
		if _, err := Choose(t.Context(), o); !errors.Is(err, ErrNoBuilder) || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}

// TestMetadata reads what releases of buildx write.
func TestMetadata(t *testing.T) {
	t.Parallel()
	name := filepath.Join(t.TempDir(), "m.json")
	if err := os.WriteFile(name, []byte(`{"containerimage.digest":"sha256:a","containerimage.config.digest":"sha256:b","image.name":"x,y","buildx.build.provenance":{}}`), 0o600); err != nil {
		t.Fatal(err)
	}
	got, err := readMetadata(Request{Metadata: name})
	if err != nil || got.Digest != "sha256:a" || got.Config != "sha256:b" || !slices.Equal(got.Names, []string{"x", "y"}) {
		t.Errorf("got %+v, %v", got, err)
	}
	if got, err := readMetadata(Request{Metadata: name + ".none", Tags: []string{"z"}}); err != nil || !slices.Equal(got.Names, []string{"z"}) {
		t.Errorf("without a file: got %+v, %v", got, err)
	}
}

// TestExtra refuses buildx's own options where there is no buildx.
func TestExtra(t *testing.T) {
	t.Parallel()
	b := &buildKit{addr: "unix:///x", stderr: &bytes.Buffer{}}
	_, _, err := b.options(t.Context(), Request{Dir: ".", File: "pyapp.yaml", Extra: []string{"--sbom"}})
	if err == nil || !strings.Contains(err.Error(), "options after -- are for docker buildx") {
		t.Errorf("got %v", err)
	}
}
