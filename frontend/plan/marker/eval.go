package marker

import (
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/spec/pyproject"
)

// node is a part of a marker that is true or false.
type node interface {
	eval(Environment) bool
	text() string
	given(env Environment, variables []string) node
	uses(variables []string) bool
}

// list is true where one of its parts is (or), or where all are. Without parts it is never true, or always.
type list struct {
	or      bool
	parts   []node // without lists of the same kind, repetitions, and what is always or never true
	written string // kept, for the text of what is nested deeply would be made as often as it is deep
}

func (l list) eval(env Environment) bool {
	decides := func(part node) bool { return part.eval(env) == l.or }
	return slices.ContainsFunc(l.parts, decides) == l.or
}

// operand is one side of a comparison.
type operand struct {
	text     string // the variable's name, or the string's content
	variable bool
}

// comparison is one variable and one string, in either order.
type comparison struct {
	left, right operand
	op          string
}

// variable is the name of the side that is one.
func (c comparison) variable() string {
	if c.left.variable {
		return c.left.text
	}
	return c.right.text
}

// sets are the variables that hold any number of names (PEP 751).
func (c comparison) isSet() bool {
	return c.variable() == "extras" || c.variable() == "dependency_groups"
}

// problem is what makes the comparison meaningless; empty: nothing.
func (c comparison) problem() string {
	switch {
	case c.left.variable == c.right.variable:
		return "a comparison needs a variable on one side and a string on the other"
	case c.isSet() && (c.left.variable || c.op != "in" && c.op != "not in"):
		return c.variable() + " is a set: write \"name\" in " + c.variable()
	case c.op == "===" && !ofVersions(c.variable()):
		return c.op + " compares versions, and " + c.variable() + " is none"
	case c.op == "~=" && (!ofVersions(c.variable()) || c.left.variable && !validSpecifier(c.op, c.right.text)):
		return c.op + " compares versions, as in python_version ~= \"3.12\""
	}
	return ""
}

// ofVersions says whether a variable is compared as a version (PEP 508) where the other side is one too.
func ofVersions(variable string) bool {
	switch variable {
	case "python_version", "python_full_version", "implementation_version", "platform_release":
		return true
	}
	return false
}

func (c comparison) eval(env Environment) bool {
	values := env.values(c.variable())
	switch {
	case c.isSet():
		return slices.Contains(values, pyproject.NormalizeName(c.left.text)) == (c.op == "in")
	case c.variable() == "extra":
		return c.extra(values)
	}
	left, right := c.left.text, values[0]
	if c.left.variable {
		left, right = values[0], c.right.text
	}
	if ofVersions(c.variable()) && validSpecifier(c.op, right) {
		return satisfies(left, c.op, right)
	}
	return asText(left, c.op, right)
}

// extra compares a variable that stands for each of the chosen extras in turn: one of them must be equal, and none may be
// where the operator is negative.
func (c comparison) extra(chosen []string) bool {
	positive, negated := c.op, false
	switch c.op {
	case "!=":
		positive, negated = "==", true
	case "not in":
		positive, negated = "in", true
	}
	return negated != slices.ContainsFunc(chosen, func(name string) bool {
		if c.left.variable {
			return asText(name, positive, pyproject.NormalizeName(c.right.text))
		}
		return asText(pyproject.NormalizeName(c.left.text), positive, name)
	})
}

// asText compares what are no versions. Strings have no order: only what is equal is at most, or at least, the other.
func asText(left, op, right string) bool {
	switch op {
	case "==", "<=", ">=":
		return left == right
	case "!=":
		return left != right
	case "in":
		return strings.Contains(right, left)
	case "not in":
		return !strings.Contains(right, left)
	}
	return false
}
