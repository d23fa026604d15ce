package frontend

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"strings"

	gwclient "github.com/moby/buildkit/frontend/gateway/client"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"
	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/frontend/plan/lock"
	"github.com/org/pyapp-frontend/frontend/show"
	"github.com/org/pyapp-frontend/spec/schema"
)

// answerSchema is the JSON Schema of the language, which is the same for every file.
func (b *build) answerSchema(context.Context) (*gwclient.Result, error) {
	return answered(ownRequest("schema", ""), schema.JSON(), schema.JSON()), nil
}

// answerPlan says what image is made for each platform, and why.
func (b *build) answerPlan(ctx context.Context) (*gwclient.Result, error) {
	var plans []*show.Plan
	var texts []string
	err := b.eachPlanned(ctx, func(p planned) error {
		packages, err := b.packages(p.plan.Target, p.platform)
		if err != nil {
			return err
		}
		shown := show.NewPlan(p.plan, p.shownBase(), b.facts.python, packages.Packages)
		plans, texts = append(plans, shown), append(texts, shown.Text())
		return nil
	})
	if err != nil {
		return nil, err
	}
	return answeredJSON("plan", strings.Join(texts, "\n"), plans)
}

// answerLock lists what goes into the image of each platform.
func (b *build) answerLock(ctx context.Context) (*gwclient.Result, error) {
	var all []show.Packages
	var texts []string
	err := b.eachPlanned(ctx, func(p planned) error {
		packages, err := b.packages(p.plan.Target, p.platform)
		all, texts = append(all, packages), append(texts, packages.Text())
		return err
	})
	if err != nil {
		return nil, err
	}
	return answeredJSON("lock", strings.Join(texts, "\n"), all)
}

// planned is a plan that was made and not built.
type planned struct {
	platform ocispecs.Platform
	base     *baseImage
	plan     *plan.Plan
}

// eachPlanned plans the image of each platform that is asked for, in that order. What cannot be planned gives the error that
// a build would.
func (b *build) eachPlanned(ctx context.Context, do func(planned) error) error {
	if err := b.prepare(ctx); err != nil {
		return err
	}
	return b.planEach(ctx, b.wantedPlatforms(), do)
}

// planEach plans platforms, for a project that is known.
func (b *build) planEach(ctx context.Context, platforms []ocispecs.Platform, do func(planned) error) error {
	for _, p := range platforms {
		base, err := b.runtimeImage(ctx, p)
		if err != nil {
			return err
		}
		pl, err := b.plan(ctx, base, p, plan.Learned{})
		if err != nil {
			return err
		}
		if err := do(planned{p, base, pl}); err != nil {
			return err
		}
	}
	return nil
}

func (p planned) shownBase() show.Base {
	app := p.plan.Spec
	return show.Base{
		Kind: app.Base.Kind, Distro: app.Distro,
		Reference: familiar(cmp.Or(p.base.name, plan.RuntimeImage(app))), Digest: p.base.digest.String(),
	}
}

// packages are those that one platform installs, the project's own among them.
func (b *build) packages(target plan.Platform, p ocispecs.Platform) (show.Packages, error) {
	out := show.Packages{Platform: target.String(), Packages: []show.Package{}}
	locked := b.lockFor(p)
	if locked == nil {
		return out, nil
	}
	t, err := plan.Target(b.app, target, b.facts.python, b.facts.Project)
	if err != nil {
		return out, err
	}
	chosen, err := locked.For(t)
	for _, c := range chosen {
		c.Version = cmp.Or(c.Version, b.ownVersion(c))
		out.Packages = append(out.Packages, show.NewPackage(c, show.Reason(b.app, b.facts.Project, c.Name)))
	}
	return out, err
}

// ownVersion is what the manifest of a package of the context says, which locks may leave out; empty: nothing.
func (b *build) ownVersion(c lock.Chosen) string {
	for _, own := range b.facts.firstParty {
		if c.Directory != nil && own.Folder == c.Directory.Path && own.Manifest != nil {
			return own.Manifest.Version
		}
	}
	return ""
}

// answeredJSON is an answer whose JSON is a value's, indented and with a line feed at its end.
func answeredJSON(name, text string, value any) (*gwclient.Result, error) {
	var data bytes.Buffer
	encoder := json.NewEncoder(&data)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(value); err != nil {
		return nil, fmt.Errorf("answering %s: %w", name, err)
	}
	return answered(ownRequest(name, ""), []byte(text), data.Bytes()), nil
}
