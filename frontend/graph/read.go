package graph

import (
	"fmt"
	"slices"
	"strings"

	"github.com/moby/buildkit/solver/pb"
	digest "github.com/opencontainers/go-digest"
)

// Reader puts graphs of BuildKit together into one. Nodes that they share are there once.
type Reader struct {
	graph Graph
	ops   map[string]*op // by digest
	facts []string       // ids of what the frontend reads
	told  []string       // ids of steps that are told what the frontend has read of packages
}

// New is a reader that knows the graphs of what the frontend reads to find out what to build. Their order means nothing.
func New(facts []*pb.Definition) (*Reader, error) {
	r := &Reader{ops: map[string]*op{}}
	var ends []*op
	for _, def := range facts {
		last, err := r.load(def)
		if err != nil {
			return nil, err
		}
		if last != nil {
			ends = append(ends, r.ops[last.Inputs[0].Digest])
		}
	}
	slices.SortFunc(ends, func(a, b *op) int { return strings.Compare(a.order(), b.order()) })
	for _, end := range ends {
		if !end.hidden() && !end.looks() {
			r.facts = append(r.facts, r.node(end))
		}
	}
	return r, nil
}

// looks says whether a source is only looked at for what to warn of.
func (o *op) looks() bool {
	return strings.HasPrefix(o.name, internal) && !strings.HasPrefix(o.name, loads)
}

// loads is how the names of sources begin that are parts of the context.
const loads = internal + "load "

// order puts facts in an order that no session and no machine decides.
func (o *op) order() string { return fmt.Sprint(o.GetSource() == nil, o.name, o.Platform) }

// isUsed says whether something is made from a node.
func (r *Reader) isUsed(id string) bool {
	return slices.ContainsFunc(r.graph.Edges, func(e Edge) bool { return e.From == id })
}

// op is one operation of a definition.
type op struct {
	*pb.Op
	name string
	used map[int64]bool // outputs that other operations use
	id   string         // of its node; empty: it has none yet, or never
}

// Image adds the graph of an image for a platform.
func (r *Reader) Image(def *pb.Definition, platform string) error {
	last, err := r.load(def)
	if err != nil || last == nil {
		return err
	}
	layers := r.layers(last.Inputs[0])
	image := r.add(Node{Kind: Image, Name: "image for " + platform, Platform: platform})
	for i, id := range slices.Compact(layers) {
		r.edge(Edge{From: id, To: image, Use: Layer, Layer: i + 1})
	}
	return nil
}

// Graph is what was put together. What the frontend reads last, and no step is made from, tells it what to install.
func (r *Reader) Graph() *Graph {
	for _, fact := range slices.DeleteFunc(slices.Clone(r.facts), r.isUsed) {
		for _, step := range r.told {
			r.edge(Edge{From: fact, To: step, Use: Read})
		}
	}
	return &r.graph
}

// load reads a definition, and returns the operation that it ends with; nil: it is empty.
func (r *Reader) load(def *pb.Definition) (*op, error) {
	var last *op
	for _, data := range def.Def {
		parsed := &pb.Op{}
		if err := parsed.UnmarshalVT(data); err != nil {
			return nil, fmt.Errorf("reading the graph: %w", err)
		}
		key := string(digest.FromBytes(data))
		for _, in := range parsed.Inputs {
			r.ops[in.Digest].used[in.Index] = true
		}
		if r.ops[key] == nil {
			r.ops[key] = &op{Op: parsed, used: map[int64]bool{}}
			if meta := def.Metadata[key]; meta != nil {
				r.ops[key].name = meta.Description["llb.customname"]
			}
		}
		last = r.ops[key]
	}
	if last == nil || len(last.Inputs) != 1 || last.Op.Op != nil {
		return nil, nil
	}
	return last, nil
}

// internal is how the names of operations begin that are no steps of a user's.
const internal = "[internal] "

// hidden says whether an operation has no node: it only passes on what it is made from.
func (o *op) hidden() bool {
	return o.GetSource() == nil && (o.name == "" || strings.HasPrefix(o.name, internal))
}

// nodes are the nodes that an input stands for: its own, or those that it is put together from.
func (r *Reader) nodes(in *pb.Input) []string {
	o := r.ops[in.Digest]
	if !o.hidden() {
		return []string{r.node(o)}
	}
	var out []string
	for _, next := range o.passedOn(in.Index) {
		for _, id := range r.nodes(next) {
			if !slices.Contains(out, id) {
				out = append(out, id)
			}
		}
	}
	return out
}

// layers are the nodes that made the layers of an output, from the bottom. What a step changes in place keeps the layers that it had;
// of what was taken out of it or copied from it only the step itself is one.
func (r *Reader) layers(in *pb.Input) []string {
	o := r.ops[in.Digest]
	var out []string
	switch {
	case o.GetSource() != nil:
		return nil // the base, whose layers are its own
	case o.GetDiff() != nil:
		return r.nodes(in)
	case o.GetFile() != nil:
		out = r.copied(o)
	default:
		for _, next := range o.passedOn(in.Index) {
			out = append(out, r.layers(next)...)
		}
	}
	if !o.hidden() {
		out = append(out, r.node(o))
	}
	return out
}

// copied are the layers of an operation on files: those that it begins with, and one for each step that it copies from.
func (r *Reader) copied(o *op) []string {
	var out []string
	for _, action := range o.GetFile().Actions {
		if i := int(action.Input); i >= 0 && i < len(o.Inputs) {
			out = append(out, r.layers(o.Inputs[i])...)
		}
		if i := int(action.SecondaryInput); i >= 0 && i < len(o.Inputs) {
			out = append(out, r.nodes(o.Inputs[i])...)
		}
	}
	return out
}

// passedOn are the inputs whose content is in an output of an operation.
func (o *op) passedOn(index int64) []*pb.Input {
	switch {
	case o.GetDiff() != nil: // what is in both is not in the difference
		if upper := o.GetDiff().Upper; upper != nil && upper.Input >= 0 {
			return []*pb.Input{o.Inputs[upper.Input]}
		}
		return nil
	case o.GetExec() != nil:
		var out []*pb.Input
		for _, m := range o.GetExec().Mounts {
			if m.Output == index && m.Input >= 0 {
				out = append(out, o.Inputs[m.Input])
			}
		}
		return out
	}
	return o.Inputs
}

// node is the id of an operation's node, which is added with all that it is made from.
func (r *Reader) node(o *op) string {
	if o.id != "" {
		return o.id
	}
	edges := r.uses(o)
	o.id = r.add(describe(o))
	if slices.ContainsFunc(o.Inputs, func(in *pb.Input) bool { return r.ops[in.Digest].name == loadsLock }) {
		r.told = append(r.told, o.id)
	}
	for _, e := range edges {
		e.To = o.id
		r.edge(e)
	}
	return o.id
}

// uses are the edges that lead to an operation.
func (r *Reader) uses(o *op) []Edge {
	var out []Edge
	exec := o.GetExec()
	if exec == nil {
		for _, in := range o.Inputs {
			out = append(out, r.from(in, Input)...)
		}
		return out
	}
	for _, m := range exec.Mounts {
		if m.Input < 0 {
			continue
		}
		in := o.Inputs[m.Input]
		out = append(out, r.from(in, r.useOf(o, m, in))...)
	}
	return out
}

// loadsLock is the name of the operation that puts down what the frontend found out about packages.
const loadsLock = loads + "the lock"

// useOf is what a mount is to a step: an image is a tool, unless what the step makes of it is used.
func (r *Reader) useOf(o *op, m *pb.Mount, in *pb.Input) Use {
	source := r.ops[in.Digest].GetSource()
	if source != nil && strings.HasPrefix(source.Identifier, imageScheme) && (m.Output < 0 || !o.used[m.Output]) {
		return Tool
	}
	return Input
}

func (r *Reader) from(in *pb.Input, use Use) []Edge {
	var out []Edge
	for _, id := range r.nodes(in) {
		out = append(out, Edge{From: id, Use: use})
	}
	return out
}

// add adds a node. Two parts of the context of one name are one source.
func (r *Reader) add(n Node) string {
	same := func(old Node) bool {
		return old.Kind == Source && n.Kind == Source && old.Name == n.Name && old.Platform == n.Platform
	}
	if i := slices.IndexFunc(r.graph.Nodes, same); i >= 0 {
		return r.graph.Nodes[i].ID
	}
	n.ID = fmt.Sprintf("n%d", len(r.graph.Nodes)+1)
	r.graph.Nodes = append(r.graph.Nodes, n)
	return n.ID
}

// edge adds an edge. Of two between the same nodes one is enough, which says that there is more to it than a tool.
func (r *Reader) edge(e Edge) {
	i := slices.IndexFunc(r.graph.Edges, func(old Edge) bool { return old.From == e.From && old.To == e.To })
	switch {
	case i < 0:
		r.graph.Edges = append(r.graph.Edges, e)
	case r.graph.Edges[i].Use == Tool:
		r.graph.Edges[i] = e
	}
}
