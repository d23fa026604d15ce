package lock

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/frontend/plan/marker"
	"github.com/org/pyapp-frontend/spec"
)

// toolGolden is a choice of groups of a project in testdata and the file of what the tool itself exports for it.
type toolGolden struct {
	project, export string
	groups          spec.Groups
}

// toolCompare checks that a lock installs what its tool says, for several Pythons and machines.
func toolCompare(t *testing.T, got *Lock, export string) {
	t.Helper()
	want := toolExported(toolRead(t, export))
	hashed := strings.Contains(strings.Join(want, " "), "sha256:")
	for _, env := range []marker.Environment{
		{PythonFullVersion: "3.10.4", Machine: "x86_64"},
		{PythonFullVersion: "3.11.3", Machine: "aarch64"},
		{PythonFullVersion: "3.13.0", Machine: "x86_64"},
		{PythonFullVersion: "3.14.2", Machine: "aarch64"},
	} {
		have := toolInstalled(t, toolLocked(got, hashed), env)
		if expected := toolInstalled(t, want, env); !slices.Equal(have, expected) {
			t.Errorf("Python %s:\ngot  %s\nwant %s", env.PythonFullVersion, strings.Join(have, "\n     "), strings.Join(expected, "\n     "))
		}
	}
}

// toolInstalled are the lines whose marker, after the semicolon, is true, without it.
func toolInstalled(t *testing.T, lines []string, env marker.Environment) []string {
	t.Helper()
	var out []string
	for _, line := range lines {
		text, rest, _ := strings.Cut(line, ";")
		condition, hashes, _ := strings.Cut(rest, "#")
		m, err := marker.Parse(strings.TrimSpace(condition))
		if err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		if m.Eval(env) {
			out = append(out, text+hashes)
		}
	}
	slices.Sort(out)
	return out
}

// toolLocked has a line `name version;marker#hashes` for every package that has a version or a source.
func toolLocked(l *Lock, hashed bool) []string {
	var out []string
	for _, p := range l.Packages {
		line := p.Name + " " + p.Version
		if p.Directory != nil || p.Archive != nil {
			line = p.Name + " local"
		} else if p.Version == "" {
			continue
		}
		line += ";" + p.Marker + "#"
		if hashes := toolFileHashes(p); hashed && p.Archive == nil {
			line += strings.Join(hashes, " ")
		}
		out = append(out, line)
	}
	return out
}

func toolFileHashes(p Package) []string {
	out := slices.Clone(p.Hashes)
	for _, f := range p.Wheels {
		out = append(out, f.Hashes...)
	}
	if p.Sdist != nil {
		out = append(out, p.Sdist.Hashes...)
	}
	slices.Sort(out)
	return out
}

var (
	toolPinned     = regexp.MustCompile(`^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^ ;]+)`)
	toolElsewhere  = regexp.MustCompile(`^(?:-e )?(?:[a-z]+ @ )?(?:https?://|file:///|\./)\S*/(greet|wave|pluggy)\b[^ ;]*`)
	toolHashOption = regexp.MustCompile(`--hash=(\S+)`)
)

// toolExported has the lines of a requirements file in the form of locked. Those without version are left out.
func toolExported(text string) []string {
	text = strings.ReplaceAll(text, "\\\n", "")
	var out []string
	for line := range strings.Lines(text) {
		requirement, _, _ := strings.Cut(strings.TrimSpace(line), "--hash")
		_, condition, _ := strings.Cut(requirement, ";")
		var hashes []string
		for _, m := range toolHashOption.FindAllStringSubmatch(line, -1) {
			hashes = append(hashes, m[1])
		}
		slices.Sort(hashes)
		if m := toolElsewhere.FindStringSubmatch(requirement); m != nil {
			out = append(out, m[1]+" local;"+condition+"#")
		} else if m := toolPinned.FindStringSubmatch(requirement); m != nil {
			out = append(out, m[1]+" "+m[2]+";"+condition+"#"+strings.Join(hashes, " "))
		}
	}
	return out
}

func toolRead(t *testing.T, elements ...string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(elements...))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
