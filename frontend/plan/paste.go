package plan

import (
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/spec"
	"gopkg.in/yaml.v3"
)

// pasted is a key with its value as one line of YAML, in backticks, that may take the place of what the file has.
func pasted(key string, value *yaml.Node) string {
	if value.Kind != yaml.ScalarNode {
		value.Style = yaml.FlowStyle
	}
	out, err := yaml.Marshal(&yaml.Node{Kind: yaml.MappingNode, Content: []*yaml.Node{scalar(key), value}})
	if err != nil {
		return key
	}
	return "`" + strings.TrimSuffix(string(out), "\n") + "`"
}

// scalar is a text, which is quoted where YAML would take it for something else.
func scalar(text string) *yaml.Node {
	n := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: text}
	if strings.Contains(text, "\n") {
		n.Style = yaml.DoubleQuotedStyle
	}
	return n
}

func sequence(words ...string) *yaml.Node {
	n := &yaml.Node{Kind: yaml.SequenceNode, Style: yaml.FlowStyle}
	for _, w := range words {
		n.Content = append(n.Content, scalar(w))
	}
	return n
}

// pastedList is a key with a list of texts.
func pastedList(key string, words ...string) string { return pasted(key, sequence(words...)) }

// pastedVariable is a variable for the file's `env`. Others are not repeated: their values may be nobody else's business.
func pastedVariable(app *spec.App, name, value string) string {
	line := pasted(name, scalar(value))
	if len(app.Env) > 0 {
		return line + " in env"
	}
	return "`env: {" + strings.Trim(line, "`") + "}`"
}

// pastedFiles is the file's `files` with some patterns more that are let in.
func pastedFiles(app *spec.App, more ...string) string {
	include := slices.Clone(app.Files.Include)
	if len(include) == 0 {
		include = []string{"**"}
	}
	n := &yaml.Node{Kind: yaml.MappingNode, Content: []*yaml.Node{scalar("include"), sequence(append(include, more...)...)}}
	if len(app.Files.Exclude) > 0 {
		n.Content = append(n.Content, scalar("exclude"), sequence(app.Files.Exclude...))
	}
	return pasted("files", n)
}
