package spec

import "gopkg.in/yaml.v3"

const (
	maxNodes = 10_000 // with every alias counted at full length
	maxDepth = 64
)

// checkShape bounds the tree, so that walking it through its aliases is safe and quick.
func (d *document) checkShape(r *report) bool {
	s := sizes{known: map[*yaml.Node]int{}, open: map[*yaml.Node]bool{}}
	size := s.of(d.root)
	if s.cycle != nil {
		r.failf(ruleAliasCycle, place{at: d.rangeOf(s.cycle)}, "the alias *%s stands for something that contains it; write what it is to stand for", s.cycle.Value)
		return false
	}
	if size > maxNodes {
		r.failf(ruleTooManyNodes, place{at: d.rangeOf(s.suspect(d.root))}, "more than %d values, aliases counted at full length", maxNodes)
		return false
	}
	if deep := deeperThan(d.root, maxDepth); deep != nil {
		r.failf(ruleTooDeep, place{at: d.rangeOf(deep)}, "values are nested more than %d levels deep", maxDepth)
		return false
	}
	return true
}

// sizes counts the nodes under a node as if its aliases were written out, without writing them out.
type sizes struct {
	known map[*yaml.Node]int
	open  map[*yaml.Node]bool // nodes whose count is under way
	cycle *yaml.Node          // an alias of a node around it
	alias *yaml.Node          // the first alias met
}

func (s *sizes) of(n *yaml.Node) int {
	if size, ok := s.known[n]; ok {
		return size
	}
	s.open[n] = true
	size := 1
	if n.Kind == yaml.AliasNode {
		size = s.ofAlias(n)
	}
	for _, child := range n.Content {
		size = min(size+s.of(child), maxNodes+1)
	}
	delete(s.open, n)
	s.known[n] = size
	return size
}

func (s *sizes) ofAlias(n *yaml.Node) int {
	if s.alias == nil {
		s.alias = n
	}
	if s.open[n.Alias] {
		s.cycle = n
		return 1
	}
	return s.of(n.Alias)
}

// suspect is what to show for a tree that is too large: an alias if it has one.
func (s *sizes) suspect(root *yaml.Node) *yaml.Node {
	if s.alias != nil {
		return s.alias
	}
	return root
}

// deeperThan is the first node more than depth levels below n, through aliases; nil: there is none.
func deeperThan(n *yaml.Node, depth int) *yaml.Node {
	if depth < 0 {
		return n
	}
	for _, child := range target(n).Content {
		if deep := deeperThan(child, depth-1); deep != nil {
			return deep
		}
	}
	return nil
}
