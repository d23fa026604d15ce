package plan

import (
	"path"
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/spec"
	"github.com/org/pyapp-frontend/spec/pyproject"
)

// Facts is what one build knows besides its spec.
type Facts struct {
	Target, Build Platform
	Project       *pyproject.Project // nil: no pyproject.toml
	Lock          *Lock              // nil: nothing is locked, so nothing is installed
	Ignore        []string           // patterns of the context's ignore file
	Labels        map[string]string  // from the command line
	BuildArgs     map[string]string  // from the command line
	BaseDigest    string             // of the base image; empty: unknown
}

// New decides how the image of one platform is built.
func New(app *spec.App, facts Facts) (*Plan, error) {
	p := &Plan{
		Target:  facts.Target,
		Build:   facts.Build,
		Python:  Python{Minor: minor(app.Python)},
		Project: project(app, facts),
		App:     application(app, facts.Ignore),
		System:  system(app),
		Stdlib:  app.Bytecode.Stdlib,
		Image:   image(app, facts),
		Spec:    app,
	}
	var err error
	if p.Deps, err = groups(app, facts); err != nil {
		return nil, err
	}
	p.Image.History = history(p)
	return p, nil
}

func groups(app *spec.App, facts Facts) ([]Group, error) {
	if facts.Lock == nil || len(facts.Lock.Packages) == 0 {
		return nil, nil
	}
	tag, err := pythonPlatform(facts.Target, app.Distro)
	if err != nil {
		return nil, err
	}
	return []Group{{
		Packages: len(facts.Lock.Packages),
		Fragment: facts.Lock.Text,
		Platform: tag,
		Compile:  app.Bytecode.Dependencies,
	}}, nil
}

func project(app *spec.App, facts Facts) *Project {
	p := facts.Project
	if p == nil || !p.IsPackage() {
		return nil
	}
	metadata := metadataFiles(app, p)
	return &Project{
		Name:     p.Name,
		Install:  installMode(app, p),
		Metadata: Selection{Folder: app.Project, Include: metadata, Exclude: Denied},
		Dynamic:  len(p.Dynamic) > 0 || !p.HasProject,
		Files:    Selection{Folder: app.Project, Include: onlyFolder(app.Project), Exclude: wheelExcludes(facts.Ignore, metadata)},
		Env:      scmEnv(facts.BuildArgs),
		Tools:    unique(app.SystemLibs.Build),
		Compile:  app.Bytecode.Dependencies,
	}
}

func installMode(app *spec.App, p *pyproject.Project) spec.Install {
	switch {
	case app.Install != spec.InstallAuto:
		return app.Install
	case p.MakesFiles():
		return spec.InstallWheel
	}
	return spec.InstallSource
}

// CheckTools warns of build tools in a build that builds nothing.
func CheckTools(app *spec.App, p *pyproject.Project) spec.Diagnostics {
	if len(app.SystemLibs.Build) == 0 || p != nil && p.IsPackage() && installMode(app, p) == spec.InstallWheel {
		return nil
	}
	return warning(app, "system-libs.build", "no wheel is built here, so these are not installed", "leave them out, or write `install: wheel`")
}

// metadataFiles are what every build of a package may read for its metadata, relative to the context. Licences are found by
// the names that build tools look for by default (PEP 639 leaves them the choice).
func metadataFiles(app *spec.App, p *pyproject.Project) []string {
	names := append([]string{"pyproject.toml", "setup.py", "setup.cfg", "LICEN[CS]E*", "COPYING*", "NOTICE*", "AUTHORS*"}, p.LicenseFiles...)
	if p.Readme != "" {
		names = append(names, p.Readme)
	}
	for i, name := range names {
		names[i] = inFolder(app.Project, name)
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

// appFiles are the files that are the application.
func appFiles(app *spec.App, ignore []string) Selection {
	return Selection{Folder: app.Project, Include: includes(app), Exclude: excludes(app, ignore)}
}

func application(app *spec.App, ignore []string) App {
	inside, _ := writable(app)
	return App{
		Files:    appFiles(app, ignore),
		Workdir:  app.Workdir,
		Compile:  app.Bytecode.App,
		Writable: inside,
		Owner:    app.User.UID,
	}
}

func system(app *spec.App) System {
	packages := slices.Clone(app.SystemLibs.Run)
	if needsInit(app) {
		packages = append(packages, "tini")
	}
	_, outside := writable(app)
	return System{Packages: unique(packages), User: app.User, Writable: outside}
}

// writable are the directories to make for the process, those of the application apart from the others.
func writable(app *spec.App) (inside, outside []string) {
	for _, p := range slices.Concat(app.Volumes, app.Writable) {
		if !path.IsAbs(p) {
			p = path.Join(app.Workdir, p)
		}
		if p = path.Clean(p); p == app.Workdir || strings.HasPrefix(p, app.Workdir+"/") {
			inside = append(inside, p)
		} else {
			outside = append(outside, p)
		}
	}
	return unique(inside), unique(outside)
}

func unique(names []string) []string { return slices.Compact(slices.Sorted(slices.Values(names))) }

// minor cuts the patch number off a version, as in "3.13" for "3.13.5".
func minor(version string) string {
	for i, dots := 0, 0; i < len(version); i++ {
		if version[i] == '.' {
			if dots++; dots == 2 {
				return version[:i]
			}
		}
	}
	return version
}
