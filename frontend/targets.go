package frontend

import (
	"context"

	gwclient "github.com/moby/buildkit/frontend/gateway/client"
	"github.com/moby/buildkit/frontend/subrequests/targets"
	"github.com/org/pyapp-frontend/spec"
)

// answerTargets lists the images that the file describes, each with its command.
func (b *build) answerTargets(ctx context.Context) (*gwclient.Result, error) {
	file, err := b.parse(ctx)
	if err != nil {
		return nil, err
	}
	list := targets.List{Sources: [][]byte{b.source.Data}}
	for _, t := range spec.Targets(file) {
		list.Targets = append(list.Targets, targets.Target{
			Name: t.Name, Default: t.Kind == spec.KindRuntime, Description: t.Description, Base: spec.BaseName(file), Location: location(t.Range),
		})
	}
	return list.ToResult()
}
