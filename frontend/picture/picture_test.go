package picture

import (
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/frontend/graph"
)

// wide is a graph with many steps, edges over several columns, and names of all lengths.
func wide() *graph.Graph {
	g := &graph.Graph{}
	add := func(kind graph.Kind, name string) string {
		id := fmt.Sprintf("n%d", len(g.Nodes)+1)
		g.Nodes = append(g.Nodes, graph.Node{ID: id, Kind: kind, Name: name, Platform: "linux/amd64", Network: len(g.Nodes)%2 == 0})
		return id
	}
	edge := func(from, to string, use graph.Use, layer int) {
		g.Edges = append(g.Edges, graph.Edge{From: from, To: to, Use: use, Layer: layer})
	}
	source, venv := add(graph.Source, "the application"), add(graph.Step, "make the environment for Python 3.13")
	edge(source, venv, graph.Input, 0)
	var steps []string
	for i := range 14 {
		id := add(graph.Step, strings.Repeat("install <a> & \"b\" ", i/3+1))
		edge(venv, id, graph.Input, 0)
		if i > 10 {
			edge(steps[i-4], id, graph.Read, 0)
		}
		steps = append(steps, id)
	}
	for _, name := range []string{"image for linux/amd64", "image for linux/arm64"} {
		image := add(graph.Image, name)
		for i, id := range append([]string{venv}, steps...) {
			edge(id, image, graph.Layer, i+1)
		}
	}
	return g
}

// TestNothingOverlaps looks at every pair of boxes, bends included.
func TestNothingOverlaps(t *testing.T) {
	t.Parallel()
	l := newLayout(wide())
	for _, column := range l.columns {
		for i, b := range column {
			if b.x < margin || b.y < margin-0.1 || b.x+b.w > l.width-margin+0.1 || b.y+b.h > l.height-margin+0.1 {
				t.Errorf("%q is outside: %v", b.node.Name, *b)
			}
			if i > 0 && column[i-1].y+column[i-1].h+gapY > b.y+0.1 {
				t.Errorf("%q and %q are too near", column[i-1].node.Name, b.node.Name)
			}
		}
	}
	for _, r := range l.routes {
		for i := 1; i < len(r.via); i++ {
			if r.via[i].column != r.via[i-1].column+1 {
				t.Errorf("the edge %v leaves a column out", r.edge)
			}
		}
	}
}

// TestSVG is XML, the same for the same graph, and names every node in full.
func TestSVG(t *testing.T) {
	t.Parallel()
	text := SVG(wide())
	if again := SVG(wide()); again != text {
		t.Error("two pictures of one graph differ")
	}
	if err := xml.Unmarshal([]byte(text), new(struct{})); err != nil {
		t.Errorf("%v\n%s", err, text)
	}
	for _, want := range []string{"prefers-color-scheme:dark", "linux/amd64 · network", "A dashed line", "install &lt;a&gt; &amp; &#34;b&#34;", `class="edge read"`} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in the picture", want)
		}
	}
}

// TestWrap keeps to the room that there is.
func TestWrap(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]string{
		"":                                   nil,
		"one two three":                      {"one two", "three"},
		"abcdefghijkl":                       {"abcdefghi…"},
		"one two three four":                 {"one two", "three four"},
		"one two three four five, six seven": {"one two", "three …"},
		"one two six, four five":             {"one two", "six …"},
	} {
		if got := wrap(text, 10, 2); !slices.Equal(got, want) {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

// TestNoGraph draws an empty page of nothing.
func TestNoGraph(t *testing.T) {
	t.Parallel()
	if text := SVG(&graph.Graph{}); xml.Unmarshal([]byte(text), new(struct{})) != nil {
		t.Errorf("got %s", text)
	}
}
