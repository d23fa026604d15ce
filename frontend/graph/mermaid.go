package graph

import (
	"fmt"
	"strings"
)

// Mermaid is the graph in the language of mermaid.js, which GitHub, GitLab and many editors draw. What steps run in and with is left
// out of it: nearly every step would be tied to it.
func (g *Graph) Mermaid() string {
	var b strings.Builder
	b.WriteString("flowchart LR\n")
	drawn := g.Drawn()
	for _, n := range drawn.Nodes {
		open, closed := shape(n.Kind)
		fmt.Fprintf(&b, "  %s%s\"%s\"%s\n", n.ID, open, label(n), closed)
	}
	for _, e := range drawn.Edges {
		switch e.Use {
		case Read:
			fmt.Fprintf(&b, "  %s -.-> %s\n", e.From, e.To)
		case Layer:
			fmt.Fprintf(&b, "  %s -- %d --> %s\n", e.From, e.Layer, e.To)
		case Input, Tool:
			fmt.Fprintf(&b, "  %s --> %s\n", e.From, e.To)
		}
	}
	return b.String()
}

// Drawn is the graph without what steps run in and with: nearly every step would be tied to it.
func (g *Graph) Drawn() *Graph {
	out := &Graph{}
	for _, e := range g.Edges {
		if e.Use != Tool {
			out.Edges = append(out.Edges, e)
		}
	}
	for _, n := range g.Nodes {
		if n.Kind == Image || out.touches(n.ID) {
			out.Nodes = append(out.Nodes, n)
		}
	}
	return out
}

func (g *Graph) touches(id string) bool {
	for _, e := range g.Edges {
		if e.From == id || e.To == id {
			return true
		}
	}
	return false
}

// Tools are the images that steps run in and with, in the order of their nodes.
func (g *Graph) Tools() []Node {
	used := map[string]bool{}
	for _, e := range g.Edges {
		used[e.From] = used[e.From] || e.Use == Tool
	}
	var out []Node
	for _, n := range g.Nodes {
		if used[n.ID] {
			out = append(out, n)
		}
	}
	return out
}

// shape are the brackets that a kind of node has in Mermaid.
func shape(k Kind) (open, closed string) {
	switch k {
	case Source:
		return "([", "])"
	case Image:
		return "[[", "]]"
	case Step:
	}
	return "[", "]"
}

func label(n Node) string {
	text := strings.NewReplacer(`"`, "#quot;", "<", "#lt;", ">", "#gt;").Replace(n.Name)
	if n.Kind != Image && n.Platform != "" {
		text += "<br/>" + n.Platform
	}
	if n.Network {
		text += ", network"
	}
	return text
}
