package bench

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/cmd/devkit/internal/rig"
)

// TestPreparedForEachContender lays out shop with an edit that brings a list for pip: only who reads the list gets it.
func TestPreparedForEachContender(t *testing.T) {
	t.Parallel()
	l := &lab{repository: repository, scratch: t.TempDir(), rig: &rig.Rig{}}
	for contender, want := range map[string]bool{pyapp: false, "uv": false, "pip": true} {
		r := recipe{keys: "bytecode: false\n"}
		if contender != pyapp {
			r = recipe{file: filepath.Join(repository, "testdata/bench/shop", contender+".Dockerfile")}
		}
		folder, file, err := l.prepared(shop(), r, "changed")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(filepath.Join(folder, "requirements.txt")); (err == nil) != want {
			t.Errorf("%s: the list for pip: %v", contender, err)
		}
		text := read(t, file)
		if !strings.HasPrefix(text, "# syntax=") || !strings.HasSuffix(text, r.keys) {
			t.Errorf("%s builds\n%s", contender, text)
		}
	}
}
