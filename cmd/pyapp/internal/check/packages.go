package check

import (
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/cmd/pyapp/internal/folder"
	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/frontend/plan/lock"
	"github.com/org/pyapp-frontend/spec"
)

// packages reads the locks that can be read without their own tool, and compares the spec with what they hold.
func (c *checker) packages() (spec.Diagnostics, error) {
	var found []*lock.Lock
	var out spec.Diagnostics
	for _, s := range c.locking.Sources {
		l, problems, err := c.readLock(s)
		if err != nil {
			return nil, err
		}
		if out = append(out, problems...); l != nil {
			found = append(found, l)
		}
	}
	if len(out.Errors()) > 0 {
		return out, nil
	}
	merged, err := lock.Merge(found)
	if err != nil {
		return append(out, plan.ExplainLockError(c.app, "", err)...), nil
	}
	names := slices.Concat(c.locked, plan.NamesIn(merged))
	own := &lock.Lock{}
	for _, p := range c.app.Packages {
		names = append(names, p.Name)
		own.Packages = append(own.Packages, lock.Package{Name: p.Name, Version: p.Version})
	}
	c.locked, c.lock = names, merged.Plus(own)
	out = append(out, plan.CheckPackages(c.app, merged)...)
	if c.complete() {
		out = append(out, plan.CheckProgram(c.app, names, c.locking.Project, c.locking.Sources)...)
	}
	return out, nil
}

// complete says whether all packages are known by name. What resolves during the build may bring any.
func (c *checker) complete() bool {
	for _, s := range c.locking.Sources {
		if s.Format == plan.FormatNone || s.Format == plan.FormatRequirements {
			return false
		}
	}
	return true
}

// readLock reads one source. Of those of uv only the names are known, because uv itself tells what is installed of them.
func (c *checker) readLock(s plan.Source) (*lock.Lock, spec.Diagnostics, error) {
	files := c.locking.Files
	switch s.Format {
	case plan.FormatUV:
		c.locked = append(c.locked, folder.All(files[s.Path])...)
	case plan.FormatScript:
		c.locked = append(c.locked, folder.All(files[s.Path+".lock"])...)
	case plan.FormatNone:
		return nil, plan.WarnUnlocked(c.app, s), nil
	case plan.FormatRequirements:
		return c.requirements(s)
	case plan.FormatPylock, plan.FormatPDM, plan.FormatPipenv, plan.FormatPoetry:
	}
	l, problems := c.locking.ReadLock(c.app, s, version(c.app.Python))
	if l != nil {
		l = l.Applying(plan.Environments(c.app, version(c.app.Python), c.locking.Project))
	}
	return l, problems, nil
}

func (c *checker) requirements(s plan.Source) (*lock.Lock, spec.Diagnostics, error) {
	var trouble error
	r, err := lock.ParseRequirements(s.Path, func(name string) (string, bool) {
		files, err := c.Context.Files(spec.ProjectFolder(c.file), []string{name})
		if err != nil {
			trouble = err
		}
		text, ok := files[name]
		return text, ok
	})
	if trouble != nil || err != nil {
		return nil, plan.ExplainLockError(c.app, s.Path, err), trouble
	}
	return plan.WithNames(r.Lock()), plan.WarnRequirements(c.app, s, r), nil
}

// version is a full version of Python for markers, which compare its first two parts.
func version(python string) string {
	if strings.Count(python, ".") == 1 {
		return python + ".0"
	}
	return python
}
