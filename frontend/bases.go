package frontend

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/moby/buildkit/client/llb"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"
	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/spec"
)

// ownContext is the named context that takes the place of the base (`--build-context base=…`).
const ownContext = "base"

// useContext puts the context `base` in the place of what the spec says, but for an image of its own to build in.
func (b *build) useContext() error {
	if !b.hasContext(ownContext) {
		return nil
	}
	base := b.app.Base
	if base.Kind == spec.BaseDistroless {
		return b.at("base", "the build context base would take the place of an image that is put together here",
			"call the context "+familiar(plan.PythonImage(b.app))+", which is the image that its files come from")
	}
	if base.Build == base.Runtime {
		base.Build = ownContext
	}
	b.app.Base, b.app.Distro = spec.Base{Kind: spec.BaseImage, Runtime: ownContext, Build: base.Build}, ""
	return nil
}

// hasContext says whether the client gave a named context, for any platform.
func (b *build) hasContext(name string) bool {
	return slices.ContainsFunc(slices.Collect(maps.Keys(b.BuildOpts().Opts)), func(opt string) bool {
		opt, _, _ = strings.Cut(opt, "::")
		return opt == "context:"+name
	})
}

// buildImage is the image that steps run in, with its Python looked for where that is not in the place of the official images.
func (b *build) buildImage(ctx context.Context) error {
	if err := b.useContext(); err != nil {
		return err
	}
	key := plan.BuildKey(b.app)
	img, err := b.image(ctx, plan.BuildImage(b.app), b.buildPlatform(), key)
	if err != nil {
		return err
	}
	b.facts.images.python = img
	if b.app.Base.Kind != spec.BaseImage && img.named && img.pythonVersion() == "" {
		ref := plan.BuildImage(b.app)
		b.app.Base, b.app.Distro = spec.Base{Kind: spec.BaseImage, Runtime: ref, Build: ref}, ""
	}
	if b.app.Base.Kind == spec.BaseImage {
		return b.lookAtOwn(ctx, img, key)
	}
	if err := b.checkPython(img); err != nil {
		return err
	}
	if img.named { // it may hold other libraries than the image whose name it has
		b.gen.Base = cmp.Or(img.known(), "context:"+plan.BuildImage(b.app))
	}
	b.facts.tools.Python = img.state
	b.facts.python = pythonVersion(img, b.app)
	return nil
}

// runtimeImage is the image that the application runs on, on one platform.
func (b *build) runtimeImage(ctx context.Context, p ocispecs.Platform) (*baseImage, error) {
	key := plan.RuntimeKey(b.app)
	img, err := b.image(ctx, plan.RuntimeImage(b.app), p, key)
	if err != nil {
		return nil, err
	}
	if b.app.Base.Kind == spec.BaseImage {
		return img, b.compare(ctx, img, key)
	}
	return img, b.checkPython(img)
}

// known tells an image from others, as far as that can be told without its files; empty: it cannot.
func (img *baseImage) known() string { return cmp.Or(img.digest.String(), img.name) }

// pythonVersion is the version that an image says it has; empty: it says none.
func (img *baseImage) pythonVersion() string { return img.variable("PYTHON_VERSION") }

// variable is one of the variables that an image sets; empty: it does not.
func (img *baseImage) variable(name string) string {
	for _, v := range img.config.Config.Env {
		if value, ok := strings.CutPrefix(v, name+"="); ok {
			return value
		}
	}
	return ""
}

// checked says whether an image has a health check that is not turned off.
func (img *baseImage) checked() bool {
	check := img.config.Config.Healthcheck
	return check != nil && len(check.Test) > 0 && check.Test[0] != "NONE"
}

// forSteps is an image of somebody's as steps run in it: without the variables by which it steers Python and the tools that
// install, which are for its own users.
func (img *baseImage) forSteps() llb.State {
	st := llb.NewState(img.state.Output())
	for _, v := range img.config.Config.Env {
		name, value, _ := strings.Cut(v, "=")
		steers := func(prefix string) bool { return strings.HasPrefix(name, prefix) }
		if name != "" && !slices.ContainsFunc([]string{"PYTHON", "PIP_", "UV_", "VIRTUAL_ENV", "CONDA"}, steers) {
			st = st.AddEnv(name, value)
		}
	}
	return st
}
