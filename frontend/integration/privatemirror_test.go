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
	for _, name := range []string{"pylock.toml", "requirements.txt"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := rig.NewAuthority(t)
			index := rig.NewIndex(t, rig.IndexOptions{Authority: a, Token: privateToken})
			d, says := addWheel(t, index, hello, "1.0")
			spec := fmt.Sprintf("mirrors:\n  https://files.example/packages/: %q\n  https://index.example/simple: %q\n",
				strings.TrimSuffix(d.URL, d.File), index.URL())
			p := newPrivate(t, a, spec+indexKey(index, "secret: corp-index"), elsewhere(name, d), hello)
			p.wantRun(t, p.build(t, map[string]string{"corp-index": privateToken}), says)
		})
	}
}

// TestNoMirrors guards the test above, and wants mirrors to be named as a remedy.
func TestNoMirrors(t *testing.T) {
	t.Parallel()
	index := rig.NewIndex(t, rig.IndexOptions{})
	d, _ := addWheel(t, index, hello, "1.0")
	p := newPrivate(t, nil, "", elsewhere("pylock.toml", d), hello)
	p.wantRefused(t, p.build(t, nil), 1, "cannot be reached", "mirrors")
}

// elsewhere is a lock that has the address of a file, or of the index, at servers that do not exist.
func elsewhere(name string, d rig.Distribution) map[string]string {
	d.URL = "https://files.example/packages/" + d.File
	if name == "pylock.toml" {
		return map[string]string{name: pylock(d)}
	}
	return map[string]string{name: "--index-url https://index.example/simple\n" + hashed(d)}
}
