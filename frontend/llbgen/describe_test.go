package llbgen

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/moby/buildkit/client/llb"
	"github.com/moby/buildkit/solver/pb"
	digest "github.com/opencontainers/go-digest"
)

// op is a node of a marshalled graph, with its inputs as places in the list of nodes.
type op struct {
	*pb.Op
	digest digest.Digest // of the node with all that goes into it
	name   string        // what the user sees; empty: none
	inputs []string
}

// graph decodes a definition, inputs before what they go into. The node that only names the result is left out.
func graph(t *testing.T, def *llb.Definition) []op {
	t.Helper()
	var ops []op
	place := map[string]int{}
	for i, data := range def.Def {
		var o pb.Op
		if err := o.Unmarshal(data); err != nil {
			t.Fatal(err)
		}
		dgst := digest.FromBytes(data)
		place[dgst.String()] = i
		var inputs []string
		for _, in := range o.Inputs {
			from, ok := place[in.Digest]
			if !ok {
				t.Fatalf("node %d comes before its input", i)
			}
			inputs = append(inputs, reference(from, in.Index))
		}
		if o.Op != nil {
			ops = append(ops, op{&o, dgst, def.Metadata[dgst].Description["llb.customname"], inputs})
		}
	}
	return ops
}

// reference is "3" for the first output of node 3, "3.1" for its second.
func reference(node int, output int64) string {
	if output == 0 {
		return fmt.Sprint(node)
	}
	return fmt.Sprintf("%d.%d", node, output)
}

func (o op) input(i int64) string {
	if i < 0 {
		return "scratch"
	}
	return o.inputs[i]
}

func (o op) platform() string {
	if o.Platform == nil {
		return "-"
	}
	return o.Platform.OS + "/" + o.Platform.Architecture
}

// describe writes a line for each node, and under it one for each thing that decides its result. Digests are left out,
// and so is the content of files.
func describe(ops []op) string {
	var b strings.Builder
	for i, o := range ops {
		fmt.Fprintf(&b, "%d %s\n", i, o.describe())
	}
	return b.String()
}

func (o op) describe() string {
	switch {
	case o.GetSource() != nil:
		return describeSource(o)
	case o.GetExec() != nil:
		return describeExec(o)
	case o.GetFile() != nil:
		return describeFile(o)
	case o.GetMerge() != nil:
		return "merge " + strings.Join(o.inputs, " ")
	case o.GetDiff() != nil:
		return fmt.Sprintf("diff %s %s", o.input(o.GetDiff().Lower.Input), o.input(o.GetDiff().Upper.Input))
	}
	return fmt.Sprintf("%T", o.Op.Op)
}

func describeSource(o op) string {
	src := o.GetSource()
	out := fmt.Sprintf("source %s %s", src.Identifier, o.platform())
	for _, k := range slices.Sorted(maps.Keys(src.Attrs)) {
		value := src.Attrs[k]
		if k == pb.AttrExcludePatterns {
			value = "…" // the plan's goldens have them
		}
		out += fmt.Sprintf("\n    %s: %s", k, value)
	}
	return out
}

func describeExec(o op) string {
	e := o.GetExec()
	out := fmt.Sprintf("exec %q %s network=%s", o.name, o.platform(), e.Network)
	out += "\n    run " + strings.Join(e.Meta.Args, " ")
	if e.Meta.Cwd != "/" {
		out += "\n    in " + e.Meta.Cwd
	}
	for _, v := range e.Meta.Env {
		out += "\n    env " + v
	}
	for _, h := range e.Meta.ExtraHosts {
		out += fmt.Sprintf("\n    host %s %s", h.Host, h.IP)
	}
	for _, m := range e.Mounts {
		out += "\n    mount " + describeMount(o, m)
	}
	return out
}

func describeMount(o op, m *pb.Mount) string {
	switch {
	case m.CacheOpt != nil:
		return fmt.Sprintf("%s cache %s %s", m.Dest, m.CacheOpt.ID, m.CacheOpt.Sharing)
	case m.SecretOpt != nil:
		return fmt.Sprintf("%s secret %s optional=%t mode=%04o", m.Dest, m.SecretOpt.ID, m.SecretOpt.Optional, m.SecretOpt.Mode)
	case m.SSHOpt != nil:
		return fmt.Sprintf("%s ssh %s optional=%t", m.Dest, m.SSHOpt.ID, m.SSHOpt.Optional)
	}
	out := fmt.Sprintf("%s from %s", m.Dest, o.input(m.Input))
	if m.Selector != "" {
		out += ":" + m.Selector
	}
	if m.Readonly {
		return out + " readonly"
	}
	if m.Output < 0 {
		return out + " no output"
	}
	return out + fmt.Sprintf(" output %d", m.Output)
}
