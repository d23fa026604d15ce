package demo

import (
	"bytes"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestReadProgress(t *testing.T) {
	t.Parallel()
	const progress = `+ buildx build .
{"vertexes":[{"digest":"sha256:a","name":"[internal] load the lock","started":"2026-01-01T00:00:00Z","completed":"2026-01-01T00:00:01Z"}]}
{"vertexes":[{"digest":"sha256:b","name":"install 14 dependencies"},{"digest":"sha256:c","name":"copy the application"},{"digest":"sha256:d","name":"never reached"}]}
{"vertexes":[{"digest":"sha256:b","name":"install 14 dependencies","started":"2026-01-01T00:00:01Z","completed":"2026-01-01T00:00:01Z","cached":true}]}
{"vertexes":[{"digest":"sha256:c","name":"copy the application","started":"2026-01-01T00:00:01Z"}],"logs":[{"data":"aGVsbG8K"}]}
{"vertexes":[{"digest":"sha256:c","name":"copy the application","started":"2026-01-01T00:00:01Z","completed":"2026-01-01T00:00:01.5Z"}]}
ERROR: at last
`
	var log bytes.Buffer
	got, err := readProgress(strings.NewReader(progress), &log)
	if err != nil {
		t.Fatal(err)
	}
	want := []step{{name: "copy the application", took: 500 * time.Millisecond}, {name: "install 14 dependencies", kept: true}}
	if !slices.Equal(got, want) {
		t.Errorf("got %+v", got)
	}
	if log.String() != "+ buildx build .\nhello\nERROR: at last\n" {
		t.Errorf("the log is %q", log.String())
	}
}

func exampleApp(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "src/shop_front"), 0o755); err != nil {
		t.Fatal(err)
	}
	for path, text := range map[string]string{
		"pyapp.yaml":             "# syntax=ghcr.io/org/pyapp-frontend\npython: \"3.13\"\nports: [8000]\n",
		"src/shop_front/main.py": "GREETING = \"" + greeting + "\"\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, path), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestCopyAppNamesTheFrontendAndAFreePort(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp", ":"+fixedPort)
	if err == nil {
		defer taken.Close()
	}
	source := exampleApp(t)
	a, err := copyApp(source, t.TempDir(), "127.0.0.1:5555/org/pyapp-frontend:dev")
	if err != nil {
		t.Fatal(err)
	}
	want := "# syntax=127.0.0.1:5555/org/pyapp-frontend:dev\npython: \"3.13\"\nports: [" + a.port + "]\n"
	if text, _ := os.ReadFile(a.file("pyapp.yaml")); string(text) != want || a.port == fixedPort {
		t.Errorf("port %s, file:\n%s", a.port, text)
	}
}

func TestEditChangesTheCopyAlone(t *testing.T) {
	t.Parallel()
	source := exampleApp(t)
	a, err := copyApp(source, t.TempDir(), "x")
	if err != nil {
		t.Fatal(err)
	}
	const changed = "Come in"
	if err := a.edit(greeting, changed); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{a.dir: changed, source: greeting} {
		if text, _ := os.ReadFile(filepath.Join(path, "src/shop_front/main.py")); !strings.Contains(string(text), want) {
			t.Errorf("%s says %s", path, text)
		}
	}
	if err := a.edit("no such text", "x"); err == nil {
		t.Error("an edit that changes nothing should fail")
	}
}
