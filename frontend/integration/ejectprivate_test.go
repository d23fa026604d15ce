package integration

import (
	"fmt"
	"strings"
	"testing"

	v1 "github.com/google/go-containerregistry/pkg/v1"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// TestEjectPrivate installs from private indexes by a Dockerfile, with the same secrets in the same forms.
func TestEjectPrivate(t *testing.T) {
	t.Parallel()
	for _, c := range accesses() {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			a := rig.NewAuthority(t)
			c.options.Authority = a
			index := rig.NewIndex(t, c.options)
			d, says := addWheel(t, index, hello, "1.0")
			p := newPrivate(t, a, indexKey(index, c.keys), map[string]string{"requirements.txt": hashed(d)}, hello)
			result := p.wantRun(t, ejected(t, p.machine, p.build(t, c.secrets(t, a))), says)
			wantNoMarks(t, rig.Pull(t, result.Reference))
		})
	}
}

// wantNoMarks wants an image to have nothing of a secret, in files or in what it says of itself and its history.
func wantNoMarks(t *testing.T, img v1.Image) {
	t.Helper()
	for _, e := range rig.Entries(t, img) {
		if e.Marked {
			t.Errorf("layer %d has a secret in %s", e.Layer, e.Path)
		}
	}
	config, err := img.RawConfigFile()
	if err != nil || strings.Contains(string(config), rig.Marker) {
		t.Errorf("a secret is in the configuration (%v)", err)
	}
}

// TestEjectPrivateIndexes wants each of two indexes on one host to be sent its own credentials.
func TestEjectPrivateIndexes(t *testing.T) {
	t.Parallel()
	a := rig.NewAuthority(t)
	first := rig.NewIndex(t, rig.IndexOptions{Authority: a, User: privateUser, Password: privatePassword})
	second := rig.NewIndex(t, rig.IndexOptions{Authority: a, Token: privateToken})
	one, oneSays := addWheel(t, first, hello, "1.0")
	other, otherSays := addWheel(t, second, adieu, "1.0")
	spec := indexKey(first, "secret: corp-index") + fmt.Sprintf("  - {name: corp-2, url: %q, secret: other-index}\n", second.URL())
	p := newPrivate(t, a, spec, map[string]string{"requirements.txt": hashed(one, other)}, hello, adieu)
	b := p.build(t, map[string]string{"corp-index": privateLogin, "other-index": privateToken})
	p.wantRun(t, ejected(t, p.machine, b), oneSays, otherSays)
}

// TestEjectPrivateGit installs from repositories by a Dockerfile.
func TestEjectPrivateGit(t *testing.T) {
	t.Parallel()
	a := rig.NewAuthority(t)
	g := rig.NewGitServer(t, a)
	for what, url := range map[string]string{"ssh": g.SSHURL(), "https": g.HTTPSURL()} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			p := newPrivate(t, a, "", gitLocks(url, g.Commit())["uv.lock"], rig.GitPackage)
			b := p.build(t, map[string]string{"known-hosts": string(g.KnownHosts()), "GIT_AUTH_TOKEN": g.Token()})
			b.SSH = g.AgentSocket(t)
			p.wantRun(t, ejected(t, p.machine, b), rig.GitGreeting)
		})
	}
}
