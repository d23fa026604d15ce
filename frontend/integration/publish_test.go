package integration

import (
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-containerregistry/pkg/name"
	"github.com/google/go-containerregistry/pkg/v1/remote"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// TestPublish publishes releases as the documentation tells users to, with `make publish` in a clone of the source, and
// builds an application with what was published.
func TestPublish(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	rig.NeedEnv(t, "BUILDX_BUILDER")
	p := publisher{dir: source(t), image: m.Registry + "/" + rig.RepositoryName(t), scanner: pushScanner(t, m)}
	forget(t, p.image)
	t.Cleanup(func() { forget(t, p.image) })

	reference := p.mustPublish(t, "1.2.3")
	p.wantTags(t, "1", "1.2", "1.2.3", "latest")
	checkReleased(t, reference)
	for _, syntax := range []string{p.image + ":1", p.image + ":1.2", p.image + ":1.2.3", reference} {
		checkSyntax(t, m, syntax)
	}

	if again := p.mustPublish(t, "1.2.3"); again != reference {
		t.Errorf("a second run publishes %s, want %s", again, reference)
	}
	checkCompiled(t, p.dir, reference)

	p.commit(t, "cmd/pyapp-frontend/changed.go", "package main\n")
	if out, err := p.publish(t, "1.2.3"); err == nil || !strings.Contains(out, "a version never changes") {
		t.Errorf("another image under a published version: %v\n%s", err, out)
	}
	if got := tagged(t, p.image+":1.2.3"); got != reference {
		t.Errorf("1.2.3 is %s now, want %s", got, reference)
	}
	rig.Write(t, p.dir, "frontend/uncommitted.go", "package frontend\n")
	if out, err := p.publish(t, "1.2.4"); err == nil || !strings.Contains(out, "?? frontend/uncommitted.go") {
		t.Errorf("source that is not committed: %v\n%s", err, out)
	}
	if out, err := p.publish(t, "latest"); err == nil || !strings.Contains(out, "MAJOR.MINOR.PATCH") {
		t.Errorf("latest: %v\n%s", err, out)
	}
	p.wantTags(t, "1", "1.2", "1.2.3", "latest")
}

// publisher is a clone of the source, and where it publishes.
type publisher struct {
	dir, image, scanner string
}

func (p publisher) publish(t *testing.T, version string) (string, error) {
	t.Helper()
	return inFolder(t, p.dir, nil, "make", "--no-print-directory", "publish", "IMAGE="+p.image, "VERSION="+version, "SCANNER="+p.scanner)
}

// mustPublish returns the published reference, which is the last line.
func (p publisher) mustPublish(t *testing.T, version string) string {
	t.Helper()
	out, err := p.publish(t, version)
	if err != nil {
		t.Fatalf("publishing %s: %v\n%s", version, err, out)
	}
	lines := strings.Split(strings.TrimSpace(out), "\n")
	return lines[len(lines)-1]
}

func (p publisher) wantTags(t *testing.T, want ...string) {
	t.Helper()
	repo, err := name.NewRepository(p.image)
	if err != nil {
		t.Fatal(err)
	}
	got, err := remote.List(repo, remote.WithContext(t.Context()))
	if slices.Sort(got); err != nil || !slices.Equal(got, want) {
		t.Errorf("tags are %q, want %q (%v)", got, want, err)
	}
	for _, tag := range want {
		if a, b := tagged(t, p.image+":"+tag), tagged(t, p.image+":"+want[0]); a != b {
			t.Errorf("%s is %s, %s is %s", tag, a, want[0], b)
		}
	}
}

func (p publisher) commit(t *testing.T, file, text string) {
	t.Helper()
	rig.Write(t, p.dir, file, text)
	git(t, p.dir, "add", ".")
	git(t, p.dir, "commit", "--quiet", "--message=change")
}

// source is a clone of this project as it is now, with all of it committed.
func source(t *testing.T) string {
	t.Helper()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, folder := range []string{"cmd", "frontend", "spec"} {
		if err := os.CopyFS(filepath.Join(dir, folder), os.DirFS(filepath.Join(root, folder))); err != nil {
			t.Fatal(err)
		}
	}
	for _, file := range []string{"Makefile", "Dockerfile", ".dockerignore", "go.mod", "go.sum"} {
		rig.Write(t, dir, file, string(readFile(t, root, file)))
	}
	git(t, dir, "init", "--quiet")
	git(t, dir, "config", "user.name", "Test")
	git(t, dir, "config", "user.email", "test@example.com")
	git(t, dir, "add", ".")
	git(t, dir, "commit", "--quiet", "--message=release")
	return dir
}

func git(t *testing.T, dir string, args ...string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "git", args...)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), "GIT_COMMITTER_DATE=1767225600 +0000", "GIT_AUTHOR_DATE=1767225600 +0000")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("git %q: %v\n%s", args, err, out)
	}
}

// forget takes the tags of a former run away.
func forget(t *testing.T, image string) {
	t.Helper()
	for _, tag := range []string{"1", "1.2", "1.2.3", "latest"} {
		ref, err := name.ParseReference(image + ":" + tag)
		if err != nil {
			t.Fatal(err)
		}
		if found, err := remote.Head(ref); err == nil {
			if err := remote.Delete(ref.Context().Digest(found.Digest.String())); err != nil {
				t.Fatalf("removing %s: %v", ref, err)
			}
		}
	}
}

// tagged is what a tag points at, by digest.
func tagged(t *testing.T, reference string) string {
	t.Helper()
	ref, err := name.ParseReference(reference)
	if err != nil {
		t.Fatal(err)
	}
	found, err := remote.Head(ref, remote.WithContext(t.Context()))
	if err != nil {
		t.Fatalf("reading %s: %v", reference, err)
	}
	return ref.Context().Digest(found.Digest.String()).String()
}

// checkReleased wants an index of two images, with an SBOM and provenance for each, and all times those of the commit.
func checkReleased(t *testing.T, reference string) {
	t.Helper()
	checkAttested(t, reference)
	for _, platform := range strings.Split(bothPlatforms, ",") {
		config := rig.Config(t, rig.PullPlatform(t, reference, platform))
		if got := config.Created.Unix(); got != 1767225600 {
			t.Errorf("%s was created at %d", platform, got)
		}
		if got := config.Config.Labels["org.opencontainers.image.version"]; got != "1.2.3" {
			t.Errorf("%s has the version %q", platform, got)
		}
	}
}

// checkSyntax builds an application whose first line names the published image.
func checkSyntax(t *testing.T, m rig.Machine, syntax string) {
	t.Helper()
	m.Frontend = syntax
	if out, err := m.Buildx(t.Context(), t, m.Copy(t, "script")); err != nil || !strings.Contains(out, "docker-image://"+syntax) {
		t.Errorf("building with %s: %v\n%s", syntax, err, out)
	}
}

// checkCompiled compiles the program once more, outside BuildKit and in another folder, and wants the very bytes of the image:
// with those, and all times those of the commit, nothing is left that two builders could make differently. The release
// workflow compares two empty builders; compiling everything for two platforms would take the tests minutes.
func checkCompiled(t *testing.T, dir, reference string) {
	t.Helper()
	program := filepath.Join(t.TempDir(), "pyapp-frontend")
	version, err := inFolder(t, dir, nil, "go", "list", "-m", "-f", "{{.GoVersion}}")
	if err != nil {
		t.Fatalf("asking for the release of Go: %v\n%s", err, version)
	}
	env := []string{"CGO_ENABLED=0", "GOTOOLCHAIN=go" + strings.TrimSpace(version)}
	args := []string{"build", "-trimpath", "-buildvcs=false", "-ldflags", "-s -w -buildid= -X main.version=1.2.3", "-o", program, "./cmd/pyapp-frontend"}
	if out, err := inFolder(t, dir, env, "go", args...); err != nil {
		t.Fatalf("compiling: %v\n%s", err, out)
	}
	want := fmt.Sprintf("%x", sha256.Sum256(readFile(t, filepath.Dir(program), "pyapp-frontend")))
	if got := rig.Files(rig.Entries(t, rig.PullPlatform(t, reference, rig.Own().Name)))["pyapp-frontend"].Hash; got != want {
		t.Errorf("the image's program is %s, and compiled here %s", got, want)
	}
}
