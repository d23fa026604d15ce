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
func (b *build) contextFiles(ctx context.Context, a plan.Selection) (llb.State, error) {
	state, err := b.MainContext(ctx,
		llb.IncludePatterns(a.Include),
		llb.ExcludePatterns(a.Exclude),
		llb.SharedKeyHint("context-files-"+digest.FromString(fmt.Sprint(a)).Encoded()[:8]),
		dockerui.WithInternalName("load the application"),
		b.uniqueID(),
	)
	if err != nil {
		return llb.State{}, err
	}
	local, err := isLocal(ctx, *state)
	switch {
	case err != nil || local:
		return *state, err
	case b.gen.Caps.CopyPatterns:
		return llbgen.Filter(*state, a), nil
	}
	denied, err := b.denied(ctx, *state, a)
	return llbgen.Remove(*state, denied), err
}

// isLocal says whether a state is a folder of the client's, to which the patterns of its source apply.
func isLocal(ctx context.Context, st llb.State) (bool, error) {
	def, err := st.Marshal(ctx)
	if err != nil {
		return false, err
	}
	for _, data := range def.Def {
		var op pb.Op
		if err := op.Unmarshal(data); err != nil {
			return false, err
		}
		if src := op.GetSource(); src != nil {
			return strings.HasPrefix(src.Identifier, "local://"), nil
		}
	}
	return false, nil
}

// denied lists what the patterns keep out, for daemons that take no notice of patterns in a copy.
func (b *build) denied(ctx context.Context, st llb.State, a plan.Selection) ([]string, error) {
	ref, err := b.solve(ctx, st)
	if err != nil {
		return nil, err
	}
	return walkDenied(ctx, ref, plan.NewMatcher(a.Exclude), ".")
}

func walkDenied(ctx context.Context, ref gwclient.Reference, matcher plan.Matcher, folder string) ([]string, error) {
	entries, err := ref.ReadDir(ctx, gwclient.ReadDirRequest{Path: folder})
	if err != nil {
		return nil, err
	}
	var out []string
	for _, e := range entries {
		name := path.Join(folder, e.Path)
		denied := matcher.Denies(name)
		if denied && (!e.IsDir() || !matcher.Exceptions()) {
			out = append(out, name)
			continue
		}
		if e.IsDir() {
			below, err := walkDenied(ctx, ref, matcher, name)
			if err != nil {
				return nil, err
			}
			out = append(out, below...)
		}
	}
	return out, nil
}
