package frontend

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/moby/buildkit/client/llb"
	gwclient "github.com/moby/buildkit/frontend/gateway/client"
	gwpb "github.com/moby/buildkit/frontend/gateway/pb"
	"github.com/moby/buildkit/solver/pb"
	"github.com/moby/patternmatcher/ignorefile"
	"github.com/org/pyapp-frontend/frontend/llbgen"
	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/spec"
)

// stageFacts is what the context has for the stages of the spec.
type stageFacts struct {
	files  llb.State           // holds their Dockerfiles
	ignore map[string][]string // patterns of the ignore file of each, by name
}

// readStages fetches the Dockerfiles of the stages, and the files that say what is left out of their folders.
func (b *build) readStages(ctx context.Context) error {
	stages := plan.UsedStages(b.app)
	if len(stages) == 0 {
		return nil
	}
	if caps := b.BuildOpts().Caps; caps.Supports(gwpb.CapFrontendInputs) != nil {
		return b.at("stages", "this builder cannot build by a Dockerfile inside a build", "use BuildKit 0.12 or newer, or build it before, and "+
			"give it to the build: --build-context NAME=…")
	}
	var names []string
	for _, s := range stages {
		names = append(append(names, s.Dockerfile), plan.StageIgnoreFiles(s)...)
	}
	slices.Sort(names)
	st, err := b.manifests(ctx, plan.Selection{Folder: ".", Include: slices.Compact(names)}, "load the Dockerfiles of stages")
	if err != nil {
		return err
	}
	ref, err := b.solve(ctx, st)
	if err != nil {
		return err
	}
	b.facts.stages = stageFacts{st, map[string][]string{}}
	var problems spec.Diagnostics
	for _, s := range stages {
		found, err := b.readStage(ctx, ref, s)
		if err != nil {
			return err
		}
		problems = append(problems, found...)
	}
	return b.report(ctx, problems)
}

func (b *build) readStage(ctx context.Context, ref gwclient.Reference, s spec.Stage) (spec.Diagnostics, error) {
	for _, name := range plan.StageIgnoreFiles(s) {
		text, err := ref.ReadFile(ctx, gwclient.ReadRequest{Filename: name})
		if err == nil {
			b.facts.stages.ignore[s.Name], err = ignorefile.ReadAll(bytes.NewReader(text))
		}
		if err != nil && !isMissing(err) {
			return nil, fmt.Errorf("reading %s: %w", name, err)
		}
		if err == nil {
			break
		}
	}
	_, err := ref.StatFile(ctx, gwclient.StatRequest{Path: s.Dockerfile})
	if err != nil && isMissing(err) {
		return plan.MissingDockerfile(b.app, s), nil
	}
	return nil, err
}

// stage is what a stage makes, built by the builder's own frontend for Dockerfiles. Nothing of it runs before something is asked of
// the state, but the Dockerfile is read, and what is wrong with it is said.
func (b *build) stage(ctx context.Context, s plan.Stage) (llb.State, error) {
	inputs, err := b.stageInputs(ctx, s)
	if err != nil {
		return llb.State{}, err
	}
	res, err := b.client.Solve(ctx, gwclient.SolveRequest{Frontend: "dockerfile.v0", FrontendOpt: b.stageOptions(s), FrontendInputs: inputs})
	if err != nil {
		return llb.State{}, b.stageFailed(ctx, s, err)
	}
	ref, err := res.SingleRef()
	if err != nil {
		return llb.State{}, b.stageFailed(ctx, s, err)
	}
	if ref == nil {
		return llb.Scratch(), nil // what is `FROM scratch` and nothing else has no graph
	}
	st, err := ref.ToState()
	if err != nil {
		return llb.State{}, err
	}
	return b.named(ctx, st, s)
}

// named is the graph of a stage with names of steps that say whose they are.
func (b *build) named(ctx context.Context, st llb.State, s plan.Stage) (llb.State, error) {
	def, err := b.marshal(ctx, st)
	if err != nil {
		return llb.State{}, err
	}
	for id, meta := range def.Metadata {
		described := maps.Clone(meta.Description)
		if described == nil {
			described = map[string]string{}
		}
		described[llbgen.OwnerKey] = s.Key()
		if name := described["llb.customname"]; name != "" && !strings.HasPrefix(name, "[internal]") {
			described["llb.customname"] = s.StepPrefix() + name
		}
		meta.Description = described
		def.Metadata[id] = meta
	}
	op, err := llb.NewDefinitionOp(def.ToPB())
	if err != nil {
		return llb.State{}, err
	}
	return llb.NewState(op), nil
}

// stageInputs are the Dockerfile, the folder, and what the client hands over itself under other names.
func (b *build) stageInputs(ctx context.Context, s plan.Stage) (map[string]*pb.Definition, error) {
	states, err := b.client.Inputs(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading the inputs of the build: %w", err)
	}
	states = maps.Clone(states)
	if states == nil {
		states = map[string]llb.State{}
	}
	states["dockerfile"] = b.facts.stages.files
	if states["context"], err = b.stageContext(ctx, s); err != nil {
		return nil, err
	}
	out := map[string]*pb.Definition{}
	for name, st := range states {
		def, err := b.marshal(ctx, st)
		if err != nil {
			return nil, err
		}
		out[name] = def.ToPB()
	}
	return out, nil
}

// stageContext is the folder that a stage is built from, as a tree of its own.
func (b *build) stageContext(ctx context.Context, s plan.Stage) (llb.State, error) {
	name := "load the folder of the stage " + s.Name
	st, err := b.contextPart(ctx, s.Context, name)
	if err != nil || s.Context.Folder == "." {
		return st, err
	}
	ref, err := b.solve(ctx, st)
	if err != nil {
		return st, err
	}
	if _, err := ref.ReadDir(ctx, gwclient.ReadDirRequest{Path: s.Context.Folder}); err != nil {
		if isMissing(err) {
			return st, b.report(ctx, plan.MissingStageFolder(b.app, s))
		}
		return st, err
	}
	return llbgen.Folder(st, s.Context.Folder, "[internal] "+name), nil
}
