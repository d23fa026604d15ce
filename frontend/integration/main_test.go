package integration

import (
	"os"
	"testing"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// TestMain switches off the machine's own emulators: no build of these tests may come to need one.
func TestMain(m *testing.M) { os.Exit(rig.WithoutEmulators(m.Run)) }
