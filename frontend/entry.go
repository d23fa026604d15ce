package frontend

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/moby/buildkit/frontend/dockerui"
	"github.com/org/pyapp-frontend/frontend/directive"
	"github.com/org/pyapp-frontend/spec"
)

// readEntry reads the spec file from wherever the client has it: beside the context, in it, in a git repository.
func readEntry(ctx context.Context, bc *dockerui.Client) (*dockerui.Source, error) {
	source, err := bc.ReadEntrypoint(ctx, "YAML")
	if err == nil {
		return source, nil
	}
	name := bc.BuildOpts().Opts["filename"]
	if isMissing(err) {
		return nil, reworded(err, fmt.Sprintf("reading %s: there is no such file; name another with -f", name))
	}
	return nil, reworded(err, fmt.Sprintf("reading %s: %s", name, withoutDockerfile(err.Error())))
}

// withoutDockerfile is what a library says that takes every build for a Dockerfile's.
func withoutDockerfile(message string) string {
	return strings.NewReplacer("failed to read dockerfile: ", "", "failed to resolve dockerfile: ", "").Replace(message)
}

// isMissing says whether an error of the daemon means that a file is not there. Over the wire only the text is left.
func isMissing(err error) bool {
	return strings.Contains(err.Error(), "no such file or directory")
}

// parse turns the text of the spec file into its raw form, or into all that is wrong with it.
func (b *build) parse(ctx context.Context) (*spec.File, error) {
	var checks spec.Diagnostics
	b.checks, checks = directive.Read(b.source.Data, b.LinterConfig)
	file, problems := spec.Parse(b.source.Filename, b.source.Data)
	if file != nil {
		problems = slices.Concat(problems, spec.Validate(file), spec.CheckTarget(file, b.Target))
	}
	return file, b.report(ctx, slices.Concat(checks, problems))
}
