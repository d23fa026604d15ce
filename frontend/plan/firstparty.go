package plan

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/frontend/plan/lock"
	"github.com/org/pyapp-frontend/spec"
	"github.com/org/pyapp-frontend/spec/pyproject"
)

// FirstParty is a package whose source is in the context: the project, a member of its workspace, or what a lock takes
// from a path.
type FirstParty struct {
	Folder   string // relative to the project's folder, cleaned; "." is that folder, "../x" lies beside it
	Manifest *pyproject.Project
}

// Folders are the source trees that a lock installs from, and the project's own where its tool installs it without listing
// it; sorted.
func Folders(l *lock.Lock, p *pyproject.Project, sources []Source) []string {
	var out []string
	if l != nil {
		for _, pkg := range l.Packages {
			if pkg.Directory != nil {
				out = append(out, path.Clean(pkg.Directory.Path))
			}
		}
	}
	if p != nil && p.IsPackage() && installsProject(sources) {
		out = append(out, ".")
	}
	return unique(out)
}

// fromFolder is where uv.lock says that a package is installed from a folder.
var fromFolder = regexp.MustCompile(`\b(?:editable|directory) = "([^"]*)"`)

// Foreseen are the packages of [Folders] where the text of uv.lock tells them before uv has read it: none, or the project itself. ok is
// false where it does not, or where there is another lock.
func Foreseen(app *spec.App, l Locking) (packages []FirstParty, ok bool) {
	if app.Package != "" || len(l.Sources) != 1 || l.Sources[0].Format != FormatUV {
		return nil, false
	}
	switch found := fromFolder.FindAllStringSubmatch(l.Files[l.Sources[0].Path], 2); {
	case len(found) == 0:
		return nil, true
	case len(found) == 1 && found[0][1] == "." && l.Project != nil:
		return []FirstParty{{Folder: ".", Manifest: l.Project}}, true
	}
	return nil, false
}

// installsProject says whether the tools behind the sources install the project beside what is locked. uv lists it, and files
// that stand for themselves know of no project.
func installsProject(sources []Source) bool {
	if len(sources) == 0 {
		return true // a package without dependencies needs no lock
	}
	return slices.ContainsFunc(sources, func(s Source) bool { return s.Format == FormatPoetry || s.Format == FormatPDM })
}

func projects(app *spec.App, facts Facts) []Project {
	var out []Project
	for _, fp := range facts.FirstParty {
		out = append(out, project(app, fp, facts))
	}
	return out
}

func project(app *spec.App, fp FirstParty, facts Facts) Project {
	p, folder := fp.Manifest, path.Join(app.Project, fp.Folder)
	metadata := metadataFiles(folder, p)
	return Project{
		Name:     p.Name,
		Folder:   fp.Folder,
		Install:  installMode(app, fp),
		Metadata: metadata,
		Dynamic:  len(p.Dynamic) > 0 || !p.HasProject,
		Files:    Selection{Folder: folder, Include: onlyFolder(folder), Exclude: wheelExcludes(facts.Ignore, metadata)},
		Env:      scmEnv(facts.BuildArgs),
		Tools:    unique(app.SystemLibs.Build),
		Compile:  app.Bytecode.Dependencies,
	}
}

// installMode is how a package is installed. What is not among the application's files cannot be used where it lies.
func installMode(app *spec.App, fp FirstParty) spec.Install {
	switch {
	case fp.Folder == ".." || strings.HasPrefix(fp.Folder, "../"):
		return spec.InstallWheel
	case app.Install != spec.InstallAuto:
		return app.Install
	case fp.Manifest.MakesFiles():
		return spec.InstallWheel
	}
	return spec.InstallSource
}

// metadataFiles are what every build of a package may read for its metadata, relative to the context. Licences are found by
// the names that build tools look for by default (PEP 639 leaves them the choice).
func metadataFiles(folder string, p *pyproject.Project) []string {
	names := append([]string{"pyproject.toml", "setup.py", "setup.cfg", "LICEN[CS]E*", "COPYING*", "NOTICE*", "AUTHORS*"}, p.LicenseFiles...)
	if p.Readme != "" {
		names = append(names, p.Readme)
	}
	for i, name := range names {
		names[i] = inFolder(folder, name)
	}
	return names
}

// wheelExcludes is the deny list of a wheel's sources: what .dockerignore says of metadata does not count.
func wheelExcludes(ignore, metadata []string) []string {
	out := slices.Clone(ignore)
	for _, name := range metadata {
		out = append(out, "!"+name)
	}
	return append(out, Denied...)
}

// outlined is what builds of metadata read, of all packages that are installed from source; nothing where there are none.
func outlined(app *spec.App, projects []Project) Selection {
	s := Selection{Folder: app.Project, Exclude: Denied}
	for _, p := range projects {
		if p.Install == spec.InstallSource {
			s.Include = append(s.Include, p.Metadata...)
		}
	}
	return s
}

// memberFiles are the patterns that narrow the application to a member of a workspace and to what it depends on.
func memberFiles(app *spec.App, facts Facts) []string {
	if app.Package == "" || len(app.Files.Include) > 0 {
		return app.Files.Include
	}
	var out []string
	for _, fp := range facts.FirstParty {
		if fp.Folder == "." {
			return nil // the root is a package of its own, and holds the rest
		}
		if !strings.HasPrefix(fp.Folder, "..") {
			out = append(out, fp.Folder)
		}
	}
	return out
}
