package integration

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	gwclient "github.com/moby/buildkit/frontend/gateway/client"

	"github.com/org/pyapp-frontend/frontend"
	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// TestEject builds every application from the Dockerfile that is printed for it, with BuildKit's own Dockerfile frontend, and wants
// the image to have the files and the configuration of the one that this frontend builds.
func TestEject(t *testing.T) {
	m := rig.Find(t)
	for _, app := range rig.Apps(t) {
		t.Run(app, func(t *testing.T) {
			t.Parallel()
			dir := m.Copy(t, app)
			rig.Seed(t, dir)
			plain := eject(t, m, dir, nil)
			ours := mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: dir, Name: rig.RepositoryName(t) + "-ours"})
			sameImage(t, m, rig.Pull(t, ours.Reference), rig.Pull(t, plain.Reference))
		})
	}
}

// eject builds a folder from the Dockerfile that is printed for it.
func eject(t *testing.T, m rig.Machine, dir string, attrs map[string]string) *rig.Result {
	t.Helper()
	text := ask(t, m, dir, "dockerfile", attrs)
	rig.Write(t, dir, "Dockerfile", text)
	if folder := os.Getenv("PYAPP_KEEP"); folder != "" {
		_ = os.WriteFile(filepath.Join(folder, filepath.Base(dir)+".Dockerfile"), []byte(text), 0o644)
	}
	result := build(t, m, rig.Build{Mode: rig.Plain, Dir: dir, Name: rig.RepositoryName(t) + "-plain", Attrs: map[string]string{"filename": "Dockerfile"}})
	if result.Err != nil {
		t.Fatalf("building %s\n%s\n%v\n%s", dir, text, result.Err, result.Log)
	}
	return result
}

// ask is the text that answers `--call NAME`.
func ask(t *testing.T, m rig.Machine, dir, name string, attrs map[string]string) string {
	t.Helper()
	var answer string
	request := func(ctx context.Context, c gwclient.Client) (*gwclient.Result, error) {
		res, err := frontend.Build(ctx, c)
		if err != nil {
			return nil, err
		}
		answer = string(res.Metadata["result.txt"])
		return gwclient.NewResult(), nil
	}
	all := map[string]string{"requestid": "frontend." + name}
	maps.Copy(all, attrs)
	result := m.Run(t.Context(), t, request, rig.Build{Mode: rig.InProcess, Dir: dir, Attrs: all})
	if result.Err != nil {
		t.Fatalf("asking for %s: %v\n%s", name, result.Err, result.Log)
	}
	return answer
}

// sameImage compares two images by what a container sees.
func sameImage(t *testing.T, m rig.Machine, ours, plain v1.Image) {
	t.Helper()
	sameConfig(t, rig.Config(t, ours).Config, rig.Config(t, plain).Config)
	a, b := rig.Files(rig.Entries(t, ours)), rig.Files(rig.Entries(t, plain))
	var different []string
	for _, p := range slices.Sorted(maps.Keys(bothOf(a, b))) {
		if x, y := seen(a, p), seen(b, p); x != y {
			different = append(different, fmt.Sprintf("%s\n\tours  %s\n\tplain %s", p, x, y))
		}
	}
	if len(different) > 0 {
		t.Errorf("%d files differ:\n%s", len(different), strings.Join(different[:min(len(different), 40)], "\n"))
	}
}

func bothOf(a, b map[string]rig.Entry) map[string]bool {
	out := map[string]bool{}
	for _, files := range []map[string]rig.Entry{a, b} {
		for p := range files {
			out[p] = true
		}
	}
	return out
}

// seen is all of a file that a process can see, but for its times, and for what [dockerfile.Differences] lists.
func seen(files map[string]rig.Entry, p string) string {
	e, ok := files[p]
	if !ok {
		return "not there"
	}
	h, content := e.Header, fmt.Sprintf("size %d hash %s", e.Header.Size, e.Hash)
	if text := e.Text; text != "" {
		content = text
		if firstParty(files, p) {
			content = withoutTool(text)
		}
	}
	return fmt.Sprintf("type %c mode %o owner %d:%d link %q %s", h.Typeflag, h.Mode, h.Uid, h.Gid, h.Linkname, content)
}

// firstParty says whether a file of a distribution's metadata belongs to a package of the project: only those were not made before
// they were installed.
func firstParty(files map[string]rig.Entry, p string) bool {
	return slices.Contains([]string{"shop_front", "greeter", "turnstile", "postage", "menu", "teller", "api", "core", "money"}, strings.Split(path.Base(path.Dir(p)), "-")[0])
}

// withoutTool is what WHEEL and RECORD say but for the tool that built the package.
func withoutTool(text string) string {
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	lines = slices.DeleteFunc(lines, func(l string) bool {
		return strings.HasPrefix(l, "Generator: ") || strings.Contains(l, ".dist-info/WHEEL,sha256=")
	})
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

func sameConfig(t *testing.T, ours, plain v1.Config) {
	t.Helper()
	show := func(c v1.Config) string {
		var health string
		if c.Healthcheck != nil {
			health = fmt.Sprintf("%+v", *c.Healthcheck)
		}
		c.Healthcheck = nil
		return fmt.Sprintf("%+v %s", c, health)
	}
	if a, b := show(ours), show(plain); a != b {
		t.Errorf("the configurations differ:\nours  %s\nplain %s", a, b)
	}
}
