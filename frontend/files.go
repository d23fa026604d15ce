package frontend

import (
	"context"
	"fmt"
	"path"
	"strings"

	"github.com/moby/buildkit/client/llb"
	"github.com/moby/buildkit/frontend/dockerui"
	gwclient "github.com/moby/buildkit/frontend/gateway/client"
	"github.com/moby/buildkit/solver/pb"
	digest "github.com/opencontainers/go-digest"
	"github.com/org/pyapp-frontend/frontend/llbgen"
	"github.com/org/pyapp-frontend/frontend/plan"
)

// contextFiles is a part of the context, with nothing in it that the plan keeps out. From a client's own folder, what is
// kept out never leaves the client. A context that comes from elsewhere is filtered afterwards.
func (b *build) contextFiles(ctx context.Context, s plan.Selection) (llb.State, error) {
	return b.contextPart(ctx, s, "load the application")
}

// contextPart is contextFiles with a name of its own for the step that loads them.
func (b *build) contextPart(ctx context.Context, s plan.Selection, name string) (llb.State, error) {
	hint := "context-files-" + digest.FromString(fmt.Sprint(s)).Encoded()[:8]
	state, err := b.MainContext(ctx,
		llb.IncludePatterns(s.Include),
		llb.ExcludePatterns(s.Exclude),
		llb.SharedKeyHint(hint),
		dockerui.WithInternalName(name),
		b.uniqueID(),
	)
	if err != nil {
		return llb.State{}, err
	}
	return b.filtered(ctx, *state, hint, s)
}

// filtered applies a selection to a state of the context, unless it is a local source that has applied it already.
func (b *build) filtered(ctx context.Context, st llb.State, hint string, s plan.Selection) (llb.State, error) {
	local, err := isLocal(ctx, st, hint)
	switch {
	case err != nil || local:
		return st, err
	case b.gen.Caps.CopyPatterns:
		return llbgen.Filter(st, s), nil
	}
	ref, err := b.solve(ctx, st)
	if err != nil {
		return llb.State{}, err
	}
	removed, _, err := leftOut(ctx, ref, plan.NewMatcher(s), ".")
	return llbgen.Remove(st, removed), err
}

// isLocal says whether a state is itself the folder of the client's that was asked for by a hint, patterns and all. A
// state that was only made from such a folder is not.
func isLocal(ctx context.Context, st llb.State, hint string) (bool, error) {
	def, err := st.Marshal(ctx)
	if err != nil {
		return false, err
	}
	head, err := def.Head()
	if err != nil {
		return false, err
	}
	for _, data := range def.Def {
		var op pb.Op
		if err := op.Unmarshal(data); err != nil {
			return false, err
		}
		src := op.GetSource()
		if src != nil && digest.FromBytes(data) == head {
			return strings.HasPrefix(src.Identifier, "local://") && src.Attrs[pb.AttrSharedKeyHint] == hint, nil
		}
	}
	return false, nil
}

// leftOut lists what a selection keeps out of a folder, for daemons that take no notice of patterns in a copy, and says
// whether anything is left in it. A folder of which nothing is left is listed as a whole.
func leftOut(ctx context.Context, ref gwclient.Reference, matcher plan.Matcher, folder string) (out []string, kept bool, err error) {
	entries, err := ref.ReadDir(ctx, gwclient.ReadDirRequest{Path: folder})
	if err != nil {
		return nil, false, err
	}
	for _, e := range entries {
		name := path.Join(folder, e.Path)
		below, keep := []string{name}, matcher.Keeps(name)
		if e.IsDir() {
			if below, keep, err = leftOut(ctx, ref, matcher, name); err != nil {
				return nil, false, err
			}
			if !keep {
				below = []string{name}
			}
		} else if keep {
			below = nil
		}
		out, kept = append(out, below...), kept || keep
	}
	return out, kept, nil
}
