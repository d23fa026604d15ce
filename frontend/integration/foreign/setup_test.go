package foreign

import (
	"context"
	"os"
	"testing"
	"time"

	"github.com/org/pyapp-frontend/frontend"
	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// pythonBase is the image that every application here is built from.
const pythonBase = "python:3.13-slim-trixie"

// limit is the time that one build may take, downloads included.
const limit = 4 * time.Minute

func TestMain(m *testing.M) { os.Exit(rig.WithoutEmulators(m.Run)) }

// build builds an application for both platforms at once, while nothing can run programs of the foreign one.
func build(t *testing.T, m rig.Machine, app string) *rig.Result {
	t.Helper()
	defer rig.NoEmulator(t, m)()
	dir := m.Copy(t, app)
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	defer cancel()
	result := m.Run(ctx, t, frontend.Build, rig.Build{
		Mode:      rig.InProcess,
		Dir:       dir,
		Platforms: []string{rig.Own().Name, rig.Foreign().Name},
		Name:      rig.RepositoryName(t),
	})
	if result.Err != nil {
		t.Fatalf("building %s: %v\n%s", app, result.Err, result.Log)
	}
	return result
}
