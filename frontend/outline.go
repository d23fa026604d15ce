package frontend

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"github.com/moby/buildkit/client/llb"
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
	o := b.outline(file)
	o.Cache = b.caches(ctx)
	return o.ToResult()
}

// caches are the folders that outlive a build of this file, by their ids. They are read out of the graph of the build; where there is
// none, because something is wrong with the project, none are listed.
func (b *build) caches(ctx context.Context) []outline.CacheMount {
	ids := map[string]bool{}
	_ = b.eachPlanned(ctx, func(p planned) error {
		def, err := b.definition(ctx, p)
		if err != nil {
			return err
		}
		return eachCache(def, func(id string) { ids[id] = true })
	})
	var out []outline.CacheMount
	for _, id := range slices.Sorted(maps.Keys(ids)) {
		out = append(out, outline.CacheMount{ID: id})
	}
	return out
}

// eachCache calls a function with the id of each cache mount of a graph.
func eachCache(def *llb.Definition, do func(id string)) error {
	for _, data := range def.Def {
		var op pb.Op
		if err := op.Unmarshal(data); err != nil {
			return err
		}
		for _, m := range op.GetExec().GetMounts() {
			if m.CacheOpt != nil {
				do(m.CacheOpt.ID)
			}
		}
	}
	return nil
}

// outline lists build arguments, secrets and the agent for ssh. Secrets that the file names are required, the others help
// where they are given.
func (b *build) outline(file *spec.File) *outline.Outline {
	o := &outline.Outline{Name: cmp.Or(b.Target, spec.TargetRuntime), Description: b.describe(file), Sources: [][]byte{b.source.Data}}
	for _, a := range spec.BuildArgs(file) {
		arg := outline.Arg{Name: a.Name, Description: a.Description, Value: cmp.Or(b.BuildArgs[a.Name], a.Default)}
		if a.Range != (spec.Range{}) {
			arg.Location = location(a.Range)
		}
		o.Args = append(o.Args, arg)
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
