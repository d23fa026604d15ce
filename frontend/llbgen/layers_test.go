package llbgen

import (
	"slices"
	"strings"
	"testing"

	picture "github.com/org/pyapp-frontend/frontend/graph"
)

// TestLayersAreTheHistory reads the layers out of graphs, for daemons of today and old ones, and wants the image's history to be those.
func TestLayersAreTheHistory(t *testing.T) {
	t.Parallel()
	requests := map[string]request{"distroless": distrolessRequest(t)}
	for _, name := range appNames(t) {
		requests[name] = requestOf(t, name)
	}
	for name, r := range requests {
		for kind, caps := range map[string]Capabilities{"today": allCaps, "old": {}} {
			for _, arch := range []string{"amd64", "arm64"} {
				r.arch = arch
				reader, err := picture.New(nil)
				if err != nil {
					t.Fatal(err)
				}
				if err := reader.Image(r.marshal(t, generator(caps)).ToPB(), "linux/"+arch); err != nil {
					t.Fatal(err)
				}
				var layers []string
				g := reader.Graph()
				for _, e := range g.Edges {
					if e.Use == picture.Layer {
						layers = append(layers, g.Node(e.From).Name)
					}
				}
				if want := r.plan(t).Image.History; !slices.EqualFunc(layers, want, sameStep) {
					t.Errorf("%s for %s, daemon of %s: the graph has the layers\n%q, the history\n%q", name, arch, kind, layers, want)
				}
			}
		}
	}
}

// sameStep compares names up to the reason of a build, which says for which platform it was noticed: one step serves several.
func sameStep(a, b string) bool {
	a, _, _ = strings.Cut(a, " (no wheel")
	b, _, _ = strings.Cut(b, " (no wheel")
	return a == b
}
