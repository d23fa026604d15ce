package main

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// TestSource looks at a repository of its own.
func TestSource(t *testing.T) {
	t.Chdir(t.TempDir())
	t.Setenv("GIT_COMMITTER_DATE", "1700000000 +0000")
	write(t, "go.mod", "module example.com/x\n\ngo 1.26.8\n")
	for _, args := range [][]string{{"init", "--quiet"}, {"add", "."}, {"-c", "user.name=x", "-c", "user.email=x@example.com", "commit", "--quiet", "--message=x"}} {
		if out, err := exec.Command("git", args...).CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	s, err := readSource(t.Context(), false)
	if err != nil || s.epoch != "1700000000" || len(s.revision) != 40 || s.golang != "1.26.8" {
		t.Errorf("%+v, %v", s, err)
	}
	write(t, "new.go", "package x\n")
	if _, err := readSource(t.Context(), false); err == nil || !strings.Contains(err.Error(), "?? new.go") {
		t.Errorf("a file that is not committed: %v", err)
	}
	if s, err := readSource(t.Context(), true); err != nil || !strings.HasSuffix(s.revision, "-dirty") {
		t.Errorf("allowed: %+v, %v", s, err)
	}
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
