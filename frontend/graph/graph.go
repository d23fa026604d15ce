// Package graph is the build graph of an image as people see it: the steps that have a name, what each is made from, and the layers
// that they become. It is read out of the very graph that BuildKit solves, so that it shows what a build does.
package graph

import "slices"

// Graph is the graph of one or several images. Nodes come after those that they are made from.
type Graph struct {
	Nodes []Node `json:"nodes"`
	Edges []Edge `json:"edges"`
}

// Kind is what a node is.
type Kind string

const (
	// Source is a folder, a repository or an image that a build starts from.
	Source Kind = "source"
	// Step is something that a build does.
	Step Kind = "step"
	// Image is a result of the build.
	Image Kind = "image"
)

// Node is one source, step or image.
type Node struct {
	ID       string `json:"id"` // as in "n1", counted in the order of Nodes
	Kind     Kind   `json:"kind"`
	Name     string `json:"name"`               // as the progress of a build shows it
	Platform string `json:"platform,omitempty"` // that it runs on or is for, as in "linux/amd64"; empty: it is the same on all
	Network  bool   `json:"network"`            // whether it may use the network
}

// Use says what a node is to another.
type Use string

const (
	// Input is made into something else.
	Input Use = "input"
	// Tool is what a step runs in or with; nothing of it is in what the step makes.
	Tool Use = "tool"
	// Read is what the frontend reads to find out what to build.
	Read Use = "read"
	// Layer is a part of an image.
	Layer Use = "layer"
)

// Edge leads from what is used to what uses it.
type Edge struct {
	From  string `json:"from"`
	To    string `json:"to"`
	Use   Use    `json:"use"`
	Layer int    `json:"layer,omitempty"` // of the image, counted from 1 over its base
}

// Node is the node of an id; zero: there is none.
func (g *Graph) Node(id string) Node {
	if i := slices.IndexFunc(g.Nodes, func(n Node) bool { return n.ID == id }); i >= 0 {
		return g.Nodes[i]
	}
	return Node{}
}
