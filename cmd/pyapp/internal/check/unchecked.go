package check

import (
	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/spec"
)

// unchecked is what only a build can check of this project.
func (c *checker) unchecked() []string {
	if c.gaveUp {
		return []string{"what comes after these errors was not looked at"}
	}
	var out []string
	for _, s := range c.locking.Sources {
		switch s.Format {
		case plan.FormatUV, plan.FormatScript:
			out = append(out, "whether "+lockName(s)+" is up to date, which uv says",
				"what is to be said of its packages (missing-library, gpu-build, development-tools), because uv says which of them are installed")
		case plan.FormatRequirements, plan.FormatPipenv:
			out = append(out, "whether an index has what "+s.Path+" names")
		case plan.FormatNone:
			out = append(out, "which versions are installed, because nothing locks them")
		case plan.FormatPoetry, plan.FormatPDM, plan.FormatPylock:
		}
	}
	if len(c.locking.Sources) > 0 {
		out = append(out, "whether every package has a wheel or can be built", "whether the image has the shared libraries that they load")
	}
	if c.app != nil && c.app.Base.Kind == spec.BaseImage {
		out = append(out, "whether the base image is there, and what Python it has")
	}
	if c.app != nil && len(c.app.SystemLibs.Run)+len(c.app.SystemLibs.Build) > 0 {
		out = append(out, "whether the distribution has the packages of system-libs")
	}
	if c.app != nil && len(c.app.Steps) > 0 {
		out = append(out, "whether the commands of steps succeed")
	}
	return out
}

func lockName(s plan.Source) string {
	if s.Format == plan.FormatScript {
		return s.Path + ".lock"
	}
	return s.Path
}
