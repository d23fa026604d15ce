package integration

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/remote"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// TestExampleBake prints what docs/examples/docker-bake.hcl comes to, and pushes two of its images, each for two platforms.
func TestExampleBake(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	rig.NeedEnv(t, "BUILDX_BUILDER")
	dir := example(t, m)
	checkBakePrint(t, dir)

	registry := m.Registry + "/" + rig.RepositoryName(t)
	args := []string{"buildx", "bake", "-f", "docker-bake.hcl", "shop-web", "shop-worker", "--push", "--progress=plain", "--set=*.attest=type=sbom,generator=" + pushScanner(t, m)}
	if m.CA != "" {
		args = append(args, "--allow=fs.read="+m.CA, "--set=*.secrets=id=ca,src="+m.CA)
	}
	if out, err := inFolder(t, dir, []string{"REGISTRY=" + registry, "TAG=1.4.0"}, "docker", args...); err != nil {
		t.Fatalf("baking: %v\n%s", err, out)
	}
	var layers [][]v1.Hash
	for _, image := range []string{"shop-web", "shop-worker"} {
		checkAttested(t, registry+"/"+image+":1.4.0")
		layers = append(layers, rig.Config(t, rig.PullPlatform(t, registry+"/"+image+":1.4.0", "linux/arm64")).RootFS.DiffIDs)
		cache, err := name.ParseReference(registry + "/" + image + ":cache")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := remote.Head(cache, remote.WithContext(t.Context())); err != nil {
			t.Errorf("%s has no cache: %v", image, err)
		}
	}
	if !slices.Equal(layers[0], layers[1]) {
		t.Errorf("the images have different layers: %v", layers)
	}
}

func checkBakePrint(t *testing.T, dir string) {
	t.Helper()
	var printed struct {
		Group  map[string]struct{ Targets []string }
		Target map[string]struct {
			Target    string
			Tags      []string
			Platforms []string
		}
	}
	text, err := inFolder(t, dir, nil, "docker", "buildx", "bake", "-f", "docker-bake.hcl", "--print", "--progress=quiet")
	if err != nil {
		t.Fatalf("printing: %v\n%s", err, text)
	}
	if err := json.Unmarshal([]byte(text), &printed); err != nil {
		t.Fatalf("reading %s: %v", text, err)
	}
	if got := printed.Group["shop"].Targets; !slices.Equal(got, []string{"shop-web", "shop-worker", "shop-beat"}) {
		t.Errorf("the images are %q", got)
	}
	for image, target := range map[string]string{"shop-web": "runtime", "shop-worker": "worker", "shop-beat": "beat"} {
		got := printed.Target[image]
		if got.Target != target || strings.Join(got.Platforms, ",") != bothPlatforms || !slices.Equal(got.Tags, []string{"registry.example/team/" + image + ":dev"}) {
			t.Errorf("%s is %+v", image, got)
		}
	}
}

// TestExampleDirectory wants no file in the folder that no test of this package knows.
func TestExampleDirectory(t *testing.T) {
	t.Parallel()
	known := []string{rig.SpecFile, "docker-bake.hcl"}
	for _, c := range schemaCases() {
		known = append(known, c.name)
	}
	entries, err := os.ReadDir(examplesFolder)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if !slices.Contains(known, entry.Name()) {
			t.Errorf("%s is tested by nothing", entry.Name())
		}
	}
}
