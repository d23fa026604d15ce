package rig

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// SpecFile is the name that the applications give their spec.
const SpecFile = "pyapp.yaml"

// Expectation is what an application's test.json says about its image. testdata/README.md describes the file.
type Expectation struct {
	Args       []string          `json:"args"`              // arguments of the run whose output is checked
	Env        map[string]string `json:"env"`               // environment of every run
	Output     []string          `json:"output"`            // regular expressions, each found in the output of that run
	Ready      string            `json:"ready"`             // regular expression in the log of a service that has started; unused with HTTP
	HTTP       *HTTP             `json:"http"`              // nil: does not listen
	Exec       []Command         `json:"exec"`              // commands run inside the started service
	Stop       int               `json:"stop"`              // seconds within which SIGTERM ends the service; 0: not a service
	UID        int               `json:"uid"`               // account of the process
	Present    []string          `json:"present"`           // patterns, each matching at least one path of the image
	Absent     []string          `json:"absent"`            // patterns that no path of the image matches
	Installed  map[string]string `json:"installed"`         // version of each distribution in the environment, and of no other; nil: not looked at
	Unpacked   int64             `json:"max-unpacked-mb"`   // ceiling of the files of the layers above the base, in units of 1,000,000 bytes
	Compressed int64             `json:"max-compressed-mb"` // ceiling of those layers as pushed, in units of 1,000,000 bytes
}

// HTTP is one request and its answer.
type HTTP struct {
	Port   int            `json:"port"`
	Path   string         `json:"path"`
	Status int            `json:"status"`
	JSON   map[string]any `json:"json"` // fields that the answer must have, nested objects alike; others are allowed
}

// Command is run inside a container.
type Command struct {
	Command []string `json:"command"`
	Output  string   `json:"output"` // regular expression that its output matches
}

// Apps are the names of the applications under testdata/apps, sorted.
func Apps(t *testing.T) []string {
	t.Helper()
	entries, err := os.ReadDir(appsFolder(t))
	if err != nil {
		t.Fatal(err)
	}
	names := make([]string, 0, len(entries))
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	return names
}

// Expect reads the test.json of an application. Unknown keys are failures.
func Expect(t *testing.T, app string) Expectation {
	t.Helper()
	var e Expectation
	decoder := json.NewDecoder(bytes.NewReader(read(t, filepath.Join(appsFolder(t), app, "test.json"))))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&e); err != nil {
		t.Fatalf("reading test.json of %s: %v", app, err)
	}
	return e
}

// Copy makes a private copy of an application, without its test.json, that names the machine's frontend on the first
// line of its spec.
func (m Machine) Copy(t *testing.T, app string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), app)
	if err := os.CopyFS(dir, os.DirFS(filepath.Join(appsFolder(t), app))); err != nil {
		t.Fatalf("copying %s: %v", app, err)
	}
	if err := os.Remove(filepath.Join(dir, "test.json")); err != nil {
		t.Fatal(err)
	}
	if m.Frontend != "" {
		_, rest, _ := strings.Cut(string(read(t, filepath.Join(dir, SpecFile))), "\n")
		Write(t, dir, SpecFile, "# syntax="+m.Frontend+"\n"+rest)
	}
	return dir
}

// Write puts text in a file of the folder, making the folders above it.
func Write(t *testing.T, dir, name, text string) {
	t.Helper()
	path := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// Edit replaces one text by another in a file of the folder. A text that is not there is a failure.
func Edit(t *testing.T, dir, name, old, replacement string) {
	t.Helper()
	text := string(read(t, filepath.Join(dir, name)))
	if !strings.Contains(text, old) {
		t.Fatalf("editing %s: %q is not in it", name, old)
	}
	Write(t, dir, name, strings.Replace(text, old, replacement, 1))
}

// appsFolder is found from the folder of the test that runs, which is somewhere below the repository's root.
func appsFolder(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		apps := filepath.Join(dir, "testdata", "apps")
		if _, err := os.Stat(apps); err == nil {
			return apps
		}
	}
	t.Fatal("no folder above the test has testdata/apps")
	return ""
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
