package frontend

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	gwclient "github.com/moby/buildkit/frontend/gateway/client"
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

// said are the warnings that a build has shown. Platforms and attempts come upon the same.
type said struct{ warnings sync.Map }

func (s *said) before(text string) bool {
	_, before := s.warnings.LoadOrStore(text, true)
	return before
}

func (b *build) warn(ctx context.Context, ds spec.Diagnostics) {
	for _, d := range ds.Sorted() {
		if b.said.before(d.Text(b.source.Filename)) {
			continue
		}
		b.source.Warn(ctx, d.Text(b.source.Filename), gwclient.WarnOpts{Range: ranges(d.Range)})
	}
}

// positioned is one error for all problems. They share one errdefs.Source, because that is the only form whose picture
// in the terminal does not depend on how many processes it passed through. The positions are in the text as well, for
// clients that draw no picture.
func (b *build) positioned(problems spec.Diagnostics) error {
	text := problems.Text(b.source.Filename)
	if len(problems) > 1 {
		text = fmt.Sprintf("%d problems in %s:\n  %s", len(problems), b.source.Filename, strings.ReplaceAll(text, "\n", "\n  "))
	}
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
		Path: b.app.Path(path), Range: b.app.Where(path), Summary: summary, Suggestion: suggestion,
	}})
}

func ranges(r spec.Range) []*pb.Range {
	return []*pb.Range{{Start: position(r.Start), End: position(r.End)}}
}

func position(p spec.Position) *pb.Position {
	return &pb.Position{Line: int32(p.Line), Character: int32(p.Column)}
}
