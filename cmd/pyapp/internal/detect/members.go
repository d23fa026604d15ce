package detect

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/cmd/pyapp/internal/folder"
	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/spec/pyproject"
)

// member is one package of a uv workspace.
type member struct {
	folder   string
	manifest *pyproject.Project
}

// members are the packages of the workspace besides its root, by folder.
func (p *Project) members(context folder.Folder) []member {
	if p.Manifest == nil {
		return nil
	}
	var out []member
	for _, pattern := range p.Manifest.Workspace {
		found, err := fs.Glob(context, path.Join(pattern, "pyproject.toml"))
		if err != nil {
			continue
		}
		for _, name := range found {
			files, err := context.Files(".", []string{name})
			if err != nil {
				continue
			}
			if manifest, problems := files.Manifest(path.Dir(name)); len(problems) == 0 && manifest != nil {
				out = append(out, member{path.Dir(name), manifest.As(pyproject.ToolUV)})
			}
		}
	}
	slices.SortFunc(out, func(a, b member) int { return strings.Compare(a.folder, b.folder) })
	return slices.CompactFunc(out, func(a, b member) bool { return a.folder == b.folder })
}

// chooseMember looks at the root of a workspace and at its members, and takes the only one that has something to run.
func (p *Project) chooseMember(context folder.Folder, members []member, o Options) error {
	var folders, names []string
	for _, m := range members {
		folders = append(folders, m.folder)
		names = append(names, pyproject.NormalizeName(m.manifest.Name))
	}
	var runnable []*Project
	if p.Manifest.HasProject && o.Member == "" {
		root := *p
		root.look(newTree(context, ".", folders), o)
		if root.Runs() {
			runnable = append(runnable, &root)
		}
	}
	for i, m := range members {
		if o.Member != "" && names[i] != pyproject.NormalizeName(o.Member) {
			continue
		}
		one := *p
		one.Member, one.Manifest = names[i], m.manifest
		t := newTree(context, m.folder, nil)
		t.roots = installedFrom(m, members)
		one.look(t, o)
		if one.Runs() {
			runnable = append(runnable, &one)
		}
	}
	return p.takeMember(runnable, names, o)
}

// installedFrom are the folders that the packages of a workspace are imported from.
func installedFrom(own member, all []member) []string {
	var out []string
	for _, m := range append([]member{own}, all...) {
		if m.manifest.IsPackage() {
			out = append(out, m.folder, path.Join(m.folder, "src"))
		}
	}
	return out
}

func (p *Project) takeMember(runnable []*Project, names []string, o Options) error {
	switch {
	case len(runnable) == 0 && o.Member != "":
		return &UnclearError{"the workspace has no member " + o.Member + " with something to run", "it has " + strings.Join(names, ", ")}
	case len(runnable) == 0:
		return &UnclearError{"no member of the workspace has something to run: " + strings.Join(names, ", "), "name one with --package, and see what it lacks"}
	}
	served := func(r *Project) bool { return len(r.Apps) > 0 }
	if one := slices.DeleteFunc(slices.Clone(runnable), func(r *Project) bool { return !served(r) }); len(runnable) > 1 && len(one) == 1 {
		runnable = slices.Concat(one, slices.DeleteFunc(slices.Clone(runnable), served))
	} else if len(runnable) > 1 {
		var choices []string
		for _, r := range runnable {
			choices = append(choices, r.label())
		}
		return &UnclearError{"several members of the workspace have something to run: " + strings.Join(choices, ", "),
			"choose one with `pyapp init --package " + lastOf(choices) + "`; each becomes a file of its own, as pyapp." + lastOf(choices) + ".yaml with -f"}
	}
	*p = *runnable[0]
	for _, r := range runnable[1:] {
		p.Others = append(p.Others, r.label())
	}
	return nil
}

// label is the name of the member, or of the root.
func (p *Project) label() string {
	if p.Member != "" {
		return p.Member
	}
	return pyproject.NormalizeName(p.Manifest.Name)
}

func lastOf(names []string) string { return names[len(names)-1] }

// UsesWorkspace says whether the spec has to name a member.
func (p *Project) UsesWorkspace() bool { return p.Member != "" && plan.UsesUV(p.Sources) }
