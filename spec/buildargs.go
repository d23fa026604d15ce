package spec

import (
	"fmt"
	"strings"
)

// isTemplate says whether a value can only be judged once the build arguments are known.
func isTemplate(value string) bool { return strings.Contains(value, "${") }

// piece is a stretch of a value: text, or a build argument.
type piece struct {
	literal  string
	name     string // of the build argument; empty: the piece is literal
	fallback string
	optional bool // a default is written, possibly an empty one
}

// parseTemplate cuts a value at ${NAME}, ${NAME:-default} and $$, which stands for one $. A $ before anything else is itself.
func parseTemplate(value string) ([]piece, error) {
	var out []piece
	for rest := value; rest != ""; {
		i := strings.IndexByte(rest, '$')
		switch {
		case i < 0:
			return append(out, piece{literal: rest}), nil
		case strings.HasPrefix(rest[i:], "$$"):
			out = append(out, piece{literal: rest[:i+1]})
			rest = rest[i+2:]
		case strings.HasPrefix(rest[i:], "${"):
			arg, width, err := parseArgument(rest[i:])
			if err != nil {
				return nil, err
			}
			out = append(out, piece{literal: rest[:i]}, arg)
			rest = rest[i+width:]
		default:
			out = append(out, piece{literal: rest[:i+1]})
			rest = rest[i+1:]
		}
	}
	return out, nil
}

// parseArgument reads the ${…} that a text begins with, and says how many bytes it takes.
func parseArgument(text string) (piece, int, error) {
	inside, _, closed := strings.Cut(text[len("${"):], "}")
	name, fallback, optional := strings.Cut(inside, ":-")
	if !closed || !isEnvName(name) || strings.Contains(fallback, "{") {
		return piece{}, 0, fmt.Errorf("%q is not a build argument", shorten(text))
	}
	return piece{name: name, fallback: fallback, optional: optional}, len("${") + len(inside) + len("}"), nil
}

// template checks the syntax of the build arguments in a value.
func (v *validator) template(t text) {
	v.templates = append(v.templates, t)
	if _, err := parseTemplate(t.value); err != nil {
		summary := err.Error()
		if anyUserinfo.MatchString(t.value) { // the part that the error shows may be the password
			summary = "a ${…} in it is not a build argument"
		}
		v.fail(ruleBuildArgSyntax, t.place, summary, `write ${NAME} or ${NAME:-default}, and "$$" for a plain "$"`)
	}
}

// expanded is a value with its build arguments filled in; ok is false when one is missing, which is reported. As in a shell,
// the default of ${NAME:-default} also stands for an empty argument.
func (r *resolver) expanded(t text) (value string, ok bool) {
	pieces, err := parseTemplate(t.value)
	if err != nil {
		return "", false // reported by Validate
	}
	var b strings.Builder
	for _, p := range pieces {
		given, ok := r.in.BuildArgs[p.name]
		switch {
		case p.name == "":
			b.WriteString(p.literal)
		case p.optional && given == "":
			b.WriteString(p.fallback)
		case !ok:
			r.fail(ruleBuildArgMissing, t.place, fmt.Sprintf("the build argument %s is not given and has no default", p.name),
				fmt.Sprintf("pass --build-arg %s=… or write ${%s:-default}", p.name, p.name))
			return "", false
		default:
			b.WriteString(given)
		}
	}
	return b.String(), true
}
