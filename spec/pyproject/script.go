package pyproject

import (
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// ParseScript reads what a single-file script says of its dependencies in a comment (PEP 723); nil: it says nothing. An error
// is always an *Error, with the line of the script.
func ParseScript(name, text string) (*Project, error) {
	block, line := scriptBlock(text)
	if line == 0 {
		return nil, nil
	}
	var doc struct {
		RequiresPython string   `toml:"requires-python"`
		Dependencies   []string `toml:"dependencies"`
	}
	if err := toml.Unmarshal([]byte(block), &doc); err != nil {
		e := asError(err)
		e.Line += line
		return nil, e
	}
	return &Project{Name: name, RequiresPython: doc.RequiresPython, Dependencies: doc.Dependencies}, nil
}

// scriptBlock is the TOML of the first block of type script, and the line of its opening, counted from 1; 0: there is none.
func scriptBlock(text string) (block string, opening int) {
	var out []string
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimRight(line, " \t\r")
		switch {
		case opening == 0 && line == "# /// script":
			opening = i + 1
		case opening == 0:
		case line == "# ///":
			return strings.Join(out, "\n"), opening
		case line == "#":
			out = append(out, "")
		case strings.HasPrefix(line, "# "):
			out = append(out, line[2:])
		default:
			return "", 0 // a block that does not end is none
		}
	}
	return "", 0
}
