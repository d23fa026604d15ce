// Package dockerfile prints a plan as a Dockerfile: what a project goes on with that wants to do without this frontend. It
// decides nothing about the image: what is built, and from what, stands in the plan; here stands only how an expert would write
// it down. It knows nothing of BuildKit.
//
// The Dockerfile lives where it can: of a project that uv has locked it installs what the lock says when it is built, so that a
// new lock needs no new Dockerfile. What uv cannot read is written into it.
package dockerfile

import (
	"slices"

	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/spec"
)

// Input is what a Dockerfile says besides its plans.
type Input struct {
	// References of images, with the digests that they had when they were resolved: what the application runs on, what the steps
	// of the build run in, and what holds uv.
	Base, Build, UV string
	// Sources say what is installed, as their paths relative to the project's folder.
	Sources []plan.Source
	// Manifests are the files that are read to install what Sources say, relative to the context.
	Manifests []string
	// Hashed says whether requirements files have a hash for everything that is installed, and nothing that uv does not take
	// beside hashes, such as constraints.
	Hashed bool
	// Ignored are the patterns of the context's ignore file, which a build of the Dockerfile reads as well.
	Ignored []string
	// Indexes are the package indexes besides the default one.
	Indexes []spec.Index
	// Processes are the plans of the processes of the default target, for the first platform.
	Processes []*plan.Plan
}

// printer prints one Dockerfile.
type printer struct {
	writer
	Input
	*plan.Plan              // of the first platform
	plans      []*plan.Plan // one for each platform
}

// Print is the Dockerfile of plans of the same application, one for each platform, of which [Check] says that it can be written.
func Print(plans []*plan.Plan, in Input) string {
	p := &printer{Input: in, Plan: plans[0], plans: plans}
	p.header()
	p.images()
	p.files()
	p.environment()
	p.dependencies()
	p.projects()
	p.application()
	p.copies()
	p.system()
	p.assembled()
	p.steps()
	p.processes()
	p.runtime()
	return p.String()
}

// images name what the build starts from, each in one place.
func (p *printer) images() {
	p.stage(p.UV, "uv", "uv installs what is locked. Only its program is used, and no stage below keeps it.")
	p.stage(p.Input.Build, "python", "Python, as the build uses it and the application runs on it. The digest names one image for good: take a"+
		" newer one now and then, for its security fixes.")
	if p.Input.Build != p.Base {
		p.stage(p.Base, "base", "What the application runs on.")
	}
}

// base is the stage that the application runs on.
func (p *printer) base() string {
	if p.Input.Build != p.Base {
		return "base"
	}
	return "python"
}

// builds says whether any platform has packages to build.
func (p *printer) builds() bool {
	return slices.ContainsFunc(p.plans, func(pl *plan.Plan) bool { return len(pl.Builds) > 0 })
}

// tools are the packages of the distribution that building takes, on any platform, sorted.
func (p *printer) tools() []string {
	var out []string
	for _, pl := range p.plans {
		out = append(out, pl.Tools...)
		for _, project := range pl.Projects {
			if project.Install == spec.InstallWheel {
				out = append(out, project.Tools...)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
