package engine

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/moby/buildkit/client"
	gwclient "github.com/moby/buildkit/frontend/gateway/client"
	"github.com/moby/buildkit/util/progress/progressui"
	"github.com/org/pyapp-frontend/frontend"
)

// buildKit talks to a daemon, and runs the frontend in this process.
type buildKit struct {
	client         *client.Client
	addr, why      string
	stdout, stderr io.Writer
	warn           func(Warning)
}

// Warning is one that a build has given, with its place in the spec file where it has one.
type Warning struct {
	Text      string
	Details   []string
	Filename  string
	Line      int // counted from 1; 0: it has no place
	Column    int // counted from 1, in code points
	EndLine   int
	EndColumn int
}

// patience is how long a daemon may take to answer at all.
const patience = 10 * time.Second

func connect(ctx context.Context, o Options, addr, why string) (Engine, error) {
	c, err := client.New(ctx, addr)
	if err != nil {
		return nil, fmt.Errorf("%w: the BuildKit address %q of %s: %w", ErrNoBuilder, addr, why, err)
	}
	ask, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	if _, err := c.ListWorkers(ask); err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, fmt.Errorf("%w: the BuildKit daemon at %s (%s) does not answer: %w", ErrNoBuilder, addr, why, err)
	}
	return &buildKit{c, addr, why, o.Stdout, o.Stderr, o.Warn}, nil
}

// Describe implements Engine.
func (b *buildKit) Describe() string {
	return fmt.Sprintf("the BuildKit daemon at %s (%s), with the frontend of this program", b.addr, b.why)
}

// Loads implements Engine.
func (b *buildKit) Loads(ctx context.Context) bool { return dockerEngine(ctx) }

// Build implements Engine.
func (b *buildKit) Build(ctx context.Context, r Request) (Result, error) {
	opt, finish, err := b.options(ctx, r)
	if err != nil {
		return Result{}, err
	}
	response, err := b.solve(ctx, r, opt, frontend.Build)
	if loaded := finish(err); err == nil {
		err = loaded
	}
	if err != nil {
		return Result{}, err
	}
	if r.Metadata != "" {
		if err := writeMetadata(r.Metadata, response.ExporterResponse); err != nil {
			return Result{}, err
		}
	}
	return Result{
		Digest: response.ExporterResponse["containerimage.digest"],
		Config: response.ExporterResponse["containerimage.config.digest"],
		Names:  r.Tags,
	}, nil
}

// Call implements Engine.
func (b *buildKit) Call(ctx context.Context, r Request, name string, asJSON bool) ([]byte, error) {
	r.Push, r.Load, r.Outputs, r.Tags = false, false, nil, nil
	opt, finish, err := b.options(ctx, r)
	if err != nil {
		return nil, err
	}
	opt.FrontendAttrs["requestid"] = "frontend." + name
	opt.FrontendAttrs["frontend.caps"] = "moby.buildkit.frontend.subrequests"
	var answer *gwclient.Result
	_, err = b.solve(ctx, r, opt, func(ctx context.Context, c gwclient.Client) (*gwclient.Result, error) {
		answer, err = frontend.Build(ctx, c)
		return gwclient.NewResult(), err // an answer is no image
	})
	if finished := finish(err); err == nil {
		err = finished
	}
	if err != nil {
		return nil, err
	}
	form := "result.txt"
	if asJSON {
		form = "result.json"
	}
	data := answer.Metadata[form]
	if code := string(answer.Metadata["result.statuscode"]); code != "" && code != "0" {
		return data, &FailedError{Err: errors.New("what was asked for shows problems"), Shown: true}
	}
	return data, nil
}

// solve runs a build and shows its progress to the end, of a build that fails or is interrupted too.
func (b *buildKit) solve(ctx context.Context, r Request, opt client.SolveOpt, build gwclient.BuildFunc) (*client.SolveResponse, error) {
	display, err := b.display(r.Progress)
	if err != nil {
		return nil, err
	}
	status, shown := make(chan *client.SolveStatus), make(chan error)
	go func() {
		warnings, err := display.UpdateFrom(context.WithoutCancel(ctx), status)
		for _, w := range warnings {
			b.warn(newWarning(w))
		}
		shown <- err
	}()
	response, err := b.client.Build(ctx, opt, "pyapp", build, status)
	if displayed := <-shown; err == nil && displayed != nil {
		err = fmt.Errorf("showing the progress: %w", displayed)
	}
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return nil, &FailedError{Err: err}
	}
	return response, nil
}

// display shows progress as buildx does.
func (b *buildKit) display(mode string) (progressui.Display, error) {
	d, err := progressui.NewDisplay(b.stderr, progressui.DisplayMode(mode))
	if err != nil {
		return d, fmt.Errorf("--progress %s: %w", mode, err)
	}
	return d, nil
}

func newWarning(w client.VertexWarning) Warning {
	out := Warning{Text: string(w.Short)}
	for _, d := range w.Detail {
		out.Details = append(out.Details, string(d))
	}
	if w.SourceInfo != nil {
		out.Filename = w.SourceInfo.Filename
	}
	if len(w.Range) > 0 {
		start, end := w.Range[0].GetStart(), w.Range[0].GetEnd()
		out.Line, out.Column = int(start.GetLine()), int(start.GetCharacter())
		out.EndLine, out.EndColumn = int(end.GetLine()), int(end.GetCharacter())
	}
	return out
}

func writeMetadata(name string, response map[string]string) error {
	data, err := json.MarshalIndent(response, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(name, append(data, '\n'), 0o644)
}
