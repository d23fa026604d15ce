package frontend

import (
	"context"
	"encoding/binary"
	"slices"
	"strings"

	"github.com/moby/buildkit/client/llb"
	"github.com/moby/buildkit/frontend/dockerui"
	gwclient "github.com/moby/buildkit/frontend/gateway/client"
	"github.com/moby/buildkit/solver/pb"
	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/tonistiigi/fsutil/types"
)

// metadataFile is where BuildKit leaves the names of files whose content was not asked for.
const metadataFile = ".fsutil-metadata"

// warnDenied names what the built-in deny list kept out. Only names leave the client for it. A daemon that cannot do so
// gets no warning, and keeps the files out all the same; so does any trouble with finding the names.
func (b *build) warnDenied(ctx context.Context) {
	caps := b.BuildOpts().LLBCaps
	if caps.Supports(pb.CapSourceMetadataTransfer) != nil {
		return
	}
	const hint = "context-denied"
	st, err := b.MainContext(ctx,
		llb.IncludePatterns(plan.Noticed(b.app)),
		llb.ExcludePatterns(slices.Concat(b.facts.ignore, plan.Unnoticed())),
		llb.SharedKeyHint(hint),
		llb.MetadataOnlyTransfer(nil),
		dockerui.WithInternalName("look for what no image should hold"),
		b.uniqueID(),
	)
	if err != nil {
		return
	}
	if local, err := isLocal(ctx, *st, hint); err != nil || !local {
		return
	}
	names, err := b.deniedNames(ctx, *st)
	if err == nil && len(names) > 0 {
		b.warnOf(ctx, plan.WarnDenied(b.app, names), "Kept out are "+strings.Join(names, ", ")+".")
	}
}

func (b *build) deniedNames(ctx context.Context, st llb.State) ([]string, error) {
	ref, err := b.solve(ctx, st)
	if err != nil {
		return nil, err
	}
	data, err := ref.ReadFile(ctx, gwclient.ReadRequest{Filename: metadataFile})
	if err != nil {
		return nil, err
	}
	return plan.NamesOf(b.app, parseMetadata(data)), nil
}

// parseMetadata reads the paths out of BuildKit's records: each is four bytes of length, little-endian, and a message.
func parseMetadata(data []byte) []string {
	var out []string
	for len(data) >= 4 {
		n := int(binary.LittleEndian.Uint32(data))
		if n > len(data)-4 {
			break
		}
		var stat types.Stat
		if stat.UnmarshalVT(data[4:4+n]) == nil {
			out = append(out, strings.TrimPrefix(stat.Path, "/"))
		}
		data = data[4+n:]
	}
	return out
}
