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

// compiled are the files of each application that compilers make, and the records that hold their hashes.
var compiled = map[string][]string{
	"django":  {"psycopg2/_psycopg.*.so", "psycopg2-*.dist-info/RECORD"},
	"sources": {"ticker.*.so", "ticker-*.dist-info/RECORD"},
}

// TestEject builds every application from the Dockerfile that is printed for it, with BuildKit's own Dockerfile frontend, and wants
// the image to have the files and the configuration of the one that this frontend builds.
func TestEject(t *testing.T) {
	m := rig.Find(t)
	for _, app := range rig.Apps(t) {
		t.Run(app, func(t *testing.T) {
			t.Parallel()
			dir := m.Copy(t, app)
			rig.Seed(t, dir)
			ours := rig.Build{Mode: rig.InProcess, Dir: dir, Name: rig.RepositoryName(t) + "-ours"}
			plain := sameBuild(t, m, ours, compiled[app]...)
			if slices.Contains([]string{"fastapi", "django", "worker"}, app) {
				rig.CheckRun(t, m.Load(t, plain.Reference, pythonBase), rig.Expect(t, app))
			}
		})
	}
}

// sameBuild wants a build and that of the Dockerfile that is printed for it to make the same image.
func sameBuild(t *testing.T, m rig.Machine, ours rig.Build, compiled ...string) (plain *rig.Result) {
	t.Helper()
	b := ours
	b.Name = strings.TrimSuffix(ours.Name, "-ours") + "-plain"
	plain = eject(t, m, b)
	sameImage(t, rig.Pull(t, mustBuild(t, m, ours).Reference), rig.Pull(t, plain.Reference), compiled...)
	return plain
}

// eject builds a folder from the Dockerfile that is printed for it.
func eject(t *testing.T, m rig.Machine, b rig.Build) *rig.Result {
	t.Helper()
	plain := ejected(t, m, b)
	if folder := filepath.Join(b.Dir, "frontend"); fileExists(filepath.Join(folder, "Dockerfile")) { // a stage of the spec
		stage := mustBuild(t, m, rig.Build{Mode: rig.Plain, Dir: folder, Name: b.Name + "-stage", Attrs: map[string]string{"filename": "Dockerfile"}})
		plain.Attrs["context:assets"] = "docker-image://" + stage.Reference
	}
	result := build(t, m, plain)
	if result.Err != nil {
		t.Fatalf("building %s: %v\n%s", b.Dir, result.Err, result.Log)
	}
	return result
}

func fileExists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

// ejected is a build of the Dockerfile that is printed for another.
func ejected(t *testing.T, m rig.Machine, b rig.Build) rig.Build {
	t.Helper()
	text := ask(t, m, "dockerfile", b)
	rig.Write(t, b.Dir, "Dockerfile", text)
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("the Dockerfile of %s:\n%s", b.Dir, text)
		}
	})
	b.Mode, b.Attrs = rig.Plain, map[string]string{"filename": "Dockerfile"}
	return b
}

// ask is the text that answers `--call NAME`.
func ask(t *testing.T, m rig.Machine, name string, b rig.Build) string {
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
	attrs := map[string]string{"requestid": "frontend." + name}
	maps.Copy(attrs, b.Attrs)
	b.Mode, b.Name, b.Attrs = rig.InProcess, "", attrs
	result := m.Run(t.Context(), t, request, b)
	if result.Err != nil {
		t.Fatalf("asking for %s: %v\n%s", name, result.Err, result.Log)
	}
	return answer
}

// sameImage compares two images by what a container sees. compiled are packages that their builds have compiled.
func sameImage(t *testing.T, ours, plain v1.Image, compiled ...string) {
	t.Helper()
	sameConfig(t, rig.Config(t, ours).Config, rig.Config(t, plain).Config)
	a, b := rig.Files(rig.Entries(t, ours)), rig.Files(rig.Entries(t, plain))
	own := built(a)
	var different []string
	for _, e := range b {
		if e.Marked {
			different = append(different, e.Path+" has the content of a seeded file")
		}
	}
	for _, p := range slices.Sorted(maps.Keys(bothOf(a, b))) {
		if x, y := seen(a, p, own), seen(b, p, own); x != y && !known(b, p, compiled) {
			different = append(different, fmt.Sprintf("%s\n\tours  %s\n\tplain %s", p, x, y))
		}
	}
	if len(different) > 0 {
		t.Errorf("%d files differ:\n%s", len(different), strings.Join(different[:min(len(different), 40)], "\n"))
	}
}

// known says whether a path may differ as a whole: see [dockerfile.Differences].
func known(plain map[string]rig.Entry, p string, compiled []string) bool {
	return p == "var/cache/ldconfig" && plain[p].Header.FileInfo().IsDir() ||
		slices.ContainsFunc(compiled, func(name string) bool { return rig.Match("app/.venv/lib/*/site-packages/"+name, p) })
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
func seen(files map[string]rig.Entry, p string, built map[string]bool) string {
	e, ok := files[p]
	if !ok {
		return "not there"
	}
	h, content := e.Header, fmt.Sprintf("size %d hash %s", e.Header.Size, e.Hash)
	if text := e.Text; text != "" {
		content = text
		if strings.HasSuffix(p, "/extended_states") {
			content = sorted(text, "\n\n")
		}
		if built[path.Dir(p)] {
			content = withoutTool(text)
		}
	}
	return fmt.Sprintf("type %c mode %o owner %d:%d link %q %s", h.Typeflag, h.Mode, h.Uid, h.Gid, h.Linkname, content)
}

// built are the folders of the metadata of those packages that were built from the project's source, which this frontend marks.
func built(ours map[string]rig.Entry) map[string]bool {
	out := map[string]bool{}
	for p, e := range ours {
		if strings.Contains(e.Text, "Generator: pyapp\n") {
			out[path.Dir(p)] = true
		}
	}
	return out
}

// withoutTool is what WHEEL and RECORD say but for the tool that built the package.
func withoutTool(text string) string {
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	lines = slices.DeleteFunc(lines, func(l string) bool {
		return strings.HasPrefix(l, "Generator: ") || strings.Contains(l, ".dist-info/WHEEL,sha256=")
	})
	return sorted(strings.Join(lines, "\n"), "\n")
}

func sorted(text, separator string) string {
	parts := strings.Split(strings.TrimSpace(text), separator)
	slices.Sort(parts)
	return strings.Join(parts, separator)
}

func sameConfig(t *testing.T, ours, plain v1.Config) {
	t.Helper()
	show := func(c v1.Config) string {
		var health string
		if c.Healthcheck != nil {
			health = fmt.Sprintf("%+v", *c.Healthcheck)
		}
		c.Healthcheck, c.ArgsEscaped = nil, false // which BuildKit sets for every CMD, and only Windows reads
		return fmt.Sprintf("%+v %s", c, health)
	}
	if a, b := show(ours), show(plain); a != b {
		t.Errorf("the configurations differ:\nours  %s\nplain %s", a, b)
	}
}

// TestEjectProcesses builds each process from the Dockerfile of the default target, which has a stage for it.
func TestEjectProcesses(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	ours := rig.Build{Mode: rig.InProcess, Dir: m.Copy(t, "targets")}
	plain := ejected(t, m, ours)
	for _, process := range []string{"worker", "beat"} {
		ours.Name, ours.Attrs = rig.RepositoryName(t)+"-"+process, map[string]string{"target": process}
		plain.Name, plain.Attrs = ours.Name+"-plain", map[string]string{"target": process, "filename": "Dockerfile"}
		sameImage(t, rig.Pull(t, mustBuild(t, m, ours).Reference), rig.Pull(t, mustBuild(t, m, plain).Reference))
	}
	refused := m.Run(t.Context(), t, frontend.Build, rig.Build{Mode: rig.InProcess, Dir: plain.Dir, Attrs: map[string]string{"target": "test", "requestid": "frontend.dockerfile"}})
	if refused.Err == nil || !strings.Contains(refused.Err.Error(), "no Dockerfile is written for the target test") {
		t.Errorf("a Dockerfile for tests: %v", refused.Err)
	}
}

// TestEjectDev builds an image to work in, which has groups of its own, from a Dockerfile for it alone.
func TestEjectDev(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	sameBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: m.Copy(t, "targets"), Name: rig.RepositoryName(t) + "-ours", Attrs: map[string]string{"target": "dev"}})
}

// TestEjectTwoPlatforms builds for one of two platforms what is written down for both.
func TestEjectTwoPlatforms(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	b := rig.Build{Mode: rig.InProcess, Dir: m.Copy(t, "pdm"), Name: rig.RepositoryName(t) + "-ours"}
	both := b
	both.Platforms = []string{"linux/arm64", "linux/amd64"}
	plain := ejected(t, m, both)
	plain.Platforms, plain.Name = nil, rig.RepositoryName(t)+"-plain"
	sameImage(t, rig.Pull(t, mustBuild(t, m, b).Reference), rig.Pull(t, mustBuild(t, m, plain).Reference))
}

// TestEjectIgnoreFile wants the ignore file of the spec to be written down, because a Dockerfile has one of another name.
func TestEjectIgnoreFile(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	dir := m.Copy(t, "script")
	rig.Write(t, dir, "report-draft.py", "")
	rig.Write(t, dir, rig.SpecFile+".dockerignore", "*-draft.py\n")
	sameBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: dir, Name: rig.RepositoryName(t) + "-ours"})
}

// TestEjectBuildx prints a Dockerfile as users do, and refuses what no Dockerfile can do.
func TestEjectBuildx(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	dir := m.Copy(t, "script")
	out, err := m.Buildx(t.Context(), t, dir, "--call", "dockerfile")
	if err != nil || !strings.Contains(out, "\nENTRYPOINT [\"/usr/bin/tini\", \"--\", \"python\", \"main.py\"]\n") {
		t.Errorf("%v\n%s", err, out)
	}
	out, err = m.Buildx(t.Context(), t, dir, "--call", "dockerfile", "--build-arg", "PYAPP_BASE=distroless")
	if err == nil || !strings.Contains(out, "ask for the Dockerfile of another base: --build-arg PYAPP_BASE=slim") {
		t.Errorf("%v\n%s", err, out)
	}
}
