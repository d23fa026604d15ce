package lock

import (
	"slices"
	"strings"
)

// toolMarker is an environment marker whose comparisons stay text, apart from those of `extra`: of them it is known whether
// they are true.
type toolMarker struct {
	kind  markerKind
	text  string       // of a comparison
	parts []toolMarker // of and, or
}

type markerKind int

const (
	markerNever markerKind = iota
	markerAlways
	markerComparison
	markerAnd
	markerOr
)

// String is the marker as PEP 508 writes it; empty: always true. What is never true has no such form.
func (m toolMarker) String() string {
	switch m.kind {
	case markerComparison:
		return m.text
	case markerAnd, markerOr:
		var parts []string
		for _, part := range m.parts {
			text := part.String()
			if m.kind == markerAnd && part.kind == markerOr {
				text = "(" + text + ")"
			}
			parts = append(parts, text)
		}
		return strings.Join(parts, map[markerKind]string{markerAnd: " and ", markerOr: " or "}[m.kind])
	}
	return ""
}

// toolJoined combines markers by and, by or. Parts that decide the whole, or nothing, and repetitions are left out.
func toolJoined(kind markerKind, parts []toolMarker) toolMarker {
	decisive, neutral := markerAlways, markerNever
	if kind == markerAnd {
		decisive, neutral = markerNever, markerAlways
	}
	var flat []toolMarker
	for _, part := range parts {
		switch {
		case part.kind == decisive:
			return part
		case part.kind == kind:
			flat = append(flat, part.parts...)
		case part.kind != neutral:
			flat = append(flat, part)
		}
	}
	flat = toolDistinct(flat)
	switch len(flat) {
	case 0:
		return toolMarker{kind: neutral}
	case 1:
		return flat[0]
	}
	return toolMarker{kind: kind, parts: flat}
}

func toolDistinct(parts []toolMarker) []toolMarker {
	var out []toolMarker
	for _, part := range parts {
		same := func(other toolMarker) bool { return other.String() == part.String() }
		if !slices.ContainsFunc(out, same) {
			out = append(out, part)
		}
	}
	return out
}
