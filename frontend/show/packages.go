// Package show tells people and programs what a build would do, without doing it: plans and what they install, as text and as values
// for JSON. It decides nothing.
package show

import (
	"regexp"
	"slices"

	"github.com/org/pyapp-frontend/frontend/plan/lock"
	"github.com/org/pyapp-frontend/spec"
	"github.com/org/pyapp-frontend/spec/pyproject"
)

// Packages are those of one image.
type Packages struct {
	Platform string    `json:"platform"` // as in "linux/arm64"
	Packages []Package `json:"packages"` // by name
}

// Package is one package that goes into an image.
type Package struct {
	Name    string   `json:"name"`              // as PEP 503 normalises names
	Version string   `json:"version,omitempty"` // empty: only a build can tell
	From    From     `json:"from"`
	File    string   `json:"file,omitempty"`   // of an index or the context, where it is known
	Source  string   `json:"source,omitempty"` // address, repository with its commit, or folder; empty: the index is asked
	Hashes  []string `json:"hashes,omitempty"` // of the file, or those that the lock allows
	Size    int64    `json:"size,omitempty"`   // of the file, in bytes; 0: unknown
	Build   string   `json:"build,omitempty"`  // why it has to be built; empty: it has not
	Why     Why      `json:"why,omitempty"`
}

// From is what a package is installed from.
type From string

const (
	// FromWheel is a wheel.
	FromWheel From = "wheel"
	// FromSdist is a source archive, which is built.
	FromSdist From = "sdist"
	// FromGit is a commit of a repository, which is built.
	FromGit From = "git"
	// FromFolder is a folder of the context: the project itself, or a part of it.
	FromFolder From = "folder"
)

// Why says who asks for a package. Locks do not say it, so it is empty where the project does not.
type Why string

const (
	// WhyProject is a dependency that the project names, or a part of it.
	WhyProject Why = "project"
	// WhySpec is one of `packages`.
	WhySpec Why = "pyapp.yaml"
	// WhyOther is a dependency of another package.
	WhyOther Why = "another package"
)

// NewPackage is what is known of a package that was chosen from a lock.
func NewPackage(c lock.Chosen, why Why) Package {
	p := Package{Name: c.Name, Version: c.Version, Hashes: c.Hashes, Why: why}
	switch {
	case c.Directory != nil:
		p.From, p.Source, p.Why = FromFolder, c.Directory.Path, WhyProject
	case c.VCS != nil:
		p.From, p.Source, p.Build = FromGit, c.VCS.URL+"@"+c.VCS.Commit, c.Why
	case c.Wheel != nil:
		p.from(FromWheel, *c.Wheel)
	case c.Archive != nil:
		p.from(FromSdist, *c.Archive)
		p.Build = c.Why
	default:
		p.From, p.Build = FromSdist, c.Why
		if c.Sdist != nil {
			p.from(FromSdist, *c.Sdist)
		}
	}
	return p
}

func (p *Package) from(how From, f lock.File) {
	p.From, p.File, p.Size = how, f.Name, f.Size
	p.Source = f.URL
	if f.Path != "" {
		p.Source = f.Path
	}
	if len(f.Hashes) > 0 {
		p.Hashes = f.Hashes
	}
}

// Reason says who asks for a package of that name, as far as the spec and the project tell.
func Reason(app *spec.App, project *pyproject.Project, name string) Why {
	switch {
	case slices.ContainsFunc(app.Packages, func(q spec.Requirement) bool { return q.Name == name }):
		return WhySpec
	case project == nil || len(project.Dependencies) == 0:
		return ""
	case slices.ContainsFunc(project.Dependencies, func(d string) bool { return nameOf(d) == name }):
		return WhyProject
	case !app.Groups.ExcludeAll || len(app.Groups.Include)+len(app.Groups.Extras) > 0:
		return "" // it may be named by one of those
	}
	return WhyOther
}

var requirementName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]*`)

// nameOf is the name that a requirement (PEP 508) begins with, normalised.
func nameOf(requirement string) string {
	return pyproject.NormalizeName(requirementName.FindString(requirement))
}
