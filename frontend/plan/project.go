package plan

import (
	"errors"
	"fmt"
	"maps"
	"path"

	"github.com/org/pyapp-frontend/frontend/plan/lock"
	"github.com/org/pyapp-frontend/spec"
	"github.com/org/pyapp-frontend/spec/pyproject"
)

// ProjectFiles are the texts of those files of a project that say what is to be installed, by name. A file that is not
// there has no entry.
type ProjectFiles map[string]string

// ProjectFileNames are the names that a project's files may have.
func ProjectFileNames() []string {
	names := []string{"pyproject.toml", ".python-version", "uv.toml", "setup.cfg"}
	for _, f := range formats {
		names = append(names, string(f))
	}
	for _, m := range otherManifests {
		names = append(names, m.name)
	}
	return names
}

// Project is what the manifest says, as the tool sees it that has locked the project; nil: there is no manifest.
func (fs ProjectFiles) Project(sources []Source) (*pyproject.Project, spec.Diagnostics) {
	tool := pyproject.ToolUV
	if len(sources) > 0 {
		tool = sources[0].Tool()
	}
	if text, ok := fs["Pipfile"]; ok && tool == pyproject.ToolPipenv {
		return parsed("Pipfile", func() (*pyproject.Project, error) { return pyproject.ParsePipfile([]byte(text)) })
	}
	p, problems := fs.Manifest(".")
	if p != nil {
		p = p.As(tool)
	}
	if len(problems) > 0 || len(sources) == 0 || sources[0].Format != FormatPylock {
		return p, problems
	}
	return withPylock(p, fs[sources[0].Path])
}

// withPylock is a project with the groups and extras that a lock of PEP 751 offers, and the version of Python that it wants.
func withPylock(p *pyproject.Project, text string) (*pyproject.Project, spec.Diagnostics) {
	facts, err := lock.ReadPylockFacts(text)
	if err != nil {
		return p, nil // what is wrong with the lock is said where it is read
	}
	out := pyproject.Project{}
	if p != nil {
		out = *p
	}
	out.RequiresPython = facts.RequiresPython
	out.Extras, out.Groups, out.DefaultGroups, out.GroupIncludes = facts.Extras, facts.DependencyGroups, facts.DefaultGroups, nil
	return &out, nil
}

// Manifest is the pyproject.toml of a folder; nil: it has none.
func (fs ProjectFiles) Manifest(folder string) (*pyproject.Project, spec.Diagnostics) {
	name := path.Join(folder, "pyproject.toml")
	text, ok := fs[name]
	if !ok {
		return nil, nil
	}
	return parsed(name, func() (*pyproject.Project, error) { return pyproject.Parse([]byte(text)) })
}

// Script is what a script says of its dependencies (PEP 723); nil: nothing.
func (fs ProjectFiles) Script(name string) (*pyproject.Project, spec.Diagnostics) {
	return parsed(name, func() (*pyproject.Project, error) { return pyproject.ParseScript(name, fs[name]) })
}

func parsed(name string, parse func() (*pyproject.Project, error)) (*pyproject.Project, spec.Diagnostics) {
	p, err := parse()
	if err == nil {
		return p, nil
	}
	if e := (*pyproject.Error)(nil); errors.As(err, &e) && e.Line > 0 {
		name = fmt.Sprintf("%s:%d:%d", name, e.Line, e.Column)
	}
	return nil, spec.Diagnostics{problem(nil, "project", name+": "+err.Error(), "")}
}

// With is these files and others; others win.
func (fs ProjectFiles) With(others ProjectFiles) ProjectFiles {
	out := ProjectFiles{}
	maps.Copy(out, fs)
	maps.Copy(out, others)
	return out
}

func folderName(app *spec.App) string {
	if app.Project == "." {
		return "the build context"
	}
	return app.Project
}

func one(app *spec.App, path, summary, suggestion string) spec.Diagnostics {
	return spec.Diagnostics{problem(app, path, summary, suggestion)}
}

// warning is one of [LintRules].
func warning(app *spec.App, rule, path, summary, suggestion string) spec.Diagnostics {
	d := problem(app, path, summary, suggestion)
	d.Rule, d.Severity = rule, spec.Warning
	return spec.Diagnostics{d}
}

func problem(app *spec.App, path, summary, suggestion string) spec.Diagnostic {
	if app == nil {
		app = &spec.App{}
	}
	return spec.Diagnostic{Rule: "project", Path: app.Path(path), Range: app.Where(path), Summary: summary, Suggestion: suggestion}
}
