package spec_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/spec"
)

const ranged = `entrypoint: [python, "ma\"in.py"]
env:
  NAME: 'it''s' # comment
  "LONG": plain words
ports:
  - 8000
  - "53/udp"
`

// TestRanges cuts the text that each key's range covers out of the file.
func TestRanges(t *testing.T) {
	t.Parallel()
	app := mustResolve(t, ranged, spec.Inputs{})
	for path, want := range map[string]string{
		"entrypoint":    `entrypoint: [python, "ma\"in.py"`,
		"entrypoint[0]": `python`,
		"entrypoint[1]": `"ma\"in.py"`,
		"env.NAME":      `NAME: 'it''s'`,
		"env.LONG":      `"LONG": plain words`,
		"ports[1]":      `"53/udp"`,
		"ports":         "ports:\n  - 8000\n  - \"53/udp\"",
	} {
		if got := cut(ranged, app.Ranges[path]); got != want {
			t.Errorf("%s covers %q, want %q", path, got, want)
		}
	}
}

func TestWhereFallsBackToTheNearestAncestor(t *testing.T) {
	t.Parallel()
	app := mustResolve(t, ranged, spec.Inputs{})
	for path, line := range map[string]int{"ports[7]": 5, "env.NAME.x[1]": 3, "env.OTHER": 2, "lock": 1, "": 1} {
		if got := app.Where(path).Start.Line; got != line {
			t.Errorf("%q is at line %d, want %d", path, got, line)
		}
	}
}

const sources = `entrypoint: [a]
lock: [a.lock, b.lock]
packages: [a==1, b==2]
no-wheel: {Doc.Opt: build}
indexes:
  - {name: corp, url: "https://pypi.corp.example/simple", hosts: [a, b]}
mirrors: {https://files.example/: "https://mirror.example/"}
`

// TestRangesOfSources goes by the names that an App has, in which a package is normalised.
func TestRangesOfSources(t *testing.T) {
	t.Parallel()
	app := mustResolve(t, sources, spec.Inputs{})
	for path, want := range map[string]string{
		"lock[1]":                               `b.lock`,
		"packages[1]":                           `b==2`,
		"no-wheel.doc-opt":                      `Doc.Opt: build`,
		"indexes[0]":                            `{name: corp, url: "https://pypi.corp.example/simple", hosts: [a, b`,
		"indexes[0].url":                        `url: "https://pypi.corp.example/simple"`,
		"indexes[0].hosts[1]":                   `b`,
		"indexes[0].secret":                     `{name: corp, url: "https://pypi.corp.example/simple", hosts: [a, b`,
		"mirrors.https://files.example/":        `https://files.example/: "https://mirror.example/"`,
		"mirrors.https://other.example/[x].y/z": `mirrors: {https://files.example/: "https://mirror.example/"`,
	} {
		if got := cut(sources, app.Where(path)); got != want {
			t.Errorf("%s covers %q, want %q", path, got, want)
		}
	}
}

// TestPositionsCountCodePoints has characters of several bytes, a byte order mark and CR LF before the problem.
func TestPositionsCountCodePoints(t *testing.T) {
	t.Parallel()
	_, problems := check([]byte("\ufeffentrypoint: [a]\r\nlabels: {a: \"äöü😀\", b: [x]}\r\n"), spec.Inputs{})
	if len(problems) != 1 || problems[0].Range.Start != (spec.Position{Line: 2, Column: 24}) {
		t.Errorf("got %+v, want one problem at 2:24", problems)
	}
}

func cut(text string, r spec.Range) string {
	lines := strings.SplitAfter(text, "\n")
	stretch := slices.Clone(lines[r.Start.Line-1 : r.End.Line])
	last := len(stretch) - 1
	stretch[last] = stretch[last][:r.End.Column-1]
	stretch[0] = stretch[0][r.Start.Column-1:]
	return strings.Join(stretch, "")
}
