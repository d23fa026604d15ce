package plan

import (
	"path"
	"reflect"
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/frontend/plan/lock"
	"github.com/org/pyapp-frontend/spec"
)

// Test is a command that is run in the finished image. The image counts as made when it succeeds, and has nothing of what it
// writes.
type Test struct {
	Run     []string // exec form
	Network bool
	User    spec.User // whom it runs as: the image's
}

// InstallsMore says whether a target chooses other groups or extras than the default one.
func InstallsMore(app *spec.App) bool { return !reflect.DeepEqual(app.Groups, app.Common().Groups) }

// commonAndAdded are the packages that a target installs: those that the default target installs too, and those that only this one
// adds. What is common is divided into groups without a look at the others, so that its layers are the same for all targets.
func commonAndAdded(app *spec.App, facts Facts, chosen []lock.Chosen) (common, added []lock.Chosen, err error) {
	if facts.Common == nil {
		return chosen, nil, nil
	}
	target, err := Target(app.Common(), facts.Target, facts.Python, facts.Project)
	if err != nil {
		return nil, nil, err
	}
	packages, err := facts.Common.For(target)
	if err != nil {
		return nil, nil, err
	}
	names := namesOf(packages)
	for _, c := range chosen {
		if slices.Contains(names, c.Name) && !tied(c.Name, facts.Learned.Together, names) {
			common = append(common, c)
		} else {
			added = append(added, c)
		}
	}
	return common, added, nil
}

// tied says whether one step has to install a package together with one that is not common.
func tied(name string, together [][]string, common []string) bool {
	return slices.ContainsFunc(together, func(list []string) bool {
		return slices.Contains(list, name) && slices.ContainsFunc(list, func(other string) bool { return !slices.Contains(common, other) })
	})
}

// forSteps are the facts of the environment that steps of the spec run in, which is the same for all targets: on the build
// platform, with nothing that only one target installs.
func (f Facts) forSteps() Facts {
	if f.BuildLock != nil {
		f.Lock = f.BuildLock
	}
	f.Target, f.Learned.EmulatedBuilds = f.Build, nil
	if f.Common == nil {
		return f
	}
	names, folders := NamesIn(f.Common), foldersIn(f.Common)
	all := foldersIn(f.Lock)
	f.Lock = &lock.Lock{Packages: slices.DeleteFunc(slices.Clone(f.Lock.Packages), func(p lock.Package) bool { return !names.Has(p.Name) }), Indexes: f.Lock.Indexes}
	f.FirstParty = slices.DeleteFunc(slices.Clone(f.FirstParty), func(fp FirstParty) bool {
		return slices.Contains(all, fp.Folder) && !slices.Contains(folders, fp.Folder)
	})
	f.Common = nil
	return f
}

// foldersIn are the source trees that a lock installs from, relative to the project's folder.
func foldersIn(l *lock.Lock) []string {
	var out []string
	for _, p := range packagesOf(l) {
		if p.Directory != nil {
			out = append(out, path.Clean(p.Directory.Path))
		}
	}
	return out
}

// addedFiles are the files that only a target has, which .dockerignore and the spec may keep out of the others; nil: it has none.
// What no image should hold stays out.
func addedFiles(app *spec.App) *App {
	patterns := app.Files.Added
	if len(patterns) == 0 {
		return nil
	}
	out := application(app, Facts{})
	out.Files = Selection{Folder: app.Project, Include: includes(app, patterns), Exclude: slices.Concat(Denied, exceptions(app.Project, patterns))}
	return &out
}

// OfAddedFiles are problems of files, as those of the files that only the target has, if that is what they are.
func OfAddedFiles(app *spec.App, problems spec.Diagnostics, added bool) spec.Diagnostics {
	key := app.Target + ".files"
	for i := range problems {
		if added {
			problems[i].Path, problems[i].Range = key, app.Where(key)
			problems[i].Suggestion = "see what `" + key + ".include` names; what no image should hold stays out"
		}
	}
	return problems
}

// test is what a target runs before it counts as made; nil: nothing.
func test(app *spec.App) *Test {
	if app.Kind != spec.KindTest {
		return nil
	}
	return &Test{Run: app.Command, Network: app.TestNetwork, User: app.User}
}

// volumes are the folders that the engine keeps apart from the container. With the sources mounted over the application's folder,
// the environment in it stays in sight by being one of them: a new volume begins with what the image has there.
func volumes(app *spec.App) []string {
	if app.Kind == spec.KindDev && strings.HasPrefix(Venv, app.Workdir+"/") {
		return append(slices.Clone(app.Volumes), Venv)
	}
	return app.Volumes
}

// AddedName is the name of the step that copies what only a target has.
func (p *Plan) AddedName() string { return "copy the files of the target " + p.Spec.Target }

// StepName is the name of the step that runs the command.
func (t Test) StepName() string { return "test: " + oneLine(t.Run) }

// ForeignTest says whether the test runs on another platform than the builder's.
func (p *Plan) ForeignTest() bool { return p.Test != nil && !p.Target.Same(p.Build) }

// noTests is how pytest ends that has found none.
const noTests = 5

// ExplainTest is what helps where the command of the target test ended with a status; empty: its output tells.
func ExplainTest(app *spec.App, status uint32) string {
	if program(app.Command) != "pytest" || status != noTests {
		return ""
	}
	return "pytest found no tests; where .dockerignore or files.exclude keeps them out of the image, `test: {files: {include: [tests]}}` " +
		"lets them in here"
}
