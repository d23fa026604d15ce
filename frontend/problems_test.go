package frontend

import (
	"strings"
	"testing"

	"github.com/moby/buildkit/solver/errdefs"
	"github.com/moby/buildkit/solver/pb"
	"github.com/org/pyapp-frontend/spec"
)

func at(line, column, end int, summary string) spec.Diagnostic {
	return spec.Diagnostic{Path: "env", Summary: summary, Range: spec.Range{
		Start: spec.Position{Line: line, Column: column}, End: spec.Position{Line: line, Column: end},
	}}
}

// TestPositioned wants one source with the place of every problem, in the order of the file.
func TestPositioned(t *testing.T) {
	t.Parallel()
	b, _ := newBuild(t, "env: 1\nports: 2\n", nil)
	err := b.report(t.Context(), spec.Diagnostics{at(2, 8, 9, "second"), at(1, 6, 7, "first")})
	wantError(t, err, "2 problems in pyapp.yaml:\n  pyapp.yaml:1:6: env: first\n  pyapp.yaml:2:8: env: second")

	sources := errdefs.Sources(err)
	if len(sources) != 1 {
		t.Fatalf("got %d sources, want one", len(sources))
	}
	info := sources[0].Info
	if info.Filename != "pyapp.yaml" || info.Language != "YAML" || string(info.Data) != "env: 1\nports: 2\n" {
		t.Errorf("the source is %v", info)
	}
	want := []*pb.Range{
		{Start: &pb.Position{Line: 1, Character: 6}, End: &pb.Position{Line: 1, Character: 7}},
		{Start: &pb.Position{Line: 2, Character: 8}, End: &pb.Position{Line: 2, Character: 9}},
	}
	if len(sources[0].Ranges) != len(want) {
		t.Fatalf("got the places %v", sources[0].Ranges)
	}
	for i, r := range sources[0].Ranges {
		if !r.EqualVT(want[i]) {
			t.Errorf("place %d is %v, want %v", i, r, want[i])
		}
	}
}

// TestOneProblem needs no heading.
func TestOneProblem(t *testing.T) {
	t.Parallel()
	b, _ := newBuild(t, "env: 1\n", nil)
	err := b.report(t.Context(), spec.Diagnostics{at(1, 6, 7, "alone")})
	if want := "pyapp.yaml:1:6: env: alone"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// TestProblemOfAKey points at the key, at the nearest one above it, or at the first line.
func TestProblemOfAKey(t *testing.T) {
	t.Parallel()
	b, _ := newBuild(t, "python: '3.13'\nhealthcheck: none\n", nil)
	b.app = &spec.App{Ranges: map[string]spec.Range{"healthcheck": {Start: spec.Position{Line: 2, Column: 1}, End: spec.Position{Line: 2, Column: 12}}}}
	for key, want := range map[string]string{
		"healthcheck": "pyapp.yaml:2:1: ", "healthcheck.http.port": "pyapp.yaml:2:1: ", "ports": "pyapp.yaml:1:1: ", "": "pyapp.yaml:1:1: ",
	} {
		err := b.at(key, "wrong", "mend it")
		if !strings.HasPrefix(err.Error(), want) || !strings.HasSuffix(err.Error(), "wrong; mend it") {
			t.Errorf("%q: got %v", key, err)
		}
	}
}

// TestProblemsOverTheWire wants the client to see what the frontend said.
func TestProblemsOverTheWire(t *testing.T) {
	t.Parallel()
	b, _ := newBuild(t, "env: 1\n", nil)
	err := b.report(t.Context(), spec.Diagnostics{at(1, 6, 7, "one"), at(1, 6, 7, "two")})
	got := overTheWire(t, err)
	wantError(t, got, "2 problems in pyapp.yaml", "one", "two")
	if sources := errdefs.Sources(got); len(sources) != 1 || len(sources[0].Ranges) != 2 {
		t.Errorf("got the sources %v", sources)
	}
}

// TestProblemOfABuildArgument names the argument that has taken the place of what the file says.
func TestProblemOfABuildArgument(t *testing.T) {
	t.Parallel()
	b, _ := newBuild(t, "base: slim\n", map[string]string{"PYAPP_BASE": "rubbish"})
	b.app = &spec.App{}
	wantError(t, b.at("base.runtime", "wrong", ""), "base.runtime: build argument PYAPP_BASE: wrong")
	if err := b.at("python", "wrong", ""); strings.Contains(err.Error(), "build argument") {
		t.Errorf("got %v", err)
	}
}
