package spec_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/spec"
	"github.com/org/pyapp-frontend/spec/pyproject"
	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "rewrite the expectations in testdata")

const (
	invalidDir = "../testdata/specs/invalid"
	validDir   = "../testdata/specs/valid"
)

// check runs the three phases as a build does.
func check(data []byte, in spec.Inputs) (*spec.App, spec.Diagnostics) {
	file, problems := spec.Parse("pyapp.yaml", data)
	if file == nil {
		return nil, problems
	}
	problems = append(problems, spec.Validate(file)...)
	if len(problems.Errors()) > 0 {
		return nil, problems
	}
	if problems = append(problems, spec.CheckTarget(file, in.Target)...); len(problems.Errors()) > 0 {
		return nil, problems
	}
	app, more := spec.Resolve(file, in)
	return app, append(problems, more...)
}

// TestInvalid runs every archive of testdata/specs/invalid: the messages are what users read.
func TestInvalid(t *testing.T) {
	t.Parallel()
	covered := map[string]bool{}
	for _, name := range glob(t, invalidDir, "*.txtar") {
		archive := parseArchive(t, name)
		_, problems := check(archive.spec(t), archive.inputs(t))
		rule := ruleOfCase(filepath.Base(name))
		if rule == "" {
			t.Errorf("%s: the name does not begin with a rule", name)
			continue
		}
		covered[rule] = true
		if !slices.ContainsFunc(problems, func(d spec.Diagnostic) bool { return d.Rule == rule }) {
			t.Errorf("%s: no problem of rule %q", name, rule)
		}
		archive.compare(t, name, problems.Text("pyapp.yaml")+"\n")
	}
	for _, rule := range spec.Rules() {
		if !covered[rule.ID] {
			t.Errorf("rule %s has no case in %s", rule.ID, invalidDir)
		}
	}
}

// ruleOfCase is the longest rule that a file's name begins with: rules contain dashes too.
func ruleOfCase(name string) string {
	best := ""
	for _, rule := range spec.Rules() {
		if strings.HasPrefix(name, rule.ID+"-") && len(rule.ID) > len(best) {
			best = rule.ID
		}
	}
	return best
}

func glob(t *testing.T, dir, pattern string) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, pattern))
	if err != nil || len(names) == 0 {
		t.Fatalf("listing %s/%s: %d files, error %v", dir, pattern, len(names), err)
	}
	return names
}

// archive is one case: pyapp.yaml, and optionally pyproject.toml, .python-version, manifest (the name of the file that
// stands in for pyproject.toml), target (the one that is built), args (NAME=value lines) and repeat (how often the spec is written one after the other).
type archive struct{ *txtar.Archive }

func parseArchive(t *testing.T, name string) archive {
	t.Helper()
	a, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return archive{a}
}

func (a archive) file(name string) ([]byte, bool) {
	for _, f := range a.Files {
		if f.Name == name {
			return f.Data, true
		}
	}
	return nil, false
}

func (a archive) spec(t *testing.T) []byte {
	t.Helper()
	data, ok := a.file("pyapp.yaml")
	if !ok {
		t.Fatal("the archive has no pyapp.yaml")
	}
	repeat, ok := a.file("repeat")
	if !ok {
		return data
	}
	times, err := strconv.Atoi(strings.TrimSpace(string(repeat)))
	if err != nil {
		t.Fatal(err)
	}
	return bytes.Repeat(data, times)
}

func (a archive) inputs(t *testing.T) spec.Inputs {
	t.Helper()
	var in spec.Inputs
	if data, ok := a.file("pyproject.toml"); ok {
		in.Project = parseProject(t, data)
	}
	if data, ok := a.file(".python-version"); ok {
		in.PythonVersionFile = string(data)
	}
	manifest, _ := a.file("manifest")
	in.Manifest = strings.TrimSpace(string(manifest))
	target, _ := a.file("target")
	in.Target = strings.TrimSpace(string(target))
	args, _ := a.file("args")
	in.BuildArgs = map[string]string{}
	for _, line := range strings.Fields(string(args)) {
		name, value, _ := strings.Cut(line, "=")
		in.BuildArgs[name] = value
	}
	return in
}

func (a archive) compare(t *testing.T, name, got string) {
	t.Helper()
	want, _ := a.file("want")
	if string(want) == got {
		return
	}
	if !*update {
		t.Errorf("%s:\ngot:\n%swant:\n%s", name, got, want)
		return
	}
	a.Files = slices.DeleteFunc(a.Files, func(f txtar.File) bool { return f.Name == "want" })
	a.Files = append(a.Files, txtar.File{Name: "want", Data: []byte(got)})
	if err := os.WriteFile(name, txtar.Format(a.Archive), 0o644); err != nil {
		t.Fatal(err)
	}
}

func parseProject(t *testing.T, data []byte) *pyproject.Project {
	t.Helper()
	project, err := pyproject.Parse(data)
	if err != nil {
		t.Fatalf("parsing pyproject.toml: %v", err)
	}
	return project
}
