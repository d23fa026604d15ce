package lock

import (
	"slices"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/frontend/plan/marker"
	"github.com/org/pyapp-frontend/spec"
)

// oldMachineNames are those that a lock is read for.
var oldMachineNames = []string{"x86_64", "aarch64", "riscv64"}

// oldEnvironments are all machines, with one Python.
func oldEnvironments(python string) []marker.Environment {
	var out []marker.Environment
	for _, machine := range oldMachineNames {
		out = append(out, marker.Environment{PythonFullVersion: python, Machine: machine})
	}
	return out
}

// oldArguments turns arguments of `poetry install` into a choice.
func oldArguments(arguments string, extras []string) spec.Groups {
	var out spec.Groups
	words := strings.Fields(arguments)
	for i, word := range words {
		value := words[min(i+1, len(words)-1)]
		switch word {
		case "--no-dev":
			out.ExcludeAll = true
		case "--only":
			out.ExcludeAll = true
			out.Include = slices.DeleteFunc(strings.Split(value, ","), func(g string) bool { return g == "main" })
		case "--with":
			out.Include = strings.Split(value, ",")
		case "--without":
			out.Exclude = strings.Split(value, ",")
		case "-E":
			out.Extras = append(out.Extras, value)
		case "--all-extras":
			out.Extras = extras
		}
	}
	return out
}

// oldInstalled are the packages of a lock that an environment installs, as in "six 1.17.0".
func oldInstalled(t *testing.T, l *Lock, env marker.Environment) []string {
	t.Helper()
	var out []string
	for _, p := range l.Packages {
		m, err := marker.Parse(p.Marker)
		if err != nil {
			t.Fatal(err)
		}
		if m.Eval(env) {
			out = append(out, p.Name+" "+p.Version)
		}
	}
	slices.Sort(out)
	return out
}

func TestOldPoetryInstallsWhatPoetryDoes(t *testing.T) {
	t.Parallel()
	for project, extras := range map[string][]string{"web": {"pretty-print", "models", "cli"}, "jobs": {"sound"}, "plain": {"pretty", "fast"}} {
		text, manifest := toolRead(t, "testdata/poetry-old", project, "poetry.lock"), toolRead(t, "testdata/poetry-old", project, "pyproject.toml")
		for line := range strings.Lines(toolRead(t, "testdata/poetry-old", project, "installed.txt")) {
			where, installed, ok := strings.Cut(strings.TrimSpace(line), " = ")
			if !ok {
				continue // a comment
			}
			t.Run(project+" "+where, func(t *testing.T) {
				t.Parallel()
				python, rest, _ := strings.Cut(where, " ")
				machine, arguments, _ := strings.Cut(rest, " ")
				l, err := ParsePoetry(text, manifest, oldArguments(arguments, extras), oldEnvironments(python))
				if err != nil {
					t.Fatal(err)
				}
				got := oldInstalled(t, l, marker.Environment{PythonFullVersion: python, Machine: machine})
				if have := strings.Join(got, ", "); have != installed {
					t.Errorf("got  %s\nwant %s", have, installed)
				}
			})
		}
	}
}
