package frontend

import (
	"context"
	"strings"
	"sync"

	gwclient "github.com/moby/buildkit/frontend/gateway/client"
	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/spec"
)

// findings are the warnings of one request that nobody has silenced, each once: platforms and attempts come upon the same.
type findings struct {
	mu    sync.Mutex
	quiet bool // they are the answer to the request, and not shown besides
	found spec.Diagnostics
}

// add says whether a warning is a new one.
func (f *findings) add(d spec.Diagnostic) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, known := range f.found {
		if known == d {
			return false
		}
	}
	f.found = append(f.found, d)
	return true
}

// all are the warnings so far, in the order of the file.
func (f *findings) all() spec.Diagnostics {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.found.Sorted()
}

func (b *build) warn(ctx context.Context, ds spec.Diagnostics) {
	for _, d := range ds.Sorted() {
		b.warnOf(ctx, d)
	}
}

// warnOf shows one warning, unless its rule is silenced. Details are what its one line has no place for.
func (b *build) warnOf(ctx context.Context, d spec.Diagnostic, details ...string) {
	if b.checks.Silences(d.Rule) || !b.findings.add(d) || b.findings.quiet {
		return
	}
	opts := gwclient.WarnOpts{Range: ranges(d.Range), URL: plan.LintPage(d.Rule)}
	for _, line := range append(details, description(d.Rule)+". The line `# check=skip="+d.Rule+"`, before or after `# syntax=`, silences it.") {
		opts.Detail = append(opts.Detail, []byte(line))
	}
	b.source.Warn(ctx, d.Text(b.source.Filename)+" ("+d.Rule+")", opts)
}

// description is what a rule is about.
func description(rule string) string {
	for _, r := range plan.LintRules() {
		if r.ID == rule {
			return r.Description
		}
	}
	return ""
}

// violations are the warnings as an error, where the user wants it so.
func (b *build) violations() error {
	found := b.findings.all()
	if !b.checks.ReturnAsError || len(found) == 0 {
		return nil
	}
	for i, d := range found {
		found[i].Suggestion, found[i].Summary = "", strings.TrimPrefix(d.Message(), d.Path+": ")+" ("+d.Rule+")"
	}
	return b.headed("error=true makes errors of warnings:\n  ", found)
}

// checkBefore looks for warnings that are errors before anything is installed, as far as they are known then.
func (b *build) checkBefore(ctx context.Context) error {
	if !b.checks.ReturnAsError {
		return nil
	}
	if err := b.planEach(ctx, b.wantedPlatforms(), func(planned) error { return nil }); err != nil {
		return err
	}
	return b.violations()
}
