package plan

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/frontend/plan/libs"
	"github.com/org/pyapp-frontend/spec"
)

// Step is a command of the spec that makes files of the image, in a layer of their own.
type Step struct {
	Key      string        // of the spec file, as in "steps[0]"
	Run      []string      // exec form
	Env      []spec.EnvVar // all that is set over the base's, in this order
	Outputs  []string      // absolute
	Network  bool
	Packages []string // of the distribution, on top of the image's, sorted; in no image
	Target   bool     // runs on the image's own platform; else once, on the builder's, for all
}

// epoch is the time that steps are told to use, in seconds since 1970: the one moment of all files, 1980-01-01T00:00:00Z. That of
// the build would run them again for each commit.
const epoch = "315532800"

// addSteps plans the steps of the spec, and the environment for those that run once: that of an image for the build platform.
func (p *Plan) addSteps(app *spec.App, facts Facts) error {
	if len(app.Steps) == 0 {
		return nil
	}
	for i, s := range app.Steps {
		p.Steps = append(p.Steps, step(app, facts, i, s))
	}
	without := *app.Common()
	without.Steps = nil
	var err error
	p.Builder, err = New(&without, facts.forSteps())
	return err
}

func step(app *spec.App, facts Facts, i int, s spec.Step) Step {
	return Step{
		Key:      fmt.Sprintf("steps[%d]", i),
		Run:      s.Run,
		Env:      slices.Concat(steady, environment(app.Common(), facts.BasePath), s.Env),
		Outputs:  absolute(app, s.Outputs),
		Network:  s.Network,
		Packages: unique(s.SystemLibs),
		Target:   s.Target,
	}
}

// steady keeps what the same inputs make the same: the order of sets, the time that is written into files, where programs keep
// what is not for the image.
var steady = []spec.EnvVar{
	{Name: "HOME", Value: "/tmp"},
	{Name: "PYTHONHASHSEED", Value: "0"},
	{Name: "SOURCE_DATE_EPOCH", Value: epoch},
}

// absolute are paths of the image, of which relative ones lie in the working directory.
func absolute(app *spec.App, paths []string) []string {
	var out []string
	for _, p := range paths {
		if !path.IsAbs(p) {
			p = path.Join(app.Workdir, p)
		}
		out = append(out, path.Clean(p))
	}
	return out
}

// longest is how much of a command a name shows, in characters.
const longest = 100

// StepName is the name of the step: its command, in one line.
func (s Step) StepName() string {
	return "step: " + oneLine(s.Run)
}

func oneLine(command []string) string {
	words := []rune(strings.Join(strings.Fields(strings.Join(command, " ")), " "))
	if len(words) > longest {
		words = append(words[:longest], '…')
	}
	return string(words)
}

// PackagesName is the name of the step that installs what a command needs besides the image.
func (s Step) PackagesName() string {
	return "install system libraries for a step: " + strings.Join(s.Packages, ", ")
}

// Foreign says whether the step runs on another platform than the builder's.
func (p *Plan) Foreign(s Step) bool { return s.Target && !p.Target.Same(p.Build) }

// isMade says whether a path is copied from elsewhere or an output of a step, in one, or a folder that one is in.
func isMade(app *spec.App, name string) bool {
	return isCopied(app, name) || slices.ContainsFunc(app.Steps, func(s spec.Step) bool {
		return slices.ContainsFunc(absolute(app, s.Outputs), func(output string) bool { return overlaps(output, name) })
	})
}

// overlaps says whether two absolute paths are the same, or one is in the other.
func overlaps(a, b string) bool {
	return a == b || strings.HasPrefix(b, a+"/") || strings.HasPrefix(a, b+"/")
}

// withOutputs is what is known of paths relative to the working directory when the image will be whole: what is copied and what steps
// make may be anything.
func withOutputs(app *spec.App, look func(string) Found) func(string) Found {
	return func(name string) Found {
		if isMade(app, path.Join(app.Workdir, name)) {
			return Found{Exists: true, Folder: true, Executable: true}
		}
		return look(name)
	}
}

// CheckBuilder refuses packages without a wheel for the platform that steps run on, where that is not the image's.
func CheckBuilder(app *spec.App, p *Plan) spec.Diagnostics {
	if p.Builder == nil || p.Target.Same(p.Build) {
		return nil
	}
	return CheckBuilds(app, p.Builder)
}

// CheckMade refuses what a step has compiled for its own platform where the image is for another.
func CheckMade(p *Plan, s Step, made []libs.Object) spec.Diagnostics {
	a, err := p.Target.architecture()
	if err != nil {
		return one(p.Spec, "", err.Error(), "")
	}
	foreign := libs.Foreign(made, a.machine)
	if len(foreign) == 0 {
		return nil
	}
	return one(p.Spec, s.Key+".outputs", fmt.Sprintf("%s is compiled for %s, and the image is for %s", foreign[0].Path, p.Build, p.Target),
		"write `platform: target`, so that the step runs for each platform")
}
