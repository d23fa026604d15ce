package spec

import (
	"fmt"
	"strconv"

	"gopkg.in/yaml.v3"
)

// checkNodes refuses, at every level of the tree, what YAML allows and the language does not.
func (d *document) checkNodes(n *yaml.Node, path string, r *report) {
	if n.Style&yaml.TaggedStyle != 0 {
		r.fail(ruleYAMLTag, place{path, d.rangeOf(n)}, fmt.Sprintf("the tag %q is not allowed", n.Tag), "remove it")
	}
	if n.Kind == yaml.MappingNode {
		d.checkKeys(n, path, r)
	}
	for i, child := range n.Content {
		switch {
		case n.Kind == yaml.SequenceNode:
			d.checkNodes(child, itemPath(path, i), r)
		case i%2 == 1:
			d.checkNodes(child, childPath(path, n.Content[i-1].Value), r)
		default:
			d.checkNodes(child, path, r)
		}
	}
}

func (d *document) checkKeys(n *yaml.Node, path string, r *report) {
	seen := map[string]*yaml.Node{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if !d.checkKey(key, value, path, r) {
			continue
		}
		at := place{childPath(path, key.Value), d.rangeOf(key)}
		if first := seen[key.Value]; first != nil {
			was := d.rangeOf(first).Start
			r.fail(ruleDuplicateKey, at, fmt.Sprintf("the key is already written at line %d, column %d", was.Line, was.Column), "remove one of the two")
			continue
		}
		seen[key.Value] = key
	}
}

// checkKey says whether the key is text, so that it can be compared with others.
func (d *document) checkKey(key, value *yaml.Node, path string, r *report) bool {
	if isMerge(key) {
		if !mergeable(value) {
			r.failf(ruleMergeKey, place{childPath(path, "<<"), d.rangeOf(key)}, "expected a mapping or a list of mappings, found %s", describe(value))
		}
		return true
	}
	if key.Kind == yaml.ScalarNode && key.ShortTag() == "!!str" {
		return true
	}
	suggestion := ""
	if key.Kind == yaml.ScalarNode {
		suggestion = "write " + strconv.Quote(key.Value)
	}
	r.fail(ruleNonTextKey, place{path, d.rangeOf(key)}, "expected a key that is text, found "+describe(key), suggestion)
	return false
}

func isMerge(key *yaml.Node) bool { return key.Kind == yaml.ScalarNode && key.ShortTag() == "!!merge" }

// mergeable says whether a value of "<<" is a mapping or a list of mappings.
func mergeable(n *yaml.Node) bool {
	n = target(n)
	if n.Kind == yaml.MappingNode {
		return true
	}
	for _, child := range n.Content {
		if target(child).Kind != yaml.MappingNode {
			return false
		}
	}
	return n.Kind == yaml.SequenceNode
}

// entry is one key of a mapping with its value.
type entry struct{ key, value *yaml.Node }

// entries are a mapping's own keys in order, then those that come from "<<" and that it does not have itself.
func entries(n *yaml.Node) []entry {
	var own []entry
	var merged []*yaml.Node
	for i := 0; i+1 < len(n.Content); i += 2 {
		if key, value := n.Content[i], target(n.Content[i+1]); !isMerge(key) {
			own = append(own, entry{key, n.Content[i+1]})
		} else if value.Kind == yaml.MappingNode {
			merged = append(merged, value)
		} else {
			merged = append(merged, value.Content...)
		}
	}
	for _, m := range merged {
		own = addMissing(own, entries(target(m)))
	}
	return own
}

func addMissing(own, more []entry) []entry {
	have := map[string]bool{}
	for _, e := range own {
		have[e.key.Value] = true
	}
	for _, e := range more {
		if !have[e.key.Value] {
			own = append(own, e)
		}
	}
	return own
}
