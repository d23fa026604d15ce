package integration

import (
	"context"
	_ "embed"
	"slices"
	"strings"
	"sync"

	"github.com/moby/buildkit/client/llb"
	gwclient "github.com/moby/buildkit/frontend/gateway/client"
	"github.com/moby/buildkit/solver/pb"
	digest "github.com/opencontainers/go-digest"
	"github.com/org/pyapp-frontend/frontend"
)

// oneInstall is a step that installs at once what a build installed in groups.
//
//go:embed testdata/oneinstall.py
var oneInstall string

// overheard is what a build asked BuildKit to install from wheels.
type overheard struct {
	gwclient.Client
	mu         sync.Mutex
	images     map[string]string // of the steps, by the path at which they are mounted
	packages   []string          // parts of pylock.toml
	lines      []string          // requirements
	installing []string          // names of the steps
}

// build is the frontend's, overheard.
func (o *overheard) build(ctx context.Context, c gwclient.Client) (*gwclient.Result, error) {
	o.Client, o.images = c, map[string]string{}
	return frontend.Build(ctx, o)
}

// Solve implements gwclient.Client.
func (o *overheard) Solve(ctx context.Context, req gwclient.SolveRequest) (*gwclient.Result, error) {
	if req.Definition != nil {
		if err := o.note(req.Definition); err != nil {
			return nil, err
		}
	}
	return o.Client.Solve(ctx, req)
}

func (o *overheard) note(def *pb.Definition) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	ops := map[string]*pb.Op{}
	for _, data := range def.Def {
		op := &pb.Op{}
		if err := op.Unmarshal(data); err != nil {
			return err
		}
		dgst := digest.FromBytes(data).String()
		ops[dgst] = op
		if name := def.Metadata[dgst].GetDescription()["llb.customname"]; strings.HasPrefix(name, "install dependencies") {
			o.installing = append(o.installing, name)
			o.step(ops, op)
		}
	}
	return nil
}

// step reads what an installing step is given. What goes into a node comes before it.
func (o *overheard) step(ops map[string]*pb.Op, op *pb.Op) {
	for _, m := range op.GetExec().Mounts {
		if m.Input < 0 {
			continue
		}
		in := ops[op.Inputs[m.Input].Digest]
		if image, ok := strings.CutPrefix(in.GetSource().GetIdentifier(), "docker-image://"); ok {
			o.images[m.Dest] = image
		}
		for ; m.Dest == "/dev/pyapp/lock" && in.GetFile() != nil; in = before(ops, in) {
			o.files(in.GetFile())
		}
	}
}

// before is the node that a file operation starts from; nil: none.
func before(ops map[string]*pb.Op, op *pb.Op) *pb.Op {
	if len(op.Inputs) == 0 {
		return nil
	}
	return ops[op.Inputs[0].Digest]
}

func (o *overheard) files(op *pb.FileOp) {
	for _, action := range op.Actions {
		text := string(action.GetMkfile().GetData())
		switch action.GetMkfile().GetPath() {
		case "/pylock.toml":
			o.packages = append(o.packages, strings.Split(text, "\n[[packages]]\n")[1:]...)
		case "/requirements.txt":
			o.lines = append(o.lines, slices.Collect(strings.Lines(text))...)
		}
	}
}

// once installs all of it by one call of uv for each form.
func (o *overheard) once(ctx context.Context, c gwclient.Client) (*gwclient.Result, error) {
	lock := "lock-version = \"1.0\"\ncreated-by = \"test\"\n"
	if len(o.packages) == 0 {
		lock += "packages = []\n"
	}
	for _, p := range sortedSet(o.packages) {
		lock += "\n[[packages]]\n" + p
	}
	files := llb.Local("context").
		File(llb.Mkfile("/pylock.one.toml", 0o444, []byte(lock))).
		File(llb.Mkfile("/one.txt", 0o444, []byte(strings.Join(sortedSet(o.lines), ""))))
	st := llb.Image(o.images["/"]).Run(
		llb.Args([]string{"/usr/local/bin/python3", "-I", "-c", oneInstall}), llb.WithCustomName("install everything at once"),
		llb.AddMount("/dev/uv", llb.Image(o.images["/dev/pyapp/uv"]), llb.SourcePath("/uv"), llb.Readonly),
		llb.AddMount("/dev/lock", files, llb.Readonly),
		llb.AddSecret("/dev/ca", llb.SecretID("ca"), llb.SecretOptional),
	).AddMount("/app", llb.Scratch())
	def, err := st.Marshal(ctx, llb.LinuxAmd64)
	if err != nil {
		return nil, err
	}
	return c.Solve(ctx, gwclient.SolveRequest{Definition: def.ToPB(), Evaluate: true})
}

func sortedSet(texts []string) []string { return slices.Compact(slices.Sorted(slices.Values(texts))) }
