package detect

import (
	"fmt"
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/cmd/pyapp/internal/folder"
	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/spec"
)

// Python is the version that a build would use, and why.
type Python struct {
	Version string // as in "3.13"; empty: none of those that are known will do
	Why     string // in a user's words
	Said    bool   // the project says it itself, so that the spec need not
}

// python asks the language itself, so that what is written is what would be chosen.
func (p *Project) python() Python {
	in := spec.Inputs{
		Project: p.Manifest, Manifest: plan.Manifest(p.Sources), PythonVersionFile: p.Files[".python-version"],
		HasWheels: folder.Wheels(p.Files, p.Sources),
	}
	known := in.HasWheels != nil
	if !known && len(p.Packages) > 0 {
		in.HasWheels = beforeNewest
	}
	file, _ := spec.Parse("pyapp.yaml", []byte(shortest))
	app, problems := spec.Resolve(file, in)
	if app == nil {
		return Python{}
	}
	ignored := slices.ContainsFunc(problems, func(d spec.Diagnostic) bool { return d.Rule == "python-version-file" })
	if strings.TrimSpace(in.PythonVersionFile) != "" && !ignored {
		return Python{app.Python, ".python-version", true}
	}
	why := "the newest that this release knows"
	if p.Manifest != nil && p.Manifest.RequiresPython != "" {
		why = fmt.Sprintf("the newest that requires-python %q allows", p.Manifest.RequiresPython)
	}
	switch {
	case known:
		why += ", and that the locked packages have wheels for"
	case len(p.Packages) > 0 && app.Python == spec.KnownPythons()[len(spec.KnownPythons())-2]:
		why += ", but for " + newest() + ", which not every package has wheels for yet"
	}
	return Python{app.Python, why, false}
}

// beforeNewest is true for versions that packages have had time for.
func beforeNewest(minor string) bool {
	return minor != newest()
}

func newest() string {
	known := spec.KnownPythons()
	return known[len(known)-1]
}

// shortest is a spec that says nothing about the project.
const shortest = "# syntax=x\nentrypoint: [python]\n"
