package spec_test

import (
	"flag"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/org/pyapp-frontend/spec"
)

var freeze = flag.String("freeze", "", "keep all specs of the documentation and the tests as those of a release, as in 1.2.3")

// compatDir has an archive of specs for each release; docs/explanation/versions.md is the promise that they keep working.
const compatDir = "../testdata/compat"

// TestCompat wants every spec that users were ever shown to resolve: those of today's documentation and tests, and those
// that releases of this major version have frozen.
func TestCompat(t *testing.T) {
	t.Parallel()
	today := shown(t)
	checkCompat(t, "today", today)
	if *freeze != "" {
		major, _, _ := strings.Cut(*freeze, ".")
		write(t, filepath.Join(compatDir, "v"+major, *freeze+".txtar"), today)
	}
	releases, err := filepath.Glob(filepath.Join(compatDir, "v*", "*.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range releases {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		checkCompat(t, name, archive)
	}
}

// TestFreeze wants what is frozen to be read as it was written.
func TestFreeze(t *testing.T) {
	t.Parallel()
	today := shown(t)
	name := filepath.Join(t.TempDir(), "v1", "1.2.3.txtar")
	write(t, name, today)
	frozen, err := txtar.ParseFile(name)
	if err != nil || len(frozen.Files) != len(today.Files) {
		t.Fatalf("%d files, want %d (%v)", len(frozen.Files), len(today.Files), err)
	}
	checkCompat(t, name, frozen)
}

func write(t *testing.T, name string, archive *txtar.Archive) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
		t.Fatal(err)
	}
}

// checkCompat resolves each spec of an archive, together with the pyproject.toml beside it, for every target.
func checkCompat(t *testing.T, release string, archive *txtar.Archive) {
	t.Helper()
	projects, count := map[string][]byte{}, 0
	for _, f := range archive.Files {
		if path.Base(f.Name) == "pyproject.toml" {
			projects[path.Dir(f.Name)] = f.Data
		}
	}
	for _, f := range archive.Files {
		if path.Base(f.Name) == "pyproject.toml" {
			continue
		}
		count++
		var in spec.Inputs
		if data, ok := projects[path.Dir(f.Name)]; ok {
			in.Project = parseProject(t, data)
		}
		if problems := slices.DeleteFunc(everyTarget(f.Data, in), ofManifest); len(problems) > 0 {
			t.Errorf("%s: %s:\n%s", release, f.Name, problems.Text("pyapp.yaml"))
		}
	}
	if count < 30 {
		t.Errorf("%s has %d specs only", release, count)
	}
}

// everyTarget returns the errors that any of a spec's targets has.
func everyTarget(data []byte, in spec.Inputs) spec.Diagnostics {
	file, problems := spec.Parse("pyapp.yaml", data)
	if file == nil {
		return problems
	}
	problems = nil
	for _, target := range spec.Targets(file) {
		in.Target = target.Name
		_, more := check(data, in)
		problems = append(problems, more.Errors()...)
	}
	return problems
}

// ofManifest are problems that a spec has without the manifest that names the groups, extras and scripts; pyproject.toml does not
// in every project, and a page of documentation has none.
func ofManifest(d spec.Diagnostic) bool {
	return d.Rule == "unknown-group" || d.Rule == "unknown-extra" || d.Rule == "command-missing"
}

// shown are the specs in the documentation, its examples and the tests, with the pyproject.toml of those that have one.
func shown(t *testing.T) *txtar.Archive {
	t.Helper()
	archive := &txtar.Archive{}
	for _, page := range pages(t) {
		for i, text := range specsOf(page.text) {
			archive.Files = append(archive.Files, txtar.File{Name: path.Join(page.name, string(rune('a'+i)), "pyapp.yaml"), Data: []byte(text)})
		}
	}
	for _, pattern := range []string{"docs/examples/pyapp.yaml", "testdata/apps/*/pyapp.yaml", "testdata/apps/*/pyproject.toml", "testdata/specs/valid/*.yaml"} {
		for _, name := range glob(t, "..", pattern) {
			archive.Files = append(archive.Files, txtar.File{Name: filepath.ToSlash(strings.TrimPrefix(name, "../")), Data: readText(t, name)})
		}
	}
	return archive
}

// page is one page of the documentation.
type page struct{ name, text string }

func pages(t *testing.T) []page {
	t.Helper()
	all := []page{{"README.md", string(readText(t, "../README.md"))}}
	err := filepath.WalkDir("../docs", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && path.Ext(name) == ".md" {
			all = append(all, page{strings.TrimPrefix(filepath.ToSlash(name), "../"), string(readText(t, name))})
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

var (
	fence   = regexp.MustCompile("(?ms)^(<!-- wrong[^\n]*\n)?```([a-z]*)\n(.*?)^```$")
	problem = regexp.MustCompile(`(?m)pyapp\.yaml:\d+:\d+: .*$`)
	content = regexp.MustCompile(`(?m)^[^#\n]`)
	drawn   = regexp.MustCompile(`(?m)^ *\d+ \| (?:>>>|   ) ?(.*)$`)
)

// specsOf are the whole specs of a page: blocks of YAML whose first line calls a frontend, and that say more than such lines. What is wrong on purpose
// has a comment before it that says so.
func specsOf(text string) []string {
	var specs []string
	for _, block := range fence.FindAllStringSubmatch(text, -1) {
		if block[1] == "" && block[2] == "yaml" && strings.HasPrefix(block[3], "# syntax=") && content.MatchString(block[3]) {
			specs = append(specs, block[3])
		}
	}
	return specs
}

// TestShownErrors compares the errors that the documentation shows, with the spec drawn above them from its first line on,
// with those that this spec gets.
func TestShownErrors(t *testing.T) {
	t.Parallel()
	count := 0
	for _, page := range pages(t) {
		for _, block := range fence.FindAllStringSubmatch(page.text, -1) {
			_, message, ok := strings.Cut(block[3], "failed to solve: ")
			lines := drawn.FindAllStringSubmatch(block[3], -1)
			if !ok || len(lines) == 0 || !strings.HasPrefix(lines[0][1], "# syntax=") {
				continue
			}
			count++
			text := ""
			for _, line := range lines {
				text += line[1] + "\n"
			}
			_, problems := check([]byte(text), spec.Inputs{})
			got := strings.Split(problems.Errors().Text("pyapp.yaml"), "\n")
			for _, want := range problem.FindAllString(message, -1) {
				if !slices.Contains(got, want) {
					t.Errorf("%s shows %q, and it is %q", page.name, want, got)
				}
			}
		}
	}
	if count == 0 {
		t.Error("no page shows an error")
	}
}

func readText(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
