package integration

import (
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// A mismatch is a lock and an index that do not go together.
type mismatch struct {
	name   string
	source bool // the package has no wheel
	do     func(t *testing.T, i *rig.Index, d *rig.Distribution)
	says   []string
}

func mismatches() []mismatch {
	spoil := func(t *testing.T, i *rig.Index, d *rig.Distribution) {
		t.Helper()
		i.Spoil(t, d.File)
	}
	rename := func(old, replacement string) func(*testing.T, *rig.Index, *rig.Distribution) {
		return func(_ *testing.T, _ *rig.Index, d *rig.Distribution) {
			for _, field := range []*string{&d.Name, &d.Version, &d.File, &d.URL} {
				*field = strings.ReplaceAll(*field, old, replacement)
			}
		}
	}
	return []mismatch{
		{"other file", false, spoil, []string{"hash", "locked"}},
		{"other source", true, spoil, []string{"hash", "locked"}},
		{"other hash", false, func(_ *testing.T, _ *rig.Index, d *rig.Distribution) { d.SHA256 = strings.Repeat("0", 64) }, []string{"hash", "lock"}},
		{"no such version", false, rename("1.0", "1.1"), []string{"index", "lock"}},
		{"no such package", false, rename("hello", "goodbye"), []string{"index", "lock"}},
	}
}

// TestPrivateMismatch wants a message with a place and a remedy, whichever way the package is locked.
func TestPrivateMismatch(t *testing.T) {
	t.Parallel()
	for _, c := range mismatches() {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			a := rig.NewAuthority(t)
			eachLock(t, func(t *testing.T, name string, text func(...rig.Distribution) string) {
				t.Helper()
				index := rig.NewIndex(t, rig.IndexOptions{Authority: a, User: privateUser, Password: privatePassword})
				files, _ := greeting(hello)
				add := index.AddWheel
				if c.source {
					add = index.AddSdist
				}
				d := add(t, hello, numbered("1.0"), files)
				c.do(t, index, &d)
				p := newPrivate(t, a, indexKey(index, "secret: corp-index"), map[string]string{name: text(d)}, hello)
				p.wantRefused(t, p.build(t, map[string]string{"corp-index": privateLogin}), 1, c.says...)
			})
		})
	}
}

// TestYanked wants a yanked version to be installed where it is locked, and where a requirement is open to be passed over,
// or named when there is no other (PEP 592).
func TestYanked(t *testing.T) {
	t.Parallel()
	a := rig.NewAuthority(t)
	index := rig.NewIndex(t, rig.IndexOptions{Authority: a})
	_, sound := addWheel(t, index, hello, "1")
	d, yanked := addWheel(t, index, hello, "2")
	lost, _ := addWheel(t, index, adieu, "1")
	index.Yank(t, hello, d.Version, "does not greet")
	index.Yank(t, adieu, lost.Version, "does not part")
	for name, c := range map[string]struct{ text, says string }{
		"locked": {hashed(d), yanked},
		"open":   {hello + ">=" + numbered("0") + "\n", sound},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPrivate(t, a, indexKey(index, ""), map[string]string{"requirements.txt": c.text}, hello)
			p.wantRun(t, p.build(t, nil), c.says)
		})
	}
	t.Run("only", func(t *testing.T) {
		t.Parallel()
		p := newPrivate(t, a, indexKey(index, ""), map[string]string{"requirements.txt": adieu + ">=" + numbered("0") + "\n"}, adieu)
		result := p.wantRefused(t, p.build(t, nil), 1, "index", "lock")
		if !strings.Contains(result.Log, "does not part") {
			t.Errorf("the log does not say why:\n%s", result.Log)
		}
	})
}

// TestIndexDown wants an index that nobody can connect to be told from one that has no such package.
func TestIndexDown(t *testing.T) {
	t.Parallel()
	index := rig.NewIndex(t, rig.IndexOptions{})
	d, _ := addWheel(t, index, hello, "1.0")
	down := strings.NewReplacer(index.Host(), "127.0.0.1:1")
	d.URL = down.Replace(d.URL)
	eachLock(t, func(t *testing.T, name string, text func(...rig.Distribution) string) {
		t.Helper()
		p := newPrivate(t, nil, down.Replace(indexKey(index, "secret: corp-index")), map[string]string{name: text(d)}, hello)
		p.wantRefused(t, p.build(t, map[string]string{"corp-index": privateToken}), 1, "cannot be reached", "indexes")
	})
}
