package plan

import (
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/frontend/plan/lock"
	"github.com/org/pyapp-frontend/spec"
	"github.com/org/pyapp-frontend/spec/pyproject"
)

// Facts is what one build knows besides its spec.
type Facts struct {
	Target, Build Platform
	Python        string              // version of the image's interpreter, as in "3.13.5"
	Project       *pyproject.Project  // nil: no manifest
	FirstParty    []FirstParty        // by folder
	Lock          *lock.Lock          // nil: nothing is locked, so nothing is installed
	BuildLock     *lock.Lock          // the same as it is read for Build, where Lock was looked up for Target; nil: it is Lock
	Ignore        []string            // patterns of the context's ignore file
	StageIgnore   map[string][]string // of the ignore file of each stage, by the stage's name
	Labels        map[string]string   // from the command line
	BuildArgs     map[string]string   // from the command line
	BaseName      string              // reference of the base image; empty: it comes from no registry
	BaseDigest    string              // of the base image; empty: unknown
	BasePath      string              // PATH of the base image; empty: it says none
	BaseChecked   bool                // the base image has a health check
	Learned       Learned             // by attempts to build the same
	Common        *lock.Lock          // what the default target installs, where this one installs more; nil: it is Lock

	GunicornConfig string // text of its gunicorn.conf.py, for [Advise]; empty: none, or gunicorn is not what it runs
}

// New decides how the image of one platform is built.
func New(app *spec.App, facts Facts) (*Plan, error) {
	p := &Plan{
		Target:   facts.Target,
		Build:    facts.Build,
		Python:   Python{Minor: minor(app.Python)},
		Projects: projects(app, facts),
		App:      application(app, facts),
		Stages:   stages(app, facts),
		Copies:   copies(app),
		System:   system(app, facts),
		Stdlib:   app.Bytecode.Stdlib,
		Image:    image(app, facts),
		Added:    addedFiles(app),
		Test:     test(app),
		Spec:     app,
	}
	var err error
	if p.Deps, p.Builds, err = dependencies(app, facts); err != nil {
		return nil, err
	}
	if len(p.Builds) > 0 {
		// By the whole lock, so that a package is built with the same tools for every platform.
		p.Tools = BuildTools(app, slices.ContainsFunc(facts.Lock.Packages, func(p lock.Package) bool { return p.VCS != nil }))
	}
	p.emulate(facts.Learned)
	p.Outlined = outlined(app, p.Projects)
	if err := p.addSteps(app, facts); err != nil {
		return nil, err
	}
	p.Image.History = history(p)
	return p, nil
}

// CheckTools warns of build tools in a build that builds nothing.
func CheckTools(app *spec.App, p *Plan) spec.Diagnostics {
	wheel := func(p Project) bool { return p.Install == spec.InstallWheel }
	if len(app.SystemLibs.Build) == 0 || len(p.Builds) > 0 || slices.ContainsFunc(p.Projects, wheel) {
		return nil
	}
	return warning(app, ruleUnusedBuildLibs, "system-libs.build", "no wheel is built here, so these are not installed", "leave them out, or write `install: wheel`")
}

// appFiles are the files that are the application.
func appFiles(app *spec.App, facts Facts) Selection {
	return Selection{Folder: app.Project, Include: includes(app, memberFiles(app, facts)), Exclude: excludes(app, facts.Ignore)}
}

func application(app *spec.App, facts Facts) App {
	inside, _ := writable(app)
	return App{
		Files:    appFiles(app, facts),
		Workdir:  app.Workdir,
		Compile:  app.Bytecode.App,
		Writable: inside,
		Owner:    app.User.UID,
	}
}

// SystemPackages are what the image gets of its distribution, sorted: `system-libs`, and tini where the command needs an init.
func SystemPackages(app *spec.App) []string {
	packages := slices.Clone(app.SystemLibs.Run)
	if needsInit(app) {
		packages = append(packages, "tini")
	}
	return unique(packages)
}

func system(app *spec.App, facts Facts) System {
	_, outside := writable(app)
	return System{
		Packages: SystemPackages(app),
		Scripts:  facts.Learned.EmulateSystem,
		Anew:     facts.Learned.AskAgain,
		Emulated: !facts.Target.Same(facts.Build),
		User:     app.User,
		Writable: outside,
	}
}

// writable are the directories to make for the process, those of the application apart from the others.
func writable(app *spec.App) (inside, outside []string) {
	for _, p := range absolute(app, slices.Concat(app.Volumes, app.Writable)) {
		if p == app.Workdir || strings.HasPrefix(p, app.Workdir+"/") {
			inside = append(inside, p)
		} else {
			outside = append(outside, p)
		}
	}
	return unique(inside), unique(outside)
}

// WritableFolders are all directories that the process may write.
func (p *Plan) WritableFolders() []string { return slices.Concat(p.App.Writable, p.System.Writable) }

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
