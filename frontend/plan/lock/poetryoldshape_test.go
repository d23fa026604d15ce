package lock

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/frontend/plan/marker"
	"github.com/org/pyapp-frontend/spec"
)

// oldLockText writes a lock in the format 2.0 for a manifest. Every entry is a text `name version`, and below it the
// lines of its table; a line that begins with > is one of its dependencies.
func oldLockText(manifest string, entries ...string) string {
	var out strings.Builder
	for _, entry := range entries {
		head, lines, _ := strings.Cut(entry, "\n")
		name, version, _ := strings.Cut(head, " ")
		fmt.Fprintf(&out, "[[package]]\nname = %q\nversion = %q\n", name, version)
		if !strings.Contains(lines, "files =") {
			fmt.Fprintf(&out, "files = [{file = \"%s-%s.tar.gz\", hash = \"sha256:%064d\"}]\n", name, version, 0)
		}
		var needs []string
		for line := range strings.Lines(lines) {
			if need, ok := strings.CutPrefix(line, ">"); ok {
				needs = append(needs, strings.TrimSpace(need))
			} else {
				out.WriteString(line)
			}
		}
		out.WriteString("\n[package.dependencies]\n" + strings.Join(needs, "\n") + "\n")
	}
	hash := poetryHash(map[string]any{"tool": toolManifest(manifest)["tool"]}, nil)
	fmt.Fprintf(&out, "[metadata]\nlock-version = \"2.0\"\ncontent-hash = %q\n", hash)
	return out.String()
}

// oldChosen are the packages that x86_64 installs with Python 3.12.1, or the error.
func oldChosen(t *testing.T, text, manifest string, groups spec.Groups) string {
	t.Helper()
	l, err := ParsePoetry(text, manifest, groups, oldEnvironments("3.12.1"))
	var problem *Error
	if err != nil && !errors.As(err, &problem) {
		t.Fatal(err)
	}
	if err != nil {
		return err.Error()
	}
	return strings.Join(oldInstalled(t, l, marker.Environment{PythonFullVersion: "3.12.1", Machine: "x86_64"}), ", ")
}

func TestOldPoetryFollowsNeeds(t *testing.T) {
	t.Parallel()
	const extras = "\n[tool.poetry.extras]\nMail_er = ['smtp[x]']\nweb = ['http']\n"
	for _, tt := range []struct {
		name, manifest string
		entries        []string
		groups         spec.Groups
		want           string
	}{
		{"nothing", "", []string{"a 1"}, spec.Groups{}, ""},
		{"chain", "a = '*'", []string{"a 1\n> B_b = '>=1'", "b-b 1\n> c = '*'", "c 1\n> a = '*'", "d 1"}, spec.Groups{}, "a 1, b-b 1, c 1"},
		{"the project itself", "a = '*'", []string{"a 1\n> shop = '*'"}, spec.Groups{}, "a 1"},
		{"constraint", "a = '^1'", []string{"a 1.5", "a 2"}, spec.Groups{}, "a 1.5"},
		{"highest of several", "a = '>=1'", []string{"a 1.10", "a 1.9"}, spec.Groups{}, "a 1.10"},
		{"one of two by another's need", "a = '*'\nb = '*'", []string{"a 1", "a 2", "b 1\n> a = '<2'"}, spec.Groups{}, "a 1, b 1"},
		{"one of two by what it needs", "a = '*'\nb = '<2'", []string{"a 1\n> b = '<2'", "a 2\n> b = '>=2'", "b 1", "b 2"}, spec.Groups{}, "a 1, b 1"},
		{"one of two by Python", "a = '*'", []string{"a 1\npython-versions = '>=3.8'", "a 2\npython-versions = '>=3.13'"}, spec.Groups{}, "a 1"},
		{"unreadable Python", "a = '*'", []string{"a 1\npython-versions = 'any'"}, spec.Groups{}, "a 1"},
		{"Python", "a = {version = '*', python = '<3.11'}\nb = {version = '*', python = '3.12'}\nc = {version = '*', python = '~3.8 || >3.12.0'}\nd = {version = '*', python = '!=3.12.1'}",
			[]string{"b 1", "c 1"}, spec.Groups{}, "b 1, c 1"},
		{"platform", "a = {version = '*', platform = 'win32 || darwin'}\nb = {version = '*', platform = 'linux|darwin'}\nc = {version = '*', platform = '!=win32,!=cygwin'}\nd = {version = '*', platform = '!=linux'}",
			[]string{"b 1", "c 1"}, spec.Groups{}, "b 1, c 1"},
		{"markers", "a = '*'", []string{"a 1\n> b = {version = '*', markers = \"sys_platform == 'win32'\"}\n> c = {version = '*', markers = '*'}\n> d = {version = '*', markers = '<empty>'}", "c 1"},
			spec.Groups{}, "a 1, c 1"},
		{"alternatives", "a = [{version = '<2', markers = \"platform_machine == 'aarch64'\"}, {version = '>=2', markers = \"platform_machine != 'aarch64'\"}]",
			[]string{"a 1", "a 2"}, spec.Groups{}, "a 2"},
		{"the marker of an entry", "a = '*'\nb = '*'", []string{"a 1\nmarker = \"sys_platform == 'win32'\"\n> c = '*'", "b 1"}, spec.Groups{}, "b 1"},
		{"extra of a need", "a = {version = '*', extras = ['X_x']}",
			[]string{"a 1\nextras = {x-x = ['b (>=1)', 'c[z]>1; python_version>\"3\"'], y = ['d']}\n> b = {version = '*', optional = true, markers = \"extra == 'x-x'\"}\n> c = {version = '*', optional = true}\n> d = {version = '*', optional = true}", "b 1", "c 1", "d 1"},
			spec.Groups{}, "a 1, b 1, c 1"},
		{"extra of itself", "a = {version = '*', extras = ['all']}",
			[]string{"a 1\nextras = {all = ['a[x]'], x = ['b']}\n> a = {version = '*', optional = true, extras = ['x'], markers = \"extra == 'all'\"}\n> b = {version = '*', optional = true, markers = \"extra == 'x'\"}", "b 1"},
			spec.Groups{}, "a 1, b 1"},
		{"extra that is asked for later", "a = '*'\nb = '*'", []string{"a 1\n> c = {version = '*', optional = true, markers = \"extra == 'x'\"}", "b 1\n> a = {version = '*', extras = ['x']}", "c 1"},
			spec.Groups{}, "a 1, b 1, c 1"},
		{"no extra", "smtp = {version = '*', optional = true}" + extras, []string{"smtp 1"}, spec.Groups{}, ""},
		{"extra", "smtp = {version = '*', optional = true}\nhttp = {version = '*', optional = true}" + extras, []string{"smtp 1", "http 1"}, spec.Groups{Extras: []string{"mail-er"}}, "smtp 1"},
		{"extra of what is there", "smtp = '*'" + extras, []string{"smtp 1"}, spec.Groups{}, "smtp 1"},
		{"groups", "a = '*'\n[tool.poetry.dev-dependencies]\nb = '*'\n[tool.poetry.group.Docs_x]\noptional = true\ndependencies = {c = '*'}", []string{"a 1", "b 1", "c 1"}, spec.Groups{}, "a 1, b 1"},
		{"optional group", "a = '*'\n[tool.poetry.group.Docs_x]\noptional = true\ndependencies = {c = '*'}", []string{"a 1", "c 1"}, spec.Groups{ExcludeAll: true, Include: []string{"docs-x"}}, "a 1, c 1"},
		{"group that includes", "[tool.poetry.group.a]\ninclude-groups = ['B']\ndependencies = {a = '*'}\n[tool.poetry.group.B]\noptional = true\ninclude-groups = ['a']\ndependencies = {b = '*'}",
			[]string{"a 1", "b 1"}, spec.Groups{}, "a 1, b 1"},
		{"standard tables", "\n[project]\nname = 'shop'\ndependencies = ['a>=1 ; python_version > \"3\"']\n[project.optional-dependencies]\nx = ['b[y]~=1.0']\nall = ['shop[x]']\n[dependency-groups]\nz = ['d', {include-group = 'w'}]\nw = ['e']",
			[]string{"a 1", "b 1.2\nextras = {y = ['c']}\n> c = {version = '*', optional = true}", "c 1", "d 1", "e 1"}, spec.Groups{Extras: []string{"all"}, ExcludeAll: true, Include: []string{"z"}}, "a 1, b 1.2, c 1, d 1, e 1"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			manifest := "[tool.poetry]\nname = 'shop'\n[tool.poetry.dependencies]\nPython = '^3.9'\n" + tt.manifest
			if got := oldChosen(t, oldLockText(manifest, tt.entries...), manifest, tt.groups); got != tt.want {
				t.Errorf("got %s", got)
			}
		})
	}
}

func TestOldPoetrySaysWhatIsMissing(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, manifest string
		entries        []string
		want           string
	}{
		{"package", "a = '*'", nil, "has no a, which the project needs"},
		{"package of another", "a = '*'", []string{"a 1\n> b = '*'"}, "has no b, which a 1 needs"},
		{"version", "a = '>=2'", []string{"a 1"}, "has no a that is what the project needs (>=2) on Python 3.12.1"},
		{"version for both", "a = '*'\nb = '*'", []string{"a 1\n> c = '<2'", "b 1\n> c = '>=2'", "c 1", "c 2"}, "has no c that is what b 1 needs (>=2)"},
		{"version for Python", "a = '*'", []string{"a 1\npython-versions = '<3.12'"}, "has no a that is what the project needs (*) on Python 3.12.1"},
		{"source", "a = {git = 'https://git.example/a.git'}", []string{"a 1"}, "has no a that is what the project needs (from a git)"},
		{"setuptools", "a = '*'", []string{"a 1\n> setuptools = '*'"}, "has no setuptools, which a 1 needs: Poetry 1.1 leaves it out"},
		{"readable version", "a = '*'", []string{"a 1\n> b = 'one'", "b 1"}, `for b, which a 1 needs, the version "one"`},
		{"readable marker", "a = '*'", []string{"a 1\n> b = {version = '*', markers = 'one'}", "b 1"}, `for b, which a 1 needs, the marker "one"`},
		{"readable marker of an entry", "a = '*'", []string{"a 1\nmarker = 'one'"}, "for a a marker that is none"},
		{"readable Python", "a = '*'", []string{"a 1\n> b = {version = '*', python = 'one'}", "b 1"}, `the versions "one" of Python`},
		{"readable need", "a = '*'", []string{"a 1\n> b = 3"}, "for b, which a needs, neither a version nor a table"},
		{"readable extras", "a = '*'", []string{"a 1\n> b = {extras = 'x'}"}, "neither a version nor a table"},
		{"readable need of the project", "a = 3", nil, "pyproject.toml has for a neither a version nor a table"},
		{"readable need of a group", "[tool.poetry.group.x.dependencies]\na = true", nil, "pyproject.toml has for a neither"},
		{"readable need of dev", "[tool.poetry.dev-dependencies]\na = true", nil, "pyproject.toml has for a neither"},
		{"readable requirement", "\n[project]\ndependencies = ['a ~ 1']", nil, "pyproject.toml has the requirement a ~ 1, which cannot be read"},
		{"readable requirement of a group", "\n[dependency-groups]\nx = ['a ~ 1']", nil, "pyproject.toml has the requirement a ~ 1, which cannot be read"},
		{"requirement of git", "\n[project]\ndependencies = ['a @ git+https://git.example/a.git']", []string{"a 1"}, "has no a that is what the project needs (from a git)"},
		{"requirement of a URL", "\n[project]\ndependencies = ['a @ https://files.example/a-1.tar.gz']", []string{"a 1"}, "(from a url)"},
		{"requirement of a path", "\n[project]\ndependencies = ['a @ ./a']", []string{"a 1"}, "(from a path)"},
		{"hashes", "a = '*'", []string{"a 1\nfiles = []"}, "has no hashes of a"},
		{"name", "a = '*'", []string{"a 1", "-x 1"}, "a 1"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			manifest := "[tool.poetry]\nname = 'shop'\n[tool.poetry.dependencies]\n" + tt.manifest
			if got := oldChosen(t, oldLockText(manifest, tt.entries...), manifest, spec.Groups{}); !strings.Contains(got, tt.want) {
				t.Errorf("got %s", got)
			}
		})
	}
}
