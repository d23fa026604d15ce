package frontend

import (
	"context"
	"strings"

	"github.com/moby/buildkit/client/llb"
	gwclient "github.com/moby/buildkit/frontend/gateway/client"
	"github.com/org/pyapp-frontend/frontend/llbgen"
	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/frontend/plan/lock"
	"github.com/org/pyapp-frontend/spec"
)

// readLocks makes one canonical lock of all that says what to install: everything that will be installed, as data.
func (b *build) readLocks(ctx context.Context) (spec.Diagnostics, error) {
	merged, problems, err := b.lockOf(ctx, b.app)
	if err != nil || len(problems) > 0 {
		return problems, err
	}
	if problems := plan.CheckPackages(b.app, merged); len(problems) > 0 {
		return problems, nil
	}
	packages, err := b.resolvePackages(ctx, merged)
	if err != nil {
		return nil, err
	}
	if plan.InstallsMore(b.app) {
		if b.facts.common, problems, err = b.lockOf(ctx, b.app.Common()); err != nil || len(problems) > 0 {
			return problems, err
		}
		b.facts.common = b.facts.common.Plus(packages)
	}
	merged = merged.Plus(packages)
	if merged != nil {
		b.facts.lock = merged.Mirrored(plan.Mirrors(b.app))
		b.gen.Network.Indexes = plan.Indexes(b.app, b.facts.lock)
	}
	if problems, err := b.placeLock(ctx, merged); err != nil || len(problems) > 0 {
		return problems, err
	}
	return plan.CheckProgram(b.app, plan.NamesIn(merged), b.facts.Project, b.facts.Sources), nil
}

// lockOf is the lock of a spec, or of what its targets have in common; nil: nothing is locked.
func (b *build) lockOf(ctx context.Context, app *spec.App) (*lock.Lock, spec.Diagnostics, error) {
	var found []*lock.Lock
	for _, s := range b.facts.Sources {
		l, problems, err := b.readLock(ctx, app, s)
		if err != nil || len(problems) > 0 {
			return nil, problems, err
		}
		found = append(found, l)
	}
	merged, err := lock.Merge(found)
	if err != nil {
		return nil, plan.ExplainLockError(b.app, "", err), nil
	}
	if merged != nil { // what no image of this build installs stands in nobody's way
		merged = merged.Applying(plan.Environments(app, b.facts.python, b.facts.Project))
	}
	return merged, nil, nil
}

// readLock reads one source. Formats that hold all that has to be known are read here; the others by their own tool, in a
// step.
func (b *build) readLock(ctx context.Context, app *spec.App, s plan.Source) (*lock.Lock, spec.Diagnostics, error) {
	switch s.Format {
	case plan.FormatUV, plan.FormatScript, plan.FormatNone:
		return b.exportedLock(ctx, app, s)
	case plan.FormatRequirements:
		return b.requirements(ctx, s)
	case plan.FormatPylock, plan.FormatPDM, plan.FormatPipenv, plan.FormatPoetry:
	}
	l, problems := b.facts.ReadLock(app, s, b.facts.python)
	if l != nil && s.Format == plan.FormatPipenv {
		return b.lookedUp(ctx, s, l)
	}
	return l, problems, nil
}

// parsed reads a lock, and turns what is wrong with it into a diagnostic.
func (b *build) parsed(s plan.Source, parse func() (*lock.Lock, error)) (*lock.Lock, spec.Diagnostics, error) {
	l, err := parse()
	if err != nil {
		return nil, plan.ExplainLockError(b.app, s.Path, err), nil
	}
	return l, nil, nil
}

// exportedLock has uv export its own lock. Without a network the inputs alone decide. Only what cannot be told without
// building the project's metadata gets one.
func (b *build) exportedLock(ctx context.Context, app *spec.App, s plan.Source) (*lock.Lock, spec.Diagnostics, error) {
	git := plan.FromGit(b.facts.Files["pyproject.toml"] + b.facts.Files[s.Path])
	step := llbgen.LockStep{
		Name: s.StepName(), Args: plan.ExportArgs(app, s), Offline: s.Format != plan.FormatNone,
		Tools: plan.ManifestTools(b.app, git), Git: git,
		Distro: b.app.Distro, On: planPlatform(b.buildPlatform()),
	}
	if app != b.app {
		step.Name += ", for the target " + app.Target
	}
	step.Manifests, step.Project = b.ofSource(s)
	text, said, err := b.export(ctx, step)
	if err == nil && text == "" && plan.NeedsBuild(said) {
		text, said, err = b.exportedOnline(ctx, step)
	}
	switch {
	case err != nil:
		return nil, nil, err
	case text == "":
		return nil, plan.ExplainLock(b.app, s, said), nil
	}
	b.warn(ctx, plan.WarnUnlocked(b.app, s))
	return b.parsed(s, func() (*lock.Lock, error) { return lock.ParsePylock(text) })
}

// exportedOnline is a second try with all of the project and a network, for dependencies that only a build can tell.
func (b *build) exportedOnline(ctx context.Context, step llbgen.LockStep) (text, said string, err error) {
	whole, err := b.contextFiles(ctx, plan.WholeProject(b.app, b.facts.ignore))
	if err != nil {
		return "", "", err
	}
	step.Name += ", building its metadata, which are dynamic"
	step.Manifests, step.Project, step.Offline = whole, b.app.Project, false
	return b.export(ctx, step)
}

// ofSource is the part of the context that a step reads which exports a lock, and the project's folder in it.
func (b *build) ofSource(s plan.Source) (llb.State, string) {
	switch {
	case s.Path != "" && s.Format != plan.FormatUV:
		return llbgen.Pick(b.facts.manifests, b.app.Project, b.facts.Files.There(s.Path, s.Path+".lock")), "."
	case len(b.facts.members) > 0:
		return b.facts.manifests, b.app.Project // loaded for this
	}
	return llbgen.Pick(b.facts.manifests, b.app.Project, b.facts.Files.There(plan.OfUV()...)), "."
}

// export runs an export step: the lock, or what uv said against it.
func (b *build) export(ctx context.Context, step llbgen.LockStep) (text, said string, err error) {
	ref, err := b.solve(ctx, b.gen.Lock(step, b.facts.tools))
	if err != nil {
		return "", "", err
	}
	if text, err = b.readText(ctx, ref, llbgen.LockFile); err != nil || text != "" {
		return text, "", err
	}
	said, err = b.readText(ctx, ref, llbgen.LockProblemFile)
	return "", said, err
}

// readText is the text of a file that a step may have left; empty: it has not.
func (b *build) readText(ctx context.Context, ref gwclient.Reference, name string) (string, error) {
	data, err := ref.ReadFile(ctx, gwclient.ReadRequest{Filename: name})
	if err != nil && isMissing(err) {
		return "", nil
	}
	return string(data), err
}

// findTools resolves the images that steps run in and with, for the build platform.
func (b *build) findTools(ctx context.Context) error {
	var uv *baseImage
	err := inParallel(ctx,
		b.buildImage,
		func(ctx context.Context) (err error) {
			uv, err = b.image(ctx, plan.UVImage(b.app), b.buildPlatform(), "uv")
			return err
		},
	)
	if err != nil {
		return err
	}
	b.facts.tools.UV, b.facts.images.uv = uv.state, uv
	return nil
}

// pythonVersion is the version that an image says it has; official images do. Else it is what was asked for.
func pythonVersion(img *baseImage, app *spec.App) string {
	if version := img.pythonVersion(); version != "" {
		return version
	}
	if strings.Count(app.Python, ".") == 1 {
		return app.Python + ".0"
	}
	return app.Python
}
