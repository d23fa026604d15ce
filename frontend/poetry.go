package frontend

import (
	"context"

	"github.com/org/pyapp-frontend/frontend/llbgen"
	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/frontend/plan/lock"
	"github.com/org/pyapp-frontend/spec"
)

// poetryExport has Poetry itself export a lock that says too little for a reader of our own: those of Poetry before 2.0.
func (b *build) poetryExport(ctx context.Context, s plan.Source) (*lock.Lock, spec.Diagnostics, error) {
	manifests := llbgen.Pick(b.facts.manifests, b.app.Project, b.facts.files.There("pyproject.toml", s.Path))
	ref, err := b.solve(ctx, b.gen.PoetryExport(plan.PoetryArgs(b.app, b.facts.project), manifests, b.facts.tools))
	if err != nil {
		return nil, nil, err
	}
	text, err := b.readText(ctx, ref, llbgen.RequirementsFile)
	if err != nil {
		return nil, nil, err
	}
	if text == "" {
		said, err := b.readText(ctx, ref, llbgen.LockProblemFile)
		return nil, plan.ExplainPoetry(b.app, s, said), err
	}
	r, err := lock.ParseRequirements(s.Path, func(string) (string, bool) { return text, true })
	if err != nil {
		return nil, plan.ExplainLockError(b.app, s.Path, err), nil
	}
	l := r.Lock()
	l.Indexes = r.Indexes
	return b.lookedUp(ctx, s, l)
}
