package marker

import "slices"

// Any is true where one of the markers is; without any, it is never true.
func Any(markers ...*Marker) *Marker {
	parts := make([]node, len(markers))
	for i, m := range markers {
		parts[i] = m.node()
	}
	return &Marker{root: joined(true, parts)}
}

// Given is what is left of the marker where some variables, by today's names, have the values of an environment: the same
// without comparisons of them.
func (m *Marker) Given(env Environment, variables ...string) *Marker {
	return &Marker{root: m.node().given(env, variables)}
}

// IsNever says whether nothing is left of a marker that could be true. One of comparisons that exclude each other, as no
// Given decides them, could be.
func (m *Marker) IsNever() bool {
	l, ok := m.node().(list)
	return ok && l.or && len(l.parts) == 0
}

// Uses says whether the marker has a comparison of one of the variables, by today's names.
func (m *Marker) Uses(variables ...string) bool { return m.node().uses(variables) }

// joined is what is true where one of the parts is (or), or where all are, as simple as it can be.
func joined(or bool, parts []node) node {
	if len(parts) == 1 {
		return parts[0]
	}
	out, seen := list{or: or}, map[string]bool{}
	for _, part := range parts {
		inner := []node{part}
		if l, ok := part.(list); ok && l.or == or {
			inner = l.parts
		} else if ok && len(l.parts) == 0 {
			return l // decides the whole
		}
		for _, n := range inner {
			if text := n.text(); !seen[text] {
				out.parts, seen[text] = append(out.parts, n), true
			}
		}
	}
	if len(out.parts) == 1 {
		return out.parts[0]
	}
	out.written = out.write()
	return out
}

func (l list) given(env Environment, variables []string) node {
	parts := make([]node, len(l.parts))
	for i, part := range l.parts {
		parts[i] = part.given(env, variables)
	}
	return joined(l.or, parts)
}

func (c comparison) given(env Environment, variables []string) node {
	if !c.uses(variables) {
		return c
	}
	return list{or: !c.eval(env)}
}

func (l list) uses(variables []string) bool {
	return slices.ContainsFunc(l.parts, func(part node) bool { return part.uses(variables) })
}

func (c comparison) uses(variables []string) bool { return slices.Contains(variables, c.variable()) }
