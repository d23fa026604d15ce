package integration

import (
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
// builds an application with what was published. A builder that has built nothing has to come to the same images.
func TestPublish(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	rig.NeedEnv(t, "BUILDX_BUILDER")
	p := publisher{m: m, dir: source(t), image: m.Registry + "/" + rig.RepositoryName(t), scanner: pushScanner(t, m)}
	forget(t, p.image)
	t.Cleanup(func() { forget(t, p.image) })

	reference := p.mustPublish(t, "1.2.3")
	p.wantTags(t, "1", "1.2", "1.2.3")
	checkReleased(t, reference)
	for _, syntax := range []string{p.image + ":1", p.image + ":1.2", p.image + ":1.2.3", reference} {
		checkSyntax(t, m, syntax)
	}

	elsewhere := p
	elsewhere.env = []string{"BUILDX_BUILDER=" + remoteBuilder(t, m.EmptyDaemon(t))}
	if again := elsewhere.mustPublish(t, "1.2.3"); again != reference {
		t.Errorf("an empty builder publishes %s, want %s", again, reference)
	}

	p.commit(t, "frontend/changed.go", "package frontend\n")
	p.commit(t, "cmd/pyapp-frontend/changed.go", "package main\n\nfunc init() { _ = version + `changed` }\n")
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
	p.wantTags(t, "1", "1.2", "1.2.3")
}

// publisher is a clone of the source, and where it publishes.
type publisher struct {
	m                   rig.Machine
	dir, image, scanner string
	env                 []string // besides the test's own
}

func (p publisher) publish(t *testing.T, version string) (string, error) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "make", "--no-print-directory", "publish", "IMAGE="+p.image, "VERSION="+version, "SCANNER="+p.scanner)
	cmd.Dir, cmd.Env = p.dir, append(os.Environ(), p.env...)
	out, err := cmd.CombinedOutput()
	return string(out), err
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
	for _, tag := range []string{"1", "1.2", "1.2.3"} {
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

// remoteBuilder makes a builder of buildx that stands for a daemon, until the test ends.
func remoteBuilder(t *testing.T, addr string) string {
	t.Helper()
	builder := strings.ReplaceAll(rig.RepositoryName(t), "/", "-")
	if out, err := exec.CommandContext(t.Context(), "docker", "buildx", "create", "--name", builder, "--driver", "remote", addr).CombinedOutput(); err != nil {
		t.Fatalf("making a builder: %v\n%s", err, out)
	}
	t.Cleanup(func() { _ = exec.Command("docker", "buildx", "rm", "--force", builder).Run() })
	return builder
}
