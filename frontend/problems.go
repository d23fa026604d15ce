package frontend

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/moby/buildkit/solver/errdefs"
	"github.com/moby/buildkit/solver/pb"
	"github.com/org/pyapp-frontend/spec"
)

// report shows the warnings among some diagnostics, and turns the errors among them into one error.
func (b *build) report(ctx context.Context, ds spec.Diagnostics) error {
	b.warn(ctx, ds.Warnings())
	if problems := ds.Errors().Sorted(); len(problems) > 0 {
		return b.positioned(problems)
	}
	return nil
}

// positioned is one error for all problems. They share one errdefs.Source, because that is the only form whose picture
// in the terminal does not depend on how many processes it passed through. The positions are in the text as well, for
// clients that draw no picture.
func (b *build) positioned(problems spec.Diagnostics) error {
	if len(problems) == 1 {
		return b.headed("", problems)
	}
	return b.headed(fmt.Sprintf("%d problems in %s:\n  ", len(problems), b.source.Filename), problems)
}

// headed is that error with a heading, which ends in the space before the first problem.
func (b *build) headed(heading string, problems spec.Diagnostics) error {
	text := heading + strings.ReplaceAll(problems.Text(b.source.Filename), "\n", "\n  ")
	var places []*pb.Range
	for _, d := range problems {
		places = append(places, ranges(d.Range)...)
	}
	return b.withSource(errors.New(text), places)
}

func (b *build) withSource(err error, places []*pb.Range) error {
	return errdefs.WithSource(err, &errdefs.Source{
		Info: &pb.SourceInfo{
			Data:       b.source.Data,
			Filename:   b.source.Filename,
			Language:   b.source.Language,
			Definition: b.source.Definition.ToPB(),
		},
		Ranges: places,
	})
}

// at is an error about one key.
func (b *build) at(path, summary, suggestion string) error {
	return b.positioned(spec.Diagnostics{{
		Path: b.app.Path(path), Range: b.app.Where(path), Summary: b.givenBy(path) + summary, Suggestion: suggestion,
	}})
}

// givenBy names the build argument that has taken the place of what the file says; empty: none has.
func (b *build) givenBy(key string) string {
	key, _, _ = strings.Cut(key, ".")
	name := map[string]string{"base": "PYAPP_BASE", "python": "PYAPP_PYTHON", "uv": "PYAPP_UV_IMAGE"}[key]
	if name == "" || b.BuildArgs[name] == "" {
		return ""
	}
	return "build argument " + name + ": "
}

func ranges(r spec.Range) []*pb.Range {
	return []*pb.Range{{Start: position(r.Start), End: position(r.End)}}
}

func position(p spec.Position) *pb.Position {
	return &pb.Position{Line: int32(p.Line), Character: int32(p.Column)}
}
