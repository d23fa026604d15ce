package pyproject

import "maps"

// poetryMetadata fills in what [project] leaves open. A project that has only Poetry's tables then counts as one with
// metadata.
func (p *Project) poetryMetadata(table *poetry) {
	p.HasProject = p.HasProject || table.Name != ""
	fill(&p.Name, table.Name)
	fill(&p.Version, table.Version)
	fill(&p.Description, table.Description)
	fill(&p.License, firstText(table.License))
	fill(&p.Readme, firstText(table.Readme))
	if len(p.Authors) == 0 {
		p.Authors = texts(table.Authors)
	}
	if len(p.URLs) == 0 {
		p.URLs = table.urls()
	}
	if len(p.Scripts) == 0 {
		p.Scripts = table.consoleScripts()
	}
}

// fill sets what is empty.
func fill(field *string, value string) {
	if *field == "" {
		*field = value
	}
}

// texts are the strings of a value that is a list, or one string.
func texts(v any) []string {
	if s, ok := v.(string); ok {
		return []string{s}
	}
	list, _ := v.([]any)
	var out []string
	for _, item := range list {
		if s, ok := item.(string); ok {
			out = append(out, s)
		}
	}
	return out
}

// firstText is the first of texts; empty: there is none.
func firstText(v any) string {
	for _, s := range texts(v) {
		return s
	}
	return ""
}

// urls are named as those of [project.urls] are; nil: there are none.
func (t *poetry) urls() map[string]string {
	out := maps.Clone(t.URLs)
	for label, url := range map[string]string{"Homepage": t.Homepage, "Repository": t.Repository, "Documentation": t.Documentation} {
		if url == "" {
			continue
		}
		if out == nil {
			out = map[string]string{}
		}
		out[label] = url
	}
	return out
}

// consoleScripts leaves out scripts of type "file".
func (t *poetry) consoleScripts() []Script {
	var out []Script
	for _, name := range sortedKeys(t.Scripts) {
		switch value := t.Scripts[name].(type) {
		case string:
			out = append(out, Script{Name: name, Target: value})
		case map[string]any:
			if target, ok := value["reference"].(string); ok && value["type"] == "console" {
				out = append(out, Script{Name: name, Target: target})
			}
		}
	}
	return out
}
