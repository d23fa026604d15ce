package frontend

import (
	"context"
	"path"

	gwclient "github.com/moby/buildkit/frontend/gateway/client"
	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/spec"
)

// checkFiles looks for the files that the entrypoint names among those that the image will have.
func (b *build) checkFiles(ctx context.Context) (spec.Diagnostics, error) {
	checks := plan.EntryChecks(b.app)
	if len(checks) == 0 && b.app.Project == "." {
		return nil, nil
	}
	st, err := b.contextFiles(ctx, plan.AppFiles(b.app, b.facts.ignore))
	if err != nil {
		return nil, err
	}
	ref, err := b.solve(ctx, st)
	if err != nil {
		return nil, err
	}
	tree := plan.Tree{Others: plan.OtherModules(b.app, b.facts.project, b.facts.files["uv.lock"])}
	tree.Look = func(name string) plan.Found {
		stat, err := ref.StatFile(ctx, gwclient.StatRequest{Path: path.Join(b.app.Project, name)})
		if err != nil {
			return plan.Found{}
		}
		return plan.Found{Exists: true, Folder: stat.IsDir(), Executable: stat.Mode&0o111 != 0}
	}
	if !tree.Look(".").Exists {
		return nil, b.at("project", "there is no folder "+b.app.Project+" in the build context, or nothing in it", "")
	}
	var problems spec.Diagnostics
	for _, c := range checks {
		problems = append(problems, c.Run(b.app, tree)...)
	}
	return problems, nil
}
