package frontend

import (
	"context"

	"github.com/moby/buildkit/frontend/dockerfile/parser"
	gwclient "github.com/moby/buildkit/frontend/gateway/client"
	"github.com/moby/buildkit/frontend/subrequests"
	"github.com/moby/buildkit/frontend/subrequests/lint"
	"github.com/moby/buildkit/solver/errdefs"
	"github.com/moby/buildkit/solver/pb"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"
	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/spec"
)

// answerLint answers `--check`: with the warnings of a build, as far as they are known before anything is installed, and with
// what is wrong with the file and the project.
func (b *build) answerLint(ctx context.Context) (*gwclient.Result, error) {
	b.findings.quiet = true
	err := b.check(ctx)
	results := &lint.LintResults{Warnings: []lint.Warning{}}
	source := results.AddSource(b.source.SourceMap)
	for _, d := range b.findings.all() {
		results.AddWarning(d.Rule, description(d.Rule), plan.LintPage(d.Rule), d.Message(), source, located(d.Range))
	}
	if err != nil {
		places := placesIn(err)
		if places == nil {
			return nil, err // of the machinery, or of the request
		}
		results.Error = &lint.BuildError{Message: err.Error(), Location: pb.Location{SourceIndex: int32(source), Ranges: places}}
	}
	return results.ToResult(nil)
}

// lintRequest is BuildKit's own, but for what it says of Dockerfiles.
func lintRequest() subrequests.Request {
	r := lint.SubrequestLintDefinition
	r.Description = "List the warnings of a build"
	return r
}

// check does what a build does up to the plan of the first platform.
func (b *build) check(ctx context.Context) error {
	if err := b.prepare(ctx); err != nil {
		return err
	}
	return b.planEach(ctx, b.wantedPlatforms()[:1], func(planned) error { return nil })
}

// wantedPlatforms are those that images are wanted for.
func (b *build) wantedPlatforms() []ocispecs.Platform {
	if len(b.TargetPlatforms) == 0 {
		return []ocispecs.Platform{b.buildPlatform()}
	}
	return b.TargetPlatforms
}

// placesIn are the places in the spec file that an error names; nil: it names none.
func placesIn(err error) []*pb.Range {
	for _, s := range errdefs.Sources(err) {
		if len(s.Ranges) > 0 {
			return s.Ranges
		}
	}
	return nil
}

func located(r spec.Range) []parser.Range {
	return []parser.Range{{
		Start: parser.Position{Line: r.Start.Line, Character: r.Start.Column},
		End:   parser.Position{Line: r.End.Line, Character: r.End.Column},
	}}
}
