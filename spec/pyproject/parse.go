package pyproject

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// Parse reads the text of a pyproject.toml, as uv does. An error is always an *Error.
func Parse(data []byte) (*Project, error) {
	var doc document
	if err := toml.Unmarshal(data, &doc); err != nil {
		return nil, asError(err)
	}
	b := &builder{data: data, project: &Project{Poetry: doc.Tool.Poetry != nil, DefaultGroups: []string{"dev"}, doc: &doc}}
	b.metadata(doc.Project)
	b.groups(doc)
	b.build(doc)
	if b.err != nil {
		return nil, b.err
	}
	b.project.makesFiles = makesFiles(doc, b.project)
	return b.project, nil
}

func asError(err error) *Error {
	var decoding *toml.DecodeError
	if !errors.As(err, &decoding) {
		return &Error{Message: strings.TrimPrefix(err.Error(), "toml: ")}
	}
	line, column := decoding.Position()
	return &Error{Line: line, Column: column, Message: strings.TrimPrefix(decoding.Error(), "toml: ")}
}

// builder fills in a project and keeps the first error.
type builder struct {
	data    []byte
	project *Project
	err     *Error
}

func (b *builder) metadata(t *projectTable) {
	if t == nil {
		return
	}
	p := b.project
	p.HasProject = true
	p.Name, p.Version, p.Description, p.RequiresPython = t.Name, t.Version, t.Description, t.RequiresPython
	p.URLs, p.Dynamic, p.Dependencies = t.URLs, t.Dynamic, t.Dependencies
	p.Extras = slices.Sorted(maps.Keys(t.Extras))
	for _, name := range slices.Sorted(maps.Keys(t.Scripts)) {
		p.Scripts = append(p.Scripts, Script{Name: name, Target: t.Scripts[name]})
	}
	for _, a := range t.Authors {
		p.Authors = append(p.Authors, a.String())
	}
	b.license(t)
	p.Readme = b.stringOrTable(t.Readme, "file", "project", "readme")
}

// String is "Name <mail>", or what of the two there is.
func (a person) String() string {
	switch {
	case a.Email == "":
		return a.Name
	case a.Name == "":
		return a.Email
	}
	return fmt.Sprintf("%s <%s>", a.Name, a.Email)
}

// license reads the forms of PEP 639, and of PEP 621 before it.
func (b *builder) license(t *projectTable) {
	b.project.License = b.stringOrTable(t.License, "text", "project", "license")
	if table, ok := t.License.(map[string]any); ok && table["file"] != nil {
		b.project.LicenseFiles = append(b.project.LicenseFiles, b.stringOrTable(t.License, "file", "project", "license"))
	}
	files := t.LicenseFiles
	if table, ok := files.(map[string]any); ok {
		for _, key := range []string{"globs", "paths"} {
			b.project.LicenseFiles = append(b.project.LicenseFiles, b.strings(table[key], "project", "license-files")...)
		}
		return
	}
	b.project.LicenseFiles = append(b.project.LicenseFiles, b.strings(files, "project", "license-files")...)
}

func (b *builder) groups(doc document) {
	p, tool := b.project, doc.Tool.UV
	p.Groups = slices.Sorted(maps.Keys(doc.DependencyGroup))
	if tool.DevDependencies != nil && !slices.Contains(p.Groups, "dev") {
		p.Groups = append(p.Groups, "dev")
		slices.Sort(p.Groups)
	}
	p.GroupIncludes = map[string][]string{}
	for _, name := range p.Groups {
		for _, item := range doc.DependencyGroup[name] {
			b.groupItem(name, item)
		}
	}
	if tool.DefaultGroups == "all" {
		p.AllGroups, p.DefaultGroups = true, nil
	} else if tool.DefaultGroups != nil {
		p.DefaultGroups = b.strings(tool.DefaultGroups, "tool", "uv", "default-groups")
	}
}

// groupItem reads one entry of a group: a requirement, or {include-group = "other"}.
func (b *builder) groupItem(group string, item any) {
	switch item := item.(type) {
	case string:
		return
	case map[string]any:
		if other, ok := item["include-group"].(string); ok {
			b.project.GroupIncludes[group] = append(b.project.GroupIncludes[group], other)
			return
		}
	}
	b.fail(`expected a requirement or {include-group = "…"}`, "dependency-groups", group)
}

func (b *builder) build(doc document) {
	p := b.project
	p.Package, p.Workspace = doc.Tool.UV.Package, doc.Tool.UV.Workspace.Members
	if doc.BuildSystem == nil {
		return
	}
	p.BuildRequires = doc.BuildSystem.Requires
	if p.BuildBackend = doc.BuildSystem.Backend; p.BuildBackend == "" {
		p.BuildBackend = LegacyBackend
	}
}
