package frontend

import (
	"cmp"
	"context"
	"slices"

	gwclient "github.com/moby/buildkit/frontend/gateway/client"
	"github.com/moby/buildkit/frontend/subrequests/outline"
	"github.com/moby/buildkit/solver/pb"
	"github.com/org/pyapp-frontend/frontend/llbgen"
	"github.com/org/pyapp-frontend/spec"
)

// answerOutline says what a build may be given.
func (b *build) answerOutline(ctx context.Context) (*gwclient.Result, error) {
	file, err := b.parse(ctx)
	if err != nil {
		return nil, err
	}
	return b.outline(file).ToResult()
}

// outline lists build arguments, secrets and the agent for ssh. Secrets that the file names are required, the others help
// where they are given.
func (b *build) outline(file *spec.File) *outline.Outline {
	o := &outline.Outline{Name: cmp.Or(b.Target, spec.TargetRuntime), Description: b.describe(file), Sources: [][]byte{b.source.Data}}
	for _, name := range spec.OwnArgs() {
		o.Args = append(o.Args, outline.Arg{Name: name, Value: b.BuildArgs[name]})
	}
	for _, use := range spec.IndexSecrets(file) {
		o.Secrets = append(o.Secrets, outline.Secret{Name: use.ID, Required: true, Location: location(use.Range)})
	}
	for _, id := range slices.Concat(llbgen.Secrets, llbgen.GitSecrets) {
		o.Secrets = append(o.Secrets, outline.Secret{Name: id})
	}
	o.SSH = []outline.SSH{{Name: "default"}}
	return o
}

// describe is the command of the target, and what it chooses of the project's dependencies.
func (b *build) describe(file *spec.File) string {
	choice := spec.Choice(file, b.Target)
	for _, t := range spec.Targets(file) {
		if t.Name == cmp.Or(b.Target, spec.TargetRuntime) && t.Description != "" {
			return t.Description + " (" + choice + ")"
		}
	}
	return choice
}

func location(r spec.Range) *pb.Location { return &pb.Location{Ranges: ranges(r)} }
