package integration

import (
	"fmt"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// TestMirrors installs by a lock whose addresses are those of a server that cannot be reached.
func TestMirrors(t *testing.T) {
	t.Parallel()
	a := rig.NewAuthority(t)
	index := rig.NewIndex(t, rig.IndexOptions{Authority: a, Token: privateToken})
	d, says := addWheel(t, index, hello, "1.0")
	files := strings.TrimSuffix(d.URL, d.File)
	unreachable := d
	unreachable.URL = "https://files.example/packages/" + d.File
	mirrors := fmt.Sprintf("mirrors:\n  https://files.example/packages/: %q\n  https://index.example/simple: %q\n", files, index.URL())
	for _, c := range []struct{ name, file, text, spec string }{
		{"address", "pylock.toml", pylock(unreachable), mirrors + indexKey(index, "secret: corp-index")},
		{"index", "requirements.txt", "--index-url https://index.example/simple\n" + hashed(d), mirrors + indexKey(index, "secret: corp-index")},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := newPrivate(t, a, c.spec, map[string]string{c.file: c.text}, hello)
			p.wantRun(t, p.build(t, map[string]string{"corp-index": privateToken}), says)
		})
	}
	t.Run("none", func(t *testing.T) {
		t.Parallel()
		p := newPrivate(t, a, "", map[string]string{"pylock.toml": pylock(unreachable)}, hello)
		p.wantRefused(t, p.build(t, nil), 1, "cannot be reached", "mirrors")
	})
}
