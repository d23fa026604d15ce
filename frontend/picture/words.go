package picture

import (
	"strings"
	"unicode/utf8"

	"github.com/org/pyapp-frontend/frontend/graph"
)

// details are what stands under the name of a node; empty: nothing.
func details(n graph.Node) string {
	if n.Kind == graph.Image {
		return ""
	}
	var out []string
	if n.Platform != "" {
		out = append(out, n.Platform)
	}
	if n.Network {
		out = append(out, "network")
	}
	return strings.Join(out, " · ")
}

// wrap breaks a text into at most so many lines of at most so many characters, about equally long ones. What has no room ends in "…".
func wrap(text string, width, most int) []string {
	lines := fill(text, width, most)
	for width > 1 {
		width--
		narrower := fill(text, width, most)
		if len(narrower) != len(lines) || strings.Join(narrower, " ") != strings.Join(lines, " ") {
			break
		}
		lines = narrower
	}
	return lines
}

// fill breaks a text into lines that are as full as they can be.
func fill(text string, width, most int) []string {
	var lines []string
	for _, word := range strings.Fields(text) {
		last := len(lines) - 1
		if last >= 0 && utf8.RuneCountInString(lines[last])+1+utf8.RuneCountInString(word) <= width {
			lines[last] += " " + word
			continue
		}
		lines = append(lines, cut(word, width))
	}
	if len(lines) > most {
		lines = lines[:most]
		last := strings.Fields(lines[most-1])
		for len(last) > 1 && utf8.RuneCountInString(strings.Join(last, " "))+2 > width {
			last = last[:len(last)-1]
		}
		lines[most-1] = strings.TrimRight(strings.Join(last, " "), ",;") + " …"
	}
	return lines
}

// cut shortens a text to so many characters.
func cut(s string, width int) string {
	runes := []rune(s)
	if len(runes) <= width {
		return s
	}
	return string(runes[:width-1]) + "…"
}
