package rig

import (
	"maps"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// newRepository makes a bare repository of two commits at the path, and returns the first one's hash, which is always
// the same.
func newRepository(t *testing.T, path string) string {
	t.Helper()
	work := t.TempDir()
	git(t, work, "init", "--quiet", "--initial-branch=main")
	commit(t, work, GitVersion, GitGreeting)
	locked := git(t, work, "rev-parse", "HEAD")
	commit(t, work, "2.0", "hello from the newest commit")
	git(t, work, "clone", "--quiet", "--bare", ".", path)
	return locked
}

// commit records a version of the package.
func commit(t *testing.T, work, version, greeting string) {
	t.Helper()
	p := newProject(GitPackage, version, map[string]string{
		"shared_greeting/__init__.py": "def hello():\n    return \"" + greeting + "\"\n",
	})
	tree := p.sourceTree()
	for _, name := range slices.Sorted(maps.Keys(tree)) {
		Write(t, work, name, tree[name])
	}
	git(t, work, "add", ".")
	git(t, work, "commit", "--quiet", "--message", "Version "+version)
}

// git runs without the configuration of the machine and its user, at a fixed time.
func git(t *testing.T, dir string, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "git", args...)
	cmd.Dir = dir
	cmd.Env = append(cmd.Environ(), "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL=/dev/null",
		"GIT_AUTHOR_NAME=Rig", "GIT_AUTHOR_EMAIL=rig@example.org", "GIT_AUTHOR_DATE=2024-01-01T00:00:00Z",
		"GIT_COMMITTER_NAME=Rig", "GIT_COMMITTER_EMAIL=rig@example.org", "GIT_COMMITTER_DATE=2024-01-01T00:00:00Z")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return strings.TrimSpace(string(out))
}

// gitProgram is the absolute path of one of git's own programs that are not in PATH.
func gitProgram(t *testing.T, name string) string {
	t.Helper()
	return filepath.Join(git(t, "", "--exec-path"), name)
}
