package plan

import (
	"path"
	"slices"

	"github.com/org/pyapp-frontend/spec"
)

// Stage is a build by a Dockerfile of its own, that a [Copy] takes files of.
type Stage struct {
	Name       string        // its key in the spec file is "stages.NAME"
	Dockerfile string        // relative to the context
	Target     string        // stage of the Dockerfile; empty: its last
	Context    Selection     // what its COPY reads: a folder of the context
	Args       []spec.EnvVar // build arguments, in this order
	On         Platform      // that it is built for
}

// Key is that of the spec file.
func (s Stage) Key() string { return "stages." + s.Name }

// StepPrefix is how the names of its steps begin.
func (s Stage) StepPrefix() string { return "stage " + s.Name + ": " }

// StageIgnoreFiles are the files that may say what is left out of a stage's folder, by their paths in the context: the first that is
// there does. That of the context counts only where the folder is the context itself.
func StageIgnoreFiles(s spec.Stage) []string {
	return []string{s.Dockerfile + ".dockerignore", path.Join(s.Context, ".dockerignore")}
}

// StageDenied are the patterns of what no build in another language should read, whatever its ignore file leaves out: what is made
// for the machine of a developer, the history of the sources, and keys. The ignore file comes after them, so that its "!" has the
// last word. The application's own list would leave out what such builds need, as .npmrc, .env and Dockerfiles.
var StageDenied = []string{
	"**/node_modules", "**/.venv", "**/venv", "**/__pycache__", "**/*.pyc", "**/.pytest_cache", "**/.mypy_cache", "**/.ruff_cache",
	"**/.git", "**/.hg", "**/.svn", "**/.jj", "**/.DS_Store", "**/.idea", "**/.vscode",
	"**/.ssh", "**/.aws", "**/.gnupg", "**/.kube", "**/.netrc", "**/.git-credentials", "**/id_rsa*", "**/id_ecdsa*", "**/id_ed25519*",
}

// UsedStages are those stages of a spec that something is copied from, in the file's order.
func UsedStages(app *spec.App) []spec.Stage {
	return slices.DeleteFunc(slices.Clone(app.Stages), func(s spec.Stage) bool {
		return !slices.ContainsFunc(app.Copies, func(c spec.Copy) bool { return c.From == s.Name })
	})
}

func stages(app *spec.App, facts Facts) []Stage {
	var out []Stage
	for _, s := range UsedStages(app) {
		stage := Stage{
			Name: s.Name, Dockerfile: s.Dockerfile, Target: s.Target, Args: s.Args, On: facts.Build,
			Context: Selection{Folder: s.Context, Include: onlyFolder(s.Context), Exclude: stageExcludes(s, facts.StageIgnore[s.Name])},
		}
		if s.Each {
			stage.On = facts.Target
		}
		out = append(out, stage)
	}
	return out
}

func stageExcludes(s spec.Stage, ignore []string) []string {
	var out []string
	for _, p := range slices.Concat(StageDenied, ignore) {
		out = append(out, inFolder(s.Context, p))
	}
	return out
}

// Stage is the stage of a name; nil: the plan has none.
func (p *Plan) Stage(name string) *Stage {
	for i, s := range p.Stages {
		if s.Name == name {
			return &p.Stages[i]
		}
	}
	return nil
}

// MissingDockerfile is the problem of a stage whose Dockerfile is not there.
func MissingDockerfile(app *spec.App, s spec.Stage) spec.Diagnostics {
	return one(app, "stages."+s.Name+".dockerfile", "there is no file "+s.Dockerfile+" in the build context",
		"its path is relative to the build context, whatever `context` says")
}

// MissingStageFolder is the problem of a stage whose folder is not there.
func MissingStageFolder(app *spec.App, s Stage) spec.Diagnostics {
	return one(app, s.Key()+".context", "there is no folder "+s.Context.Folder+" in the build context, or everything in it is kept out",
		"see what its .dockerignore keeps")
}
