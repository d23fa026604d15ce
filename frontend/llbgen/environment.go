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

// install puts one group of packages into the empty environment. What is to be installed is part of the graph, so that the
// step depends on what is locked and on nothing else of the project.
func (g *Generator) install(p *plan.Plan, group plan.Group, venv llb.State, src Sources) llb.State {
	return g.step(src.Python, "install", group.StepName(), "lock",
		[]string{uvBinary, plan.Venv, lockDir, group.Platform, compileWord(group.Compile)},
		llb.AddMount(lockDir, locked(group.Fragment, group.Requirements, group.Files, src), llb.Readonly),
		g.indexNetwork(), g.uvCache(), uvEnv(), uv(src), row(p.InstallsName(group)),
	).AddMount("/app", venv, llb.SourcePath("/app"))
}

const lockDir = "/dev/pyapp/lock"

// locked is the folder that says what an installing step installs, beside those files of the context that it names.
func locked(fragment, requirements string, archives []string, src Sources) llb.State {
	st := llb.Scratch()
	load := internal("load the lock")
	if len(archives) > 0 {
		action := llb.Copy(src.Archives, "/"+archives[0], "/"+archives[0], &llb.CopyInfo{CreateDestPath: true})
		for _, name := range archives[1:] {
			action = action.Copy(src.Archives, "/"+name, "/"+name, &llb.CopyInfo{CreateDestPath: true})
		}
		st = st.File(action, load...)
	}
	if fragment != "" {
		st = st.File(llb.Mkfile("/pylock.toml", 0o444, []byte(fragment), created), load...)
	}
	if requirements != "" {
		st = st.File(llb.Mkfile("/requirements.txt", 0o444, []byte(requirements), created), load...)
	}
	return st
}

// build makes and installs one package that has no wheel, where compilers are.
func (g *Generator) build(p *plan.Plan, b plan.Build, venv llb.State, src Sources) llb.State {
	at := g.site(p, b.On, src)
	opts := []llb.RunOption{
		llb.AddMount(lockDir, locked(b.Fragment, b.Requirements, b.Files, src), llb.Readonly),
		g.indexNetwork(), g.buildCache(p, at.on, p.Tools), uvEnv(), uv(at.src), env(b.Env), at.runs(),
	}
	if b.Git {
		opts = append(opts, g.git(b.SSH, b.Host))
	}
	return g.step(g.builderAt(at, p, p.Tools), "build", b.StepName(), "no-wheel",
		[]string{uvBinary, plan.Venv, lockDir, compileWord(b.Compile)}, opts...).AddMount("/app", venv, llb.SourcePath("/app"))
}

// project installs a first-party package: from the outline of its source, where it will lie, or as a wheel.
func (g *Generator) project(p *plan.Plan, project plan.Project, venv, outline llb.State, src Sources) llb.State {
	root, source, from, cache := src.Python, path.Join(p.App.Workdir, project.Folder), project.Folder, g.uvCache()
	at := g.site(p, project.On, src)
	if project.Install == spec.InstallWheel {
		root = g.builderAt(at, p, project.Tools)
		source, outline, from, cache = "/src", src.Projects[project.Folder], project.Files.Folder, g.buildCache(p, at.on, project.Tools)
	}
	opts := []llb.MountOption{llb.SourcePath(path.Join("/", from))}
	if g.Caps.NoOutput {
		opts = append(opts, llb.ForceNoOutput) // builds leave files beside the source; the image wants none of them
	}
	return g.step(root, "project", project.StepName(), "install",
		[]string{uvBinary, plan.Venv, source, string(project.Install), compileWord(project.Compile)},
		llb.AddMount(source, outline, opts...),
		g.indexNetwork(), cache, uvEnv(), uv(at.src), env(project.Env), at.runs(),
	).AddMount(plan.Venv, venv, llb.SourcePath(plan.Venv))
}

// builder is where things are built: the base image of the build platform with some packages of its distribution.
func (g *Generator) builder(src Sources, tools []string, on plan.Platform, distro string) llb.State {
	return g.with(src, src.Python, on, distro, plan.ToolsName(tools), "system-libs.build", tools)
}

// AppStep is what the step leaves that copies the application.
type AppStep struct {
	Files   llb.State // the files, at their final path; or AppProblemFile
	Outline llb.State // for packages installed from source: the files, empty but for those that metadata come from
}

// App is the graph of the step that copies the application's files.
func (g *Generator) App(p *plan.Plan, src Sources) AppStep {
	a, args := p.App, appArgs(p.App)
	opts := []llb.RunOption{llb.AddMount("/src", src.App, llb.Readonly)}
	outlined := len(p.Outlined.Include) > 0
	if outlined {
		args = append(args, outlineArgs(p)...)
		opts = append(opts, llb.AddMount("/metadata", src.Metadata, llb.Readonly))
	}
	run := g.step(src.Python, "app", a.StepName(), "files", args, opts...)
	step := AppStep{Files: run.AddMount("/out", llb.Scratch())}
	if outlined {
		step.Outline = run.AddMount("/outline", llb.Scratch())
	}
	return step
}

// Added is the layer of the files that only the target has; or AppProblemFile.
func (g *Generator) Added(p *plan.Plan, src Sources) llb.State {
	return g.step(src.Python, "app", p.AddedName(), p.Spec.Target+".files", appArgs(*p.Added),
		llb.AddMount("/src", src.Added, llb.Readonly)).AddMount("/out", llb.Scratch())
}

func appArgs(a plan.App) []string {
	args := []string{path.Join("/src", a.Files.Folder), "/out", a.Workdir, "--owner=" + strconv.Itoa(a.Owner)}
	if a.Compile {
		args = append(args, "--compile")
	}
	for _, folder := range a.Writable {
		args = append(args, "--writable="+folder)
	}
	return args
}

// outlineArgs ask for an outline, whole where metadata come out of the source.
func outlineArgs(p *plan.Plan) []string {
	args := []string{"--outline=/outline", "--metadata=" + path.Join("/metadata", p.Outlined.Folder)}
	for _, project := range p.Projects {
		if project.Install == spec.InstallSource && project.Dynamic {
			args = append(args, "--contents="+project.Folder)
		}
	}
	return args
}

func compileWord(compile bool) string {
	if compile {
		return "compile"
	}
	return "plain"
}
