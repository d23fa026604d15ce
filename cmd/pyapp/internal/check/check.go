// Package check finds what is wrong with a spec and its project from the files of a folder alone, without any builder. The
// checks are those of a build, in its order; what needs an image, an index or uv is left to it, and named.
package check

import (
	"fmt"
	"path"
	"slices"

	"github.com/org/pyapp-frontend/cmd/pyapp/internal/folder"
	"github.com/org/pyapp-frontend/frontend/directive"
	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/frontend/plan/lock"
	"github.com/org/pyapp-frontend/spec"
	"github.com/org/pyapp-frontend/spec/pyproject"
)

// Input is what is checked.
type Input struct {
	Context   folder.Folder
	Filename  string            // of the spec, for messages
	Ignore    string            // its path in the context, to find its ignore file; a spec elsewhere has its name alone
	Source    []byte            // its text
	BuildArgs map[string]string // as a build would be given them
}

// Result is what was found.
type Result struct {
	Diagnostics spec.Diagnostics
	App         *spec.App // of the first target; nil: the spec could not be resolved
	Unchecked   []string  // what only a build can check, in a user's words
}

// Run checks as far as the files go. Like a build it stops after a phase with errors, because what follows from them would only
// confuse. An error means that a file could not be read.
func Run(in Input) (Result, error) {
	checks, problems := in.checks()
	file, more := spec.Parse(in.Filename, in.Source)
	if problems = append(problems, more...); file != nil {
		problems = append(problems, spec.Validate(file)...)
	}
	if file == nil || len(problems.Errors()) > 0 {
		return Result{
			Diagnostics: checks.Apply(problems), Unchecked: []string{"nothing beyond the file itself was looked at, because of the errors"},
		}, nil
	}
	out := Result{Diagnostics: problems}
	for _, target := range spec.Targets(file) {
		c := &checker{Input: in, file: file, target: target.Name}
		if err := c.project(); err != nil {
			return Result{}, err
		}
		out.Diagnostics = append(out.Diagnostics, c.found...)
		if out.App == nil {
			out.App, out.Unchecked = c.app, c.unchecked()
		}
	}
	out.Diagnostics = checks.Apply(slices.Compact(out.Diagnostics.Sorted())) // targets share most of the file
	return out, nil
}

// checks are the warnings that are wanted: by the build argument, or else by the directive of the file.
func (in Input) checks() (directive.Checks, spec.Diagnostics) {
	given, problems := directive.Given(in.BuildArgs)
	checks, more := directive.Read(in.Source, given)
	return checks, append(problems, more...)
}

// checker is one check, and what it has found out so far.
type checker struct {
	Input
	file   *spec.File
	target string // whose image is checked
	found  spec.Diagnostics

	locking    plan.Locking
	members    plan.ProjectFiles
	app        *spec.App
	locked     plan.Names // what the lock names; nil where it cannot be read here
	firstParty []plan.FirstParty
	ignore     []string
	lock       *lock.Lock // what is installed, as far as it is known; nil: nothing is
	gaveUp     bool       // an error kept later phases from being looked at
}

// project runs the phases that look at the project.
func (c *checker) project() error {
	for _, phase := range []func() (spec.Diagnostics, error){c.read, c.resolve, c.packages, c.files} {
		problems, err := phase()
		if err != nil {
			return err
		}
		c.found = append(c.found, problems...)
		if c.gaveUp = len(problems.Errors()) > 0; c.gaveUp {
			return nil
		}
	}
	return nil
}

// read finds out what the project is, from its manifests and locks.
func (c *checker) read() (spec.Diagnostics, error) {
	files, err := c.Context.Manifests(c.file, c.target)
	if err != nil {
		return nil, err
	}
	if c.ignore, err = c.Context.Ignored(c.Ignore); err != nil {
		return nil, fmt.Errorf("reading .dockerignore: %w", err)
	}
	unresolved := spec.Unresolved(c.file)
	var problems spec.Diagnostics
	if c.locking, problems = plan.ReadLocking(c.file, c.target, files); len(problems) == 0 {
		problems, err = c.chooseMember()
	}
	for i := range problems {
		problems[i].Range = unresolved.Where(problems[i].Path)
	}
	return problems, err
}

// chooseMember makes a member of the workspace the project, where the spec names one.
func (c *checker) chooseMember() (spec.Diagnostics, error) {
	var names []string
	for _, s := range plan.LocalSources(c.locking.Files[string(plan.FormatUV)]) {
		if !s.File {
			names = append(names, path.Join(s.Path, "pyproject.toml"))
		}
	}
	var err error
	if c.members, err = c.Context.Files(spec.ProjectFolder(c.file), names); err != nil {
		return nil, err
	}
	return c.locking.ChooseMember(spec.PackageName(c.file), c.members), nil
}

func (c *checker) resolve() (problems spec.Diagnostics, err error) {
	c.app, problems = c.locking.Resolve(c.file, c.target, c.BuildArgs)
	return problems, nil
}

// ofContext are the packages of the context that may be installed: more than a build installs, where only uv can tell which.
func (c *checker) ofContext() []plan.FirstParty {
	var out []plan.FirstParty
	add := func(folder string, p *pyproject.Project) {
		if p != nil && p.IsPackage() {
			out = append(out, plan.FirstParty{Folder: folder, Manifest: p})
		}
	}
	add(".", c.locking.Project)
	for _, s := range plan.LocalSources(c.locking.Files[string(plan.FormatUV)]) {
		if p, problems := c.members.Manifest(s.Path); s.Path != "." && !s.File && len(problems) == 0 {
			add(s.Path, p)
		}
	}
	return out
}
