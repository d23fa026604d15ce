package command

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "rewrite the expected results")

// run runs the program, and returns what it wrote to either stream and its exit code.
func run(t *testing.T, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var out, errors bytes.Buffer
	code = Main(t.Context(), args, &out, &errors)
	return out.String(), errors.String(), code
}

// TestGolden runs a command on the files of an archive. The comment of the archive is the command line, with DIR for their folder; the
// last file is what the user sees.
func TestGolden(t *testing.T) {
	archives, err := filepath.Glob("testdata/*/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatalf("no archives: %v", err)
	}
	for _, name := range archives {
		t.Run(strings.TrimSuffix(strings.TrimPrefix(filepath.ToSlash(name), "testdata/"), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			dir := t.TempDir()
			want := ""
			var files []txtar.File
			for _, f := range a.Files {
				if f.Name == "want" {
					want = string(f.Data)
					continue
				}
				files = append(files, f)
				write(t, filepath.Join(dir, filepath.FromSlash(f.Name)), f.Data)
			}
			line, _, _ := strings.Cut(string(a.Comment), "\n")
			stdout, stderr, code := run(t, strings.Fields(strings.ReplaceAll(line, "DIR", dir))...)
			got := stdout
			if stderr != "" {
				got += "--- said:\n" + stderr
			}
			got = strings.ReplaceAll(got, dir, "DIR") + fmt.Sprintf("--- exit code %d\n", code)
			if got == want {
				return
			}
			if !*update {
				t.Fatalf("got\n%s\nwant\n%s", got, want)
			}
			a.Files = slices.Concat(files, []txtar.File{{Name: "want", Data: []byte(got)}})
			if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
				t.Fatal(err)
			}
		})
	}
}

func write(t *testing.T, name string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
}
