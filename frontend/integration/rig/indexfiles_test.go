package rig

import (
	"archive/zip"
	"bytes"
	"io"
	"os/exec"
	"path/filepath"
	"testing"
)

func bigGreeting() project {
	files := map[string]string{"big_greeting/__init__.py": "HELLO = 'hello'\n", "big_greeting/data.txt": "x"}
	return newProject("big-greeting", "1.0", files, "six")
}

// TestSdistBuilds calls the source distribution's own backend as an installer does (PEP 517), and wants the wheel that
// the index would list.
func TestSdistBuilds(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	Write(t, dir, "sdist.tar.gz", string(sdist(t, bigGreeting())))
	run(t, dir, "tar", "xzf", "sdist.tar.gz")
	run(t, filepath.Join(dir, "big_greeting-1.0"), "python3", "-c",
		"import sys; sys.path.insert(0, 'build'); import backend; assert backend.build_wheel('..') == 'big_greeting-1.0-py3-none-any.whl'")
	got := unzip(t, read(t, filepath.Join(dir, "big_greeting-1.0-py3-none-any.whl")))
	want := unzip(t, wheel(t, bigGreeting()))
	for name := range want {
		if got[name] != want[name] {
			t.Errorf("%s: got %q, want %q", name, got[name], want[name])
		}
	}
	if len(got) != len(want) {
		t.Errorf("got %d files, want %d", len(got), len(want))
	}
}

func TestArchivesAreDeterministic(t *testing.T) {
	t.Parallel()
	if !bytes.Equal(wheel(t, bigGreeting()), wheel(t, bigGreeting())) || !bytes.Equal(sdist(t, bigGreeting()), sdist(t, bigGreeting())) {
		t.Error("two archives of one project differ")
	}
}

func run(t *testing.T, dir, program string, args ...string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), program, args...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", program, err, out)
	}
}

func unzip(t *testing.T, data []byte) map[string]string {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, entry := range archive.File {
		content, err := entry.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(content)
		if err != nil {
			t.Fatal(err)
		}
		files[entry.Name] = string(text)
	}
	return files
}
