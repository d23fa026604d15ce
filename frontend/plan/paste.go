package plan

import (
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/spec"
	"gopkg.in/yaml.v3"
)

// pasted is a key with its value as one line of YAML that may take the place of what the file has.
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

// pastedEnv is the file's `env` with some variables more, or in place of those of the same name.
func pastedEnv(app *spec.App, more ...spec.EnvVar) string {
	all := slices.Clone(app.Env)
	for _, v := range more {
		i := slices.IndexFunc(all, func(e spec.EnvVar) bool { return e.Name == v.Name })
		if i < 0 {
			all = append(all, v)
		} else {
			all[i] = v
		}
	}
	n := &yaml.Node{Kind: yaml.MappingNode}
	for _, v := range all {
		n.Content = append(n.Content, scalar(v.Name), scalar(v.Value))
	}
	return pasted("env", n)
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
