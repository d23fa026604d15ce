package frontend

import (
	"cmp"
	"context"
	"path"

	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/spec"
	"github.com/org/pyapp-frontend/spec/pyproject"
)

// readProject finds out what the project is, from the files that are loaded: where it says what to install, and which
// groups and extras the tool that locked it knows.
func (b *build) readProject(ctx context.Context, file *spec.File) (spec.Diagnostics, error) {
	files := b.facts.files
	script := b.script(file)
	b.facts.sources = files.Sources(spec.LockPaths(file), spec.WithoutLock(file), script)
	project, problems := files.Project(b.facts.sources)
	if len(problems) > 0 {
		return problems, nil
	}
	b.facts.project = project
	if b.facts.script, problems = files.Script(script); len(problems) > 0 {
		return problems, nil
	}
	if plan.RunsScript(b.facts.sources) {
		b.facts.project = b.facts.script
	}
	if problems := plan.CheckLocks(spec.Unresolved(file), b.locking()); len(problems) > 0 {
		return problems, nil
	}
	if err := b.readMembers(ctx, file); err != nil {
		return nil, err
	}
	return b.chooseMember(spec.PackageName(file)), nil
}

// script is the Python file that the target runs, or else the default target: it may say itself what it needs.
func (b *build) script(file *spec.File) string {
	return cmp.Or(plan.ScriptOf(spec.Arguments(file, b.Target)), plan.ScriptOf(spec.Arguments(file, spec.TargetRuntime)))
}

func (b *build) locking() plan.Locking {
	return plan.Locking{Files: b.facts.files, Project: b.facts.project, Sources: b.facts.sources, Script: b.facts.script}
}

// readMembers loads the manifests of those packages of the context that a lock of uv's names.
func (b *build) readMembers(ctx context.Context, file *spec.File) error {
	names := plan.MemberManifests(b.facts.files[string(plan.FormatUV)], b.facts.project)
	if !plan.UsesUV(b.facts.sources) || len(names) == 0 {
		return nil
	}
	folder := spec.ProjectFolder(file)
	ref, err := b.loadManifests(ctx, folder, append(plan.OfUV(), names...))
	if err != nil {
		return err
	}
	b.facts.members, err = readFiles(ctx, ref, folder, names)
	return err
}

// chooseMember makes a member of the workspace the project.
func (b *build) chooseMember(name string) spec.Diagnostics {
	if name == "" {
		return nil
	}
	folder, problems := plan.FindMember(b.facts.files, name)
	if len(problems) > 0 || folder == "." {
		return problems
	}
	b.facts.project, problems = b.facts.members.Manifest(folder)
	return problems
}

// findFirstParty reads the manifests of all packages of the context that are to be installed. Those that no lock of uv's
// named are loaded only now.
func (b *build) findFirstParty(ctx context.Context) (spec.Diagnostics, error) {
	var out spec.Diagnostics
	for _, folder := range plan.Folders(b.facts.lock, b.facts.project, b.facts.sources) {
		manifest, problems, err := b.manifest(ctx, folder)
		if err != nil {
			return nil, err
		}
		out = append(out, problems...)
		if manifest == nil {
			manifest = &pyproject.Project{Name: path.Base(folder), BuildBackend: pyproject.LegacyBackend}
		}
		b.facts.firstParty = append(b.facts.firstParty, plan.FirstParty{Folder: folder, Manifest: manifest})
	}
	return out, nil
}

// manifest is the pyproject.toml of a folder; nil: it has none.
func (b *build) manifest(ctx context.Context, folder string) (*pyproject.Project, spec.Diagnostics, error) {
	if folder == "." {
		project, problems := b.facts.files.Project(b.facts.sources)
		return project, problems, nil
	}
	name := path.Join(folder, "pyproject.toml")
	if _, ok := b.facts.members[name]; !ok {
		ref, err := b.loadManifests(ctx, b.app.Project, []string{name})
		if err != nil {
			return nil, nil, err
		}
		files, err := readFiles(ctx, ref, b.app.Project, []string{name})
		if err != nil {
			return nil, nil, err
		}
		b.facts.members = b.facts.members.With(files)
	}
	project, problems := b.facts.members.Manifest(folder)
	return project, problems, nil
}
