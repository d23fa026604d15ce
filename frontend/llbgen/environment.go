package llbgen

import (
	"path"
	"strconv"

	"github.com/moby/buildkit/client/llb"
	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/spec"
)

// venv is the empty environment, alone at its final path.
func (g *Generator) venv(p *plan.Plan, src Sources) llb.State {
	return g.step(src.Python, "venv", p.Python.VenvName(), "python", []string{"/out" + plan.Venv}).
		AddMount("/out", llb.Scratch())
}

// install puts one group of packages into the empty environment. The fragment is part of the graph, so that the step
// depends on what is locked and on nothing else of the project.
func (g *Generator) install(group plan.Group, venv llb.State, src Sources) llb.State {
	lock := llb.Scratch().File(llb.Mkfile("pylock.toml", 0o444, []byte(group.Fragment), created),
		llb.WithCustomName("[internal] load the lock"))
	return g.step(src.Python, "install", group.StepName(), "lock",
		[]string{uvBinary, plan.Venv, "/dev/pyapp/lock/pylock.toml", group.Platform, compileWord(group.Compile)},
		llb.AddMount("/dev/pyapp/lock", lock, llb.Readonly),
		g.network(), g.uvCache(), uvEnv(), uv(src),
	).AddMount("/app", venv, llb.SourcePath("/app"))
}

// project installs the first-party package: from the outline of its source, where it will lie, or as a wheel.
func (g *Generator) project(p *plan.Plan, venv, outline llb.State, src Sources) llb.State {
	root, source, opts := src.Python, p.App.Workdir, []llb.MountOption{}
	if p.Project.Install == spec.InstallWheel {
		root, source, outline = g.builder(p, src), "/src", src.Project
		opts = append(opts, llb.SourcePath(p.Project.Files.Folder))
	}
	if g.Caps.NoOutput {
		opts = append(opts, llb.ForceNoOutput) // builds leave files beside the source; the image wants none of them
	}
	return g.step(root, "project", p.Project.StepName(), "install",
		[]string{uvBinary, plan.Venv, source, string(p.Project.Install), compileWord(p.Project.Compile), targetWord(p)},
		llb.AddMount(source, outline, opts...),
		g.network(), g.uvCache(), uvEnv(), uv(src), env(p.Project.Env),
	).AddMount(plan.Venv, venv, llb.SourcePath(plan.Venv))
}

// builder is where wheels are built: the base image of the build platform with what the spec says that building needs.
func (g *Generator) builder(p *plan.Plan, src Sources) llb.State {
	if len(p.Project.Tools) == 0 {
		return src.Python
	}
	return g.packages(src.Python, p.Build, p.Spec.Distro, p.Project.ToolsName(), "system-libs.build", p.Project.Tools)
}

// AppStep is what the step leaves that copies the application.
type AppStep struct {
	Files   llb.State // the files, at their final path; or AppProblemFile
	Outline llb.State // for a package installed from source: its files, empty but for those that metadata come from
}

// App is the graph of the step that copies the application's files.
func (g *Generator) App(p *plan.Plan, src Sources) AppStep {
	a := p.App
	args := []string{path.Join("/src", a.Files.Folder), "/out", a.Workdir, "--owner=" + strconv.Itoa(a.Owner)}
	if a.Compile {
		args = append(args, "--compile")
	}
	for _, folder := range a.Writable {
		args = append(args, "--writable="+folder)
	}
	opts := []llb.RunOption{llb.AddMount("/src", src.App, llb.Readonly)}
	outlined := p.Project != nil && p.Project.Install == spec.InstallSource
	if outlined {
		args = append(args, outlineArgs(p.Project)...)
		opts = append(opts, llb.AddMount("/metadata", src.Metadata, llb.Readonly))
	}
	run := g.step(src.Python, "app", a.StepName(), "files", args, opts...)
	step := AppStep{Files: run.AddMount("/out", llb.Scratch())}
	if outlined {
		step.Outline = run.AddMount("/outline", llb.Scratch())
	}
	return step
}

// outlineArgs ask for an outline; where metadata come out of the source, for one with all of it.
func outlineArgs(p *plan.Project) []string {
	args := []string{"--outline=/outline", "--metadata=" + path.Join("/metadata", p.Metadata.Folder)}
	if p.Dynamic {
		args = append(args, "--contents")
	}
	return args
}

func targetWord(p *plan.Plan) string {
	if p.Project.Install == spec.InstallWheel && !p.Target.Same(p.Build) {
		return "foreign"
	}
	return "native" // an install from source is the same for every platform
}

func compileWord(compile bool) string {
	if compile {
		return "compile"
	}
	return "plain"
}
