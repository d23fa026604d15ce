package rig

import (
	"os"
	"path/filepath"
	"testing"
)

func TestKeepSSHDDown(t *testing.T) {
	t.Parallel()
	for program, want := range map[string]bool{"no-such-program": true, "sh": false} {
		path := filepath.Join(t.TempDir(), "ssh", "off")
		if err := keepSSHDDown(program, path); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(path); (err == nil) != want {
			t.Errorf("with %s to install, the service is kept down: %v, want %v", program, err == nil, want)
		}
	}
}
