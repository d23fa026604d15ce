package integration

import (
	"context"
	"fmt"
	"os"
	"testing"

	gwclient "github.com/moby/buildkit/frontend/gateway/client"
	"github.com/org/pyapp-frontend/frontend"
	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

func TestTmpRequests(t *testing.T) {
	m := rig.Find(t)
	for _, app := range []string{"fastapi", "django", "shop", "sources"} {
		for _, req := range []string{"plan", "lock", "graph", "graph.svg"} {
			var res *gwclient.Result
			r := m.Run(t.Context(), t, func(ctx context.Context, c gwclient.Client) (*gwclient.Result, error) {
				var err error
				res, err = frontend.Build(ctx, c)
				return res, err
			}, rig.Build{Mode: rig.InProcess, Dir: m.Copy(t, app), Attrs: map[string]string{"requestid": "frontend." + req, "platform": "linux/amd64,linux/arm64"}})
			fmt.Println(app, req, r.Err)
			if res != nil {
				os.WriteFile("/tmp/h/req-"+app+"-"+req+".txt", res.Metadata["result.txt"], 0o644)
				os.WriteFile("/tmp/h/req-"+app+"-"+req+".json", res.Metadata["result.json"], 0o644)
			}
		}
	}
}
