package llbgen

import (
	"bytes"
	"slices"
	"testing"

	"github.com/moby/buildkit/client/llb"
	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/spec"
)

// TestMarshalsTheSame wants the same bytes each time: a cache hit depends on it. The applications have builds, members of a
// workspace, and archives of the context among them; indexes and repositories come on top.
func TestMarshalsTheSame(t *testing.T) {
	t.Parallel()
	requests := map[string]request{"git": gitRequest()}
	for _, name := range appNames(t) {
		requests[name] = requestOf(t, name)
	}
	for name, r := range requests {
		for _, caps := range []Capabilities{allCaps, {}} {
			g := generator(caps)
			g.Network.Indexes = []spec.Index{corp, {Name: "open", URL: "https://open.example/simple"}}
			first := r.marshal(t, g)
			for range 24 {
				again := r.marshal(t, g)
				if !slices.EqualFunc(first.Def, again.Def, bytes.Equal) {
					t.Fatalf("%s: two graphs of one request differ", name)
				}
			}
		}
	}
}

// TestLockStepsMarshalTheSame is the same for the steps before the image.
func TestLockStepsMarshalTheSame(t *testing.T) {
	t.Parallel()
	g := generator(allCaps)
	g.Network.Indexes = []spec.Index{corp}
	first := lockSteps(t, g)
	for range 24 {
		for i, again := range lockSteps(t, g) {
			if got := titles(first[i].ops, again.ops); len(got) > 0 {
				t.Fatalf("%s: %q differ", again.name, got)
			}
		}
	}
}

// TestNoCache runs every step again.
func TestNoCache(t *testing.T) {
	t.Parallel()
	for _, noCache := range []bool{true, false} {
		g := generator(allCaps)
		g.NoCache = noCache
		def := requestOf(t, "fastapi").marshal(t, g)
		for _, o := range graph(t, def) {
			if got := def.Metadata[o.digest].IgnoreCache; o.GetExec() != nil && got != noCache {
				t.Errorf("%q ignores the cache: %t, want %t", o.name, got, noCache)
			}
		}
	}
}

// TestPlacesOfSteps asks for the key that causes each step, and keeps the places out of the graph.
func TestPlacesOfSteps(t *testing.T) {
	t.Parallel()
	var keys []string
	g := generator(allCaps)
	r := requestOf(t, "fastapi")
	before := graph(t, r.marshal(t, g))
	g.Where = func(key string) llb.ConstraintsOpt {
		keys = append(keys, key)
		return llb.WithDescription(map[string]string{"place": key})
	}
	if got := titles(before, graph(t, r.marshal(t, g))); len(got) > 0 {
		t.Errorf("places change the nodes %q", got)
	}
	slices.Sort(keys)
	for _, want := range []string{"user", "bytecode.stdlib", "python", "lock", "install", "files"} {
		if !slices.Contains(keys, want) {
			t.Errorf("no step is placed at %s; got %q", want, keys)
		}
	}
}

// TestFilter copies by patterns, for contexts that come from elsewhere than the client.
func TestFilter(t *testing.T) {
	t.Parallel()
	st := Filter(llb.Git("git.example/x.git", "main"), plan.Selection{Include: []string{"src"}, Exclude: []string{"**/.env"}})
	got := graph(t, marshalState(t, st, "amd64"))
	if want := `file copy 0:/ to scratch:/ including ["src"] excluding ["**/.env"]`; got[len(got)-1].describe() != want {
		t.Errorf("got %s, want %s", got[len(got)-1].describe(), want)
	}
}

// TestRemove takes out single paths; with none there is nothing to do.
func TestRemove(t *testing.T) {
	t.Parallel()
	files := llb.Git("git.example/x.git", "main")
	if got := graph(t, marshalState(t, Remove(files, nil), "amd64")); len(got) != 1 {
		t.Errorf("got %s, want the source alone", describe(got))
	}
	got := graph(t, marshalState(t, Remove(files, []string{".env", "a/b.key"}), "amd64"))
	if want := "file remove /.env from 0\n    then remove /a/b.key from the above"; got[1].describe() != want {
		t.Errorf("got %s, want %s", got[1].describe(), want)
	}
}
