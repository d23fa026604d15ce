package frontend

import (
	"context"
	"path"

	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/spec"
	"github.com/org/pyapp-frontend/spec/pyproject"
)

// readProject finds out what the project is, from the files that are loaded: where it says what to install, and which
// groups and extras the tool that locked it knows.
func (b *build) readProject(ctx context.Context, file *spec.File) (spec.Diagnostics, error) {
	l, problems := plan.ReadLocking(file, b.Target, b.facts.Files)
	b.facts.Locking = l
	if len(problems) > 0 {
		return problems, nil
	}
	if err := b.readMembers(ctx, file); err != nil {
		return nil, err
	}
	return b.facts.ChooseMember(spec.PackageName(file), b.facts.members), nil
}

// readMembers loads the manifests of those packages of the context that a lock of uv's names.
func (b *build) readMembers(ctx context.Context, file *spec.File) error {
	names := plan.MemberManifests(b.facts.Files[string(plan.FormatUV)], b.facts.Project)
	if !plan.UsesUV(b.facts.Sources) || len(names) == 0 {
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

// findFirstParty reads the manifests of all packages of the context that are to be installed. Those that no lock of uv's
// named are loaded only now.
func (b *build) findFirstParty(ctx context.Context) (spec.Diagnostics, error) {
	var out spec.Diagnostics
	for _, folder := range plan.Folders(b.facts.lock, b.facts.Project, b.facts.Sources) {
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
		project, problems := b.facts.Files.Project(b.facts.Sources)
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
