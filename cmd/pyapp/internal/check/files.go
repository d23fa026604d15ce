package check

import (
	"io/fs"
	"path"
	"runtime"
	"slices"

	"github.com/moby/patternmatcher"
	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/spec"
)

// files looks for what the command names among the files that would be the application's, and for what is kept out of it.
func (c *checker) files() (spec.Diagnostics, error) {
	c.firstParty = c.ofContext()
	facts := plan.Facts{
		Target: plan.Platform{OS: "linux", Architecture: "amd64"}, Build: plan.Platform{OS: "linux", Architecture: "amd64"},
		Python: version(c.app.Python), Project: c.locking.Project, FirstParty: c.firstParty, Ignore: c.ignore, BuildArgs: c.BuildArgs,
	}
	pl, err := plan.New(c.app, facts)
	if err != nil {
		return nil, err
	}
	look := c.look(plan.NewMatcher(pl.App.Files))
	roots := plan.ModuleRoots(c.firstParty)
	problems, _ := plan.RunEntryChecks(c.app, plan.Tree{
		Look: look, List: c.list(look), Roots: roots, Locked: len(c.locking.Sources) > 0,
		Anywhere: plan.ModulesAnywhere(c.app, c.firstParty, look),
	})
	problems = append(problems, c.denied()...)
	if len(problems.Errors()) > 0 {
		return problems, nil
	}
	if plan.RunsGunicorn(c.app) && look("gunicorn.conf.py").Exists {
		if facts.GunicornConfig, _, err = c.Context.File(path.Join(c.app.Project, "gunicorn.conf.py")); err != nil {
			return nil, err
		}
	}
	facts.Lock = c.lock
	return append(problems, plan.Advise(c.app, facts)...), nil
}

// look says what is known of a path that is relative to the project's folder.
func (c *checker) look(keeps plan.Matcher) func(string) plan.Found {
	return func(name string) plan.Found {
		name = path.Join(c.app.Project, name)
		info, err := fs.Stat(c.Context, name)
		if err != nil {
			return plan.Found{}
		}
		found := plan.Found{Exists: true, Folder: info.IsDir()}
		if found.Folder {
			return found // what is in it may be let in again by a pattern
		}
		if !keeps.Keeps(name) {
			return plan.Found{}
		}
		// Windows has no such bit, and Git keeps it for the build.
		found.Executable = info.Mode()&0o111 != 0 || runtime.GOOS == "windows"
		if text, ok, err := c.Context.File(name); ok && err == nil && found.Executable {
			found.Interpreter = plan.Interpreter(text[:min(len(text), 256)])
		}
		return found
	}
}

// list says what is in a folder that is relative to the project's folder, and would be in the image.
func (c *checker) list(look func(string) plan.Found) func(string) []string {
	return func(folder string) []string {
		if !fs.ValidPath(path.Join(c.app.Project, folder)) {
			return nil
		}
		entries, err := fs.ReadDir(c.Context, path.Join(c.app.Project, folder))
		if err != nil {
			return nil
		}
		var out []string
		for _, e := range entries {
			switch found := look(path.Join(folder, e.Name())); {
			case found.Folder:
				out = append(out, e.Name()+"/")
			case found.Exists:
				out = append(out, e.Name())
			}
		}
		return out
	}
}

// denied warns of what the built-in deny list keeps out of the image, as a build does.
func (c *checker) denied() spec.Diagnostics {
	noticed, err := patternmatcher.New(plan.Noticed(c.app))
	if err != nil {
		return nil
	}
	unnoticed := plan.NewMatcher(plan.Selection{Exclude: slices.Concat(c.ignore, plan.Unnoticed())})
	var paths []string
	skip := func(name string) bool { // asked of folders too, of which some are denied as a whole
		if !unnoticed.Keeps(name) {
			return true
		}
		if ok, err := noticed.MatchesOrParentMatches(name); ok && err == nil {
			paths = append(paths, name)
		}
		return false
	}
	c.Context.Walk(c.app.Project, skip, func(string) {})
	names := plan.NamesOf(c.app, paths)
	if len(names) == 0 {
		return nil
	}
	return spec.Diagnostics{plan.WarnDenied(c.app, names)}
}
