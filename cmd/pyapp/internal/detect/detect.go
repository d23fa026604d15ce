// Package detect looks at a Python project and finds out what its spec should say: what locks it, which Python it wants, what
// serves it, and what runs beside that. It reads files and runs nothing.
package detect

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/cmd/pyapp/internal/folder"
	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/spec"
	"github.com/org/pyapp-frontend/spec/pyproject"
)

// Options are what the user has said.
type Options struct {
	Framework string // ID of the framework to take; empty: the first that is found
	Member    string // of the workspace; empty: the only one that has something to run
}

// Project is what was found. Lists are in order of preference: the first is what the spec should say.
type Project struct {
	Files    plan.ProjectFiles
	Sources  []plan.Source      // what says what to install; empty: nothing does, or it is not locked
	Manifest *pyproject.Project // of the chosen member; nil: none
	Packages map[string]string  // locked, else declared, with the versions that are known
	Locked   bool               // Packages come from a lock
	Python   Python
	Member   string   // of the workspace, to be named in the spec; empty: the project itself
	Others   []string // members that have something to run, and were not chosen

	Apps     []App
	Site     Django             // of the first of Apps, where that is one of Django
	Scripts  []pyproject.Script // commands of the project, which get installed
	Workers  []Worker
	Programs []Program
	Libs     []Lib
}

// UnclearError is why nothing can be written, with what to do.
type UnclearError struct{ Message, Help string }

// Error implements error.
func (p *UnclearError) Error() string { return p.Message }

// Look finds out what a folder holds. What it cannot make sense of is a *UnclearError.
func Look(context folder.Folder, o Options) (*Project, error) {
	file, problems := spec.Parse("pyapp.yaml", []byte(shortest))
	if len(problems) > 0 {
		return nil, fmt.Errorf("reading a spec of the program's own: %s", problems.Text("pyapp.yaml"))
	}
	files, err := context.Manifests(file, "")
	if err != nil {
		return nil, err
	}
	p := &Project{Files: files, Sources: files.Sources(nil, false, "")}
	if p.Manifest, problems = files.Project(p.Sources); len(problems) > 0 {
		return nil, &UnclearError{problems[0].Summary, "mend it first"}
	}
	root := newTree(context, ".", nil)
	if len(files) == 0 && len(root.modules) == 0 {
		return nil, nothing(root)
	}
	if err := p.choose(context, root, o); err != nil {
		return nil, err
	}
	return p, nil
}

// choose settles on the project itself or on a member of its workspace, and looks at that.
func (p *Project) choose(context folder.Folder, root *tree, o Options) error {
	members := p.members(context)
	if len(members) == 0 {
		if o.Member != "" {
			return &UnclearError{"there is no workspace here, so no member " + o.Member, "leave --package out"}
		}
		if other := root.projects(); len(p.Files.There(manifests()...)) == 0 && len(other) > 0 {
			return &UnclearError{"this folder has no project of its own, but these folders have: " + strings.Join(other, ", "),
				"run `pyapp init " + other[0] + "` for each that becomes an image"}
		}
		p.look(root, o)
		return p.settled(root, o)
	}
	return p.chooseMember(context, members, o)
}

// look fills in what can be run, and what it takes.
func (p *Project) look(t *tree, o Options) {
	t.manifest = p.Manifest
	if script := p.script(t); script != nil {
		p.Sources, p.Manifest = p.Files.Sources(nil, false, script.Name), script
	}
	p.Packages, p.Locked = p.packages(t.context)
	p.Apps = t.apps(p.Packages)
	if o.Framework != "" {
		p.Apps = slices.DeleteFunc(p.Apps, func(a App) bool { return a.Framework.ID != o.Framework })
	}
	if len(p.Apps) > 0 && p.Apps[0].Framework.ID == "django" {
		p.Site = t.site(p.Apps[0])
	}
	p.Workers, p.Programs = t.workers(), t.programs()
	if p.Manifest != nil && p.Manifest.IsPackage() {
		p.Scripts = preferred(p.Manifest)
	}
	p.Libs = libsOf(p.Packages)
	p.Python = p.python()
}

// settled is nil where something can be run.
func (p *Project) settled(t *tree, o Options) error {
	switch {
	case o.Framework != "" && len(p.Apps) == 0:
		return &UnclearError{"no application of " + o.Framework + " was found", "known are " + strings.Join(IDs(), ", ")}
	case p.Runs():
		return nil
	}
	return nothing(t)
}

// Runs says whether there is anything to run.
func (p *Project) Runs() bool {
	return len(p.Apps)+len(p.Scripts)+len(p.Workers)+len(p.Programs) > 0
}

func nothing(t *tree) error {
	if len(t.modules) == 0 {
		return &UnclearError{"there is no Python project here: neither a manifest, nor a lock file, nor a module",
			"run it in the folder of pyproject.toml or requirements.txt, or name that folder: pyapp init services/api"}
	}
	return &UnclearError{fmt.Sprintf("nothing that can be run was found in %d modules of Python: no application of a framework, no worker,"+
		" no [project.scripts], no main.py", len(t.modules)),
		"write pyapp.yaml by hand; two lines are enough: `# syntax=ghcr.io/org/pyapp-frontend` and `entrypoint: [python, your_program.py]`"}
}

// manifests are the files that make a folder a project.
func manifests() []string {
	return []string{"pyproject.toml", "uv.lock", "poetry.lock", "pdm.lock", "Pipfile", "Pipfile.lock", "pylock.toml", "requirements.txt",
		"requirements.in", "setup.py", "setup.cfg"}
}

// packages are the packages that are locked, else those that the manifest declares.
func (p *Project) packages(context folder.Folder) (names map[string]string, locked bool) {
	if found := context.Locked(p.Files, p.Sources, p.Member); len(found) > 0 {
		return found, true
	}
	out := map[string]string{}
	if p.Manifest != nil {
		for _, d := range p.Manifest.Dependencies {
			name := requirementName(d)
			out[name] = ""
			if _, rest, ok := strings.Cut(d, "["); ok {
				extras, _, _ := strings.Cut(rest, "]")
				for _, implied := range folder.Implied(name, strings.Split(strings.ReplaceAll(extras, " ", ""), ",")) {
					out[implied] = ""
				}
			}
		}
	}
	return out, false
}

// requirementName is the name that a requirement begins with (PEP 508), normalised.
func requirementName(requirement string) string {
	end := strings.IndexAny(requirement, " [<>=!~;(@")
	if end < 0 {
		end = len(requirement)
	}
	return pyproject.NormalizeName(requirement[:end])
}

// preferred are the commands of a project, that of its own name first.
func preferred(p *pyproject.Project) []pyproject.Script {
	own := func(s pyproject.Script) int {
		if pyproject.NormalizeName(s.Name) == pyproject.NormalizeName(p.Name) {
			return 0
		}
		return 1
	}
	out := slices.Clone(p.Scripts)
	slices.SortStableFunc(out, func(a, b pyproject.Script) int { return own(a) - own(b) })
	return out
}

// Locks are the lock files of the project, the one that is used first.
func (p *Project) Locks() []string {
	var out []string
	for _, f := range []plan.Format{plan.FormatUV, plan.FormatPylock, plan.FormatPoetry, plan.FormatPDM, plan.FormatPipenv, plan.FormatRequirements} {
		out = append(out, p.Files.There(string(f))...)
	}
	return out
}

// SourceName is the lock file that the packages come from, for messages; empty: none.
func (p *Project) SourceName() string {
	if len(p.Sources) == 0 {
		return ""
	}
	if s := p.Sources[0]; s.Format == plan.FormatScript {
		return s.Path + ".lock"
	}
	return path.Base(p.Sources[0].Path)
}
