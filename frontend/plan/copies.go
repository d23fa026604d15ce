package plan

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/frontend/plan/libs"
	"github.com/org/pyapp-frontend/spec"
)

// Copy is a layer over the application, of a file or folder from somewhere else than the context.
type Copy struct {
	Key    string // of the spec file, as in "copy[0]"
	From   string // the name of a stage or of a named context, or the reference of an image
	Stage  bool   // From is one of the plan's stages
	Source string // of the file or folder there, absolute
	To     string // absolute
	Into   bool   // a file goes into To; a folder's content always does
	Name   string // To as the file has it, for messages
}

func copies(app *spec.App) []Copy {
	var out []Copy
	for i, c := range app.Copies {
		out = append(out, Copy{
			Key:    fmt.Sprintf("copy[%d]", i),
			From:   c.From,
			Stage:  isStage(app, c.From),
			Source: c.Source,
			To:     absolute(app, []string{c.To})[0],
			Into:   strings.HasSuffix(c.To, "/"),
			Name:   c.To,
		})
	}
	return out
}

func isStage(app *spec.App, name string) bool { return slices.Contains(stageNames(app), name) }

func stageNames(app *spec.App) []string {
	var out []string
	for _, s := range app.Stages {
		out = append(out, s.Name)
	}
	return out
}

// CheckCovered refuses to put a file in the place of a folder of the application, or a folder in that of a file: what was there would be
// gone without a word. Under is what the application has there, copied what takes its place, where it exists.
func CheckCovered(app *spec.App, c Copy, under, copied Found) spec.Diagnostics {
	if !under.Exists || !copied.Exists || under.Folder == copied.Folder {
		return nil
	}
	if under.Folder {
		return one(app, c.Key+".to", c.Name+" is a folder of the application, and what is copied there is a file",
			"write "+strings.TrimSuffix(c.Name, "/")+"/ for a file in it")
	}
	return one(app, c.Key+".to", c.Name+" is a file of the application, and what is copied there is a folder", "name another place")
}

// StepName is the name of the step that copies.
func (c Copy) StepName() string { return fmt.Sprintf("copy %s from %s", c.Name, c.From) }

// origin is where the files are from, for messages.
func (c Copy) origin() string {
	if c.Stage {
		return "the stage " + c.From
	}
	return c.From
}

// IsWord says whether a name says neither a registry nor a folder, a tag or a digest.
func IsWord(name string) bool { return !strings.ContainsAny(name, "/:.@") }

// CheckFrom refuses what is copied from nothing that there is. A plain word is taken for the name of a stage or context that is
// missing: an image of that name would be one that somebody else may push. isContext says whether the client gave a context; one that
// has the name of a stage is worth a warning.
func CheckFrom(app *spec.App, isContext func(name string) bool) spec.Diagnostics {
	var out spec.Diagnostics
	for _, s := range UsedStages(app) {
		if isContext(s.Name) {
			out = append(out, warning(app, ruleStageShadows, "stages."+s.Name, "the build was given a context of the same name, and what is copied is of the stage",
				"give the context another name, and write that in `from`")...)
		}
	}
	for i, c := range app.Copies {
		if isStage(app, c.From) || !IsWord(c.From) || isContext(c.From) {
			continue
		}
		out = append(out, problem(app, fmt.Sprintf("copy[%d].from", i), noStage(app, c.From), fmt.Sprintf(
			"%sdescribe it in `stages`, or give the build a context: --build-context %s=…; an image of that name is %q",
			meantStage(app, c.From), c.From, c.From+":latest")))
	}
	return out
}

func noStage(app *spec.App, name string) string {
	if len(app.Stages) == 0 {
		return fmt.Sprintf("%q is no stage (the file has none), and the build was given no context of that name", name)
	}
	return fmt.Sprintf("%q is no stage (the file has %s), and the build was given no context of that name", name, strings.Join(stageNames(app), ", "))
}

func meantStage(app *spec.App, name string) string {
	if meant := spec.DidYouMean(name, stageNames(app)); meant != "" {
		return meant + " Else "
	}
	return ""
}

// MissingSource is the problem of a copy whose source is not there. There are the names in the nearest folder above it that is.
func MissingSource(app *spec.App, c Copy, folder string, there []string) spec.Diagnostic {
	next, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(c.Source, folder), "/"), "/")
	summary := fmt.Sprintf("there is no %s in %s", c.Source, c.origin())
	suggestion := "its " + folder + " is empty"
	if meant := spec.Nearest(next, there); meant != "" {
		suggestion = fmt.Sprintf("did you mean %q?", path.Join(folder, meant))
	} else if len(there) > 0 {
		suggestion = fmt.Sprintf("its %s has %s", folder, shorten(unique(there)))
	}
	return problem(app, c.Key+".source", summary, suggestion)
}

// Elsewhere is that part of a plan which does not depend on the project: what is copied into the image, and the stages for it.
func Elsewhere(app *spec.App, facts Facts) *Plan {
	return &Plan{
		Target: facts.Target, Build: facts.Build, App: application(app, facts), System: system(app, facts),
		Stages: stages(app, facts), Copies: copies(app), Spec: app,
	}
}

// isCopied says whether a path is where something is copied to, in it, or a folder above it.
func isCopied(app *spec.App, name string) bool {
	return slices.ContainsFunc(copies(app), func(c Copy) bool { return overlaps(c.To, name) })
}

// copiedProgram says whether a program may be among what is copied to where programs are looked for.
func copiedProgram(app *spec.App, name string) bool {
	return slices.ContainsFunc(strings.Split(basePath, ":"), func(folder string) bool { return isCopied(app, path.Join(folder, name)) })
}

// CheckCopied refuses objects of another machine among what was copied into an image.
func CheckCopied(p *Plan, c Copy, found []libs.Object) spec.Diagnostics {
	a, err := p.Target.architecture()
	if err != nil {
		return one(p.Spec, "", err.Error(), "")
	}
	foreign := libs.Foreign(found, a.machine)
	if len(foreign) == 0 {
		return nil
	}
	stage := p.Stage(c.From)
	summary := fmt.Sprintf("%s from %s is not for %s, which the image is for", foreign[0].Path, c.origin(), p.Target)
	switch {
	case stage == nil:
		return one(p.Spec, c.Key+".from", summary, "name one that is made for each platform of the image")
	case stage.On.Same(p.Target):
		return one(p.Spec, stage.Key()+".dockerfile", summary, "have the Dockerfile build for $TARGETPLATFORM, not for $BUILDPLATFORM")
	}
	return one(p.Spec, stage.Key(), summary, "write `platform: target`, so that the stage is built for each platform")
}
