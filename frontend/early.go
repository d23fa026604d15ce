package frontend

import (
	"context"
	"strings"
	"sync"

	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/spec"
)

// lookUpEarly asks the registries for the images that the file itself names while the project is read; who needs them later finds
// the answer there. What goes wrong is said then. Named contexts may take the place of any image.
func (b *build) lookUpEarly(ctx context.Context, file *spec.File) {
	for opt := range b.BuildOpts().Opts {
		if strings.HasPrefix(opt, "context:") {
			return
		}
	}
	app := spec.Images(file, spec.Inputs{BuildArgs: b.BuildArgs, Target: b.Target})
	if app == nil {
		return
	}
	var group sync.WaitGroup
	for _, ref := range []string{plan.BuildImage(app), plan.UVImage(app)} {
		group.Go(func() { _, _ = b.registryImage(ctx, ref, b.buildPlatform()) })
	}
	group.Wait()
}
