package lock

import "github.com/pelletier/go-toml/v2/unstable"

// toolEntries are the lines on which the [[package]] tables of a valid TOML text begin.
func toolEntries(text string) []int {
	var p unstable.Parser
	p.Reset([]byte(text))
	var out []int
	for p.NextExpression() {
		e := p.Expression()
		if e.Kind != unstable.ArrayTable {
			continue
		}
		if it := e.Key(); it.Next() && string(it.Node().Data) == "package" && it.IsLast() {
			out = append(out, p.Shape(it.Node().Raw).Start.Line)
		}
	}
	return out
}

// toolLine is the line of an entry; 0: it is not written as a table of its own.
func toolLine(lines []int, entry int) int {
	if entry >= len(lines) {
		return 0
	}
	return lines[entry]
}
