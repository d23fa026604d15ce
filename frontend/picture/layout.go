package picture

import (
	"slices"

	"github.com/org/pyapp-frontend/frontend/graph"
)

// box is a node in its place, or the bend of an edge that passes a column.
type box struct {
	node   graph.Node // zero: a bend
	lines  []string   // of its name
	column int
	x, y   float64 // of the upper left corner, in pixels
	w, h   float64
	in     []*box // neighbours in the column before
	out    []*box // in the column after
}

func (b *box) bend() bool      { return b.node.ID == "" }
func (b *box) middle() float64 { return b.y + b.h/2 }

// route is an edge with the boxes that it leads through, the first and last of which are nodes.
type route struct {
	edge graph.Edge
	via  []*box
}

// layout is a graph in its place.
type layout struct {
	columns [][]*box // from left to right, each from top to bottom
	routes  []route
	labels  map[string][]int // layers that a node becomes, by its id
	width   float64
	height  float64
}

// newLayout puts nodes into columns, so that edges lead from left to right, and orders each column, so that few of them cross. It is
// the layered drawing of Sugiyama, with columns in the place of rows.
func newLayout(g *graph.Graph) *layout {
	l := &layout{labels: map[string][]int{}}
	boxes := l.boxes(g)
	for _, e := range g.Edges {
		l.connect(e, boxes[e.From], boxes[e.To])
		if e.Use == graph.Layer && !slices.Contains(l.labels[e.From], e.Layer) {
			l.labels[e.From] = append(l.labels[e.From], e.Layer)
		}
	}
	for range 12 {
		l.sweep(l.columns, func(b *box) []*box { return b.in })
		back := slices.Clone(l.columns)
		slices.Reverse(back)
		l.sweep(back, func(b *box) []*box { return b.out })
	}
	l.place()
	return l
}

// boxes are the nodes of a graph by id, each in the last column that the edges from it leave, so that edges are short.
func (l *layout) boxes(g *graph.Graph) map[string]*box {
	distance := map[string]int{} // from the last column
	for _, n := range slices.Backward(g.Nodes) {
		for _, e := range g.Edges {
			if e.From == n.ID {
				distance[n.ID] = max(distance[n.ID], distance[e.To]+1)
			}
		}
	}
	last := 0
	for _, n := range g.Nodes {
		last = max(last, distance[n.ID])
	}
	l.columns = make([][]*box, last+1)
	out := map[string]*box{}
	for _, n := range g.Nodes {
		b := &box{node: n, column: last - distance[n.ID]}
		b.measure(inputs(g, n.ID))
		out[n.ID] = b
		l.columns[b.column] = append(l.columns[b.column], b)
	}
	return out
}

// inputs are how many edges lead to a node.
func inputs(g *graph.Graph, id string) int {
	n := 0
	for _, e := range g.Edges {
		if e.To == id {
			n++
		}
	}
	return n
}

// connect leads an edge through a bend in each column between its ends.
func (l *layout) connect(e graph.Edge, from, to *box) {
	r := route{e, []*box{from}}
	last := from
	for column := from.column + 1; column <= to.column; column++ {
		next := to
		if column < to.column {
			next = &box{column: column, h: bendHeight}
			l.columns[column] = append(l.columns[column], next)
		}
		last.out, next.in = append(last.out, next), append(next.in, last)
		r.via, last = append(r.via, next), next
	}
	l.routes = append(l.routes, r)
}

// sweep orders each column but the first by the mean place of the neighbours in the one before.
func (l *layout) sweep(columns [][]*box, neighbours func(*box) []*box) {
	for i := 1; i < len(columns); i++ {
		place := map[*box]float64{}
		for at, b := range columns[i-1] {
			place[b] = float64(at)
		}
		mean := map[*box]float64{}
		for at, b := range columns[i] {
			mean[b] = float64(at)
			if near := neighbours(b); len(near) > 0 {
				mean[b] = average(near, func(n *box) float64 { return place[n] })
			}
		}
		slices.SortStableFunc(columns[i], func(a, b *box) int {
			switch {
			case mean[a] < mean[b]:
				return -1
			case mean[a] > mean[b]:
				return 1
			}
			return 0
		})
	}
}

func average(boxes []*box, value func(*box) float64) float64 {
	sum := 0.0
	for _, b := range boxes {
		sum += value(b)
	}
	return sum / float64(len(boxes))
}
