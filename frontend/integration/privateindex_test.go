package integration

import (
	"fmt"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// Credentials that are found wherever they get to. The password has what has a meaning in a URL, or where credentials are
// written down.
const (
	privateUser     = "Aladdin.Pv"
	privatePassword = rig.Marker + `:p@ss/w%41rd#1 "\q`
	privateToken    = rig.Marker + "-index-token"
	privateLogin    = privateUser + ":" + privatePassword
	privateNetrc    = "machine 127.0.0.1\n  login " + privateUser + "\n  password \"" + rig.Marker + `:p@ss/w%41rd#1 \"\\q"` + "\n"
)

// An access is a way into a private index.
type access struct {
	name    string
	options rig.IndexOptions
	keys    string // of the item of `indexes`, besides name and URL; FILES stands for the host of the files
	secret  string // what corp-index is; empty: it is not given
}

func accesses() []access {
	login := rig.IndexOptions{User: privateUser, Password: privatePassword}
	open := rig.IndexOptions{User: privateUser, Password: privatePassword, FileHost: true}
	elsewhere := open
	elsewhere.FileUser, elsewhere.FilePassword = privateUser, privatePassword
	return []access{
		{"user and password", login, "secret: corp-index", privateLogin + "\n"},
		{"token", rig.IndexOptions{Token: privateToken}, "secret: corp-index", privateToken + "\n"},
		{"netrc", login, "secret: corp-index", privateNetrc},
		{"files elsewhere", elsewhere, `secret: corp-index, hosts: ["FILES"]`, privateLogin},
		{"files elsewhere, any port", elsewhere, "secret: corp-index, hosts: [localhost]", privateLogin},
		{"files elsewhere, for all", open, "secret: corp-index", privateLogin},
		{"client certificate", rig.IndexOptions{ClientCert: true}, "client-cert: corp-client", ""},
		{"certificate and token", rig.IndexOptions{ClientCert: true, Token: privateToken}, "client-cert: corp-client, secret: corp-index", privateToken},
	}
}

// secrets are what the build is given to get in.
func (c access) secrets(t *testing.T, a *rig.Authority) map[string]string {
	t.Helper()
	out := map[string]string{}
	if c.secret != "" {
		out["corp-index"] = c.secret
	}
	if c.options.ClientCert {
		certificate, key := a.Client(t, "builder")
		out["corp-client"] = string(certificate) + string(key)
	}
	return out
}

// indexKey is the key `indexes` with one index in it.
func indexKey(i *rig.Index, keys string) string {
	if keys != "" {
		keys = ", " + strings.ReplaceAll(keys, "FILES", i.FilesHost())
	}
	return fmt.Sprintf("indexes:\n  - {name: corp, url: %q%s}\n", i.URL(), keys)
}

// eachLock runs a test for the two kinds of locks, by the name of the file: with addresses, and with hashes alone. Each needs
// packages of its own, or one would be CACHED for the other.
func eachLock(t *testing.T, test func(t *testing.T, name string, text func(...rig.Distribution) string)) {
	t.Helper()
	t.Run("pylock.toml", func(t *testing.T) { test(t, "pylock.toml", pylock) })
	t.Run("requirements.txt", func(t *testing.T) { test(t, "requirements.txt", hashed) })
}

// TestPrivateIndex installs from an index with a certificate of a private authority in each way that it may ask for
// credentials.
func TestPrivateIndex(t *testing.T) {
	t.Parallel()
	for _, c := range accesses() {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			a := rig.NewAuthority(t)
			c.options.Authority = a
			eachLock(t, func(t *testing.T, name string, text func(...rig.Distribution) string) {
				t.Helper()
				index := rig.NewIndex(t, c.options)
				d, says := addWheel(t, index, hello, "1.0")
				p := newPrivate(t, a, indexKey(index, c.keys), map[string]string{name: text(d)}, hello)
				p.wantRun(t, p.build(t, c.secrets(t, a)), says)
			})
		})
	}
}

// TestPrivateIndexAsImage is one of them for a frontend that has no more than what BuildKit hands it.
func TestPrivateIndexAsImage(t *testing.T) {
	t.Parallel()
	a := rig.NewAuthority(t)
	index := rig.NewIndex(t, rig.IndexOptions{Authority: a, User: privateUser, Password: privatePassword})
	d, says := addWheel(t, index, hello, "1.0")
	p := newPrivate(t, a, indexKey(index, "secret: corp-index"), map[string]string{"requirements.txt": hashed(d)}, hello)
	b := p.build(t, map[string]string{"corp-index": privateLogin})
	b.Mode = rig.AsImage
	p.wantRun(t, b, says)
}

// TestPrivateDefault wants an index in place of the default one to be asked for everything.
func TestPrivateDefault(t *testing.T) {
	t.Parallel()
	a := rig.NewAuthority(t)
	index := rig.NewIndex(t, rig.IndexOptions{Authority: a, Token: privateToken})
	d, says := addWheel(t, index, hello, "1.0")
	other, more := addWheel(t, index, adieu, "2.0")
	spec := "packages: [" + adieu + "==" + other.Version + "]\n" + indexKey(index, "secret: corp-index, default: true")
	p := newPrivate(t, a, spec, map[string]string{"requirements.txt": hashed(d)}, hello, adieu)
	p.wantRun(t, p.build(t, map[string]string{"corp-index": privateToken}), says, more)
}

// TestPrivateSource builds what the index has no wheel of.
func TestPrivateSource(t *testing.T) {
	t.Parallel()
	a := rig.NewAuthority(t)
	eachLock(t, func(t *testing.T, name string, text func(...rig.Distribution) string) {
		t.Helper()
		index := rig.NewIndex(t, rig.IndexOptions{Authority: a, User: privateUser, Password: privatePassword})
		files, says := greeting(hello)
		d := index.AddSdist(t, hello, numbered("1.0"), files)
		p := newPrivate(t, a, indexKey(index, "secret: corp-index"), map[string]string{name: text(d)}, hello)
		p.wantRun(t, p.build(t, map[string]string{"corp-index": privateLogin}), says)
	})
}

// TestPrivateIndexes wants each of two indexes on one host to be sent its own credentials and never the other's.
func TestPrivateIndexes(t *testing.T) {
	t.Parallel()
	a := rig.NewAuthority(t)
	eachLock(t, func(t *testing.T, name string, text func(...rig.Distribution) string) {
		t.Helper()
		first := rig.NewIndex(t, rig.IndexOptions{Authority: a, User: privateUser, Password: privatePassword})
		second := rig.NewIndex(t, rig.IndexOptions{Authority: a, Token: privateToken})
		one, oneSays := addWheel(t, first, hello, "1.0")
		other, otherSays := addWheel(t, second, adieu, "1.0")
		spec := indexKey(first, "secret: corp-index") + fmt.Sprintf("  - {name: corp-2, url: %q, secret: other-index}\n", second.URL())
		p := newPrivate(t, a, spec, map[string]string{name: text(one, other)}, hello, adieu)
		p.wantRun(t, p.build(t, map[string]string{"corp-index": privateLogin, "other-index": privateToken}), oneSays, otherSays)
		wantUser(t, first, privateUser)
		wantUser(t, second, "__token__")
	})
}

// wantUser wants an index to have been sent no credentials but those of the user, and those at least once.
func wantUser(t *testing.T, i *rig.Index, user string) {
	t.Helper()
	seen := false
	for _, r := range i.Requests() {
		seen = seen || r.Authorised
		if r.User != "" && (r.User != user || !r.Authorised) {
			t.Errorf("%s was sent the credentials of %q", r.Host, r.User)
		}
	}
	if !seen {
		t.Errorf("nobody logged in at %s", i.Host())
	}
}

// TestLookedUpAnew wants an index to be asked again when the lock allows other files of the same version.
func TestLookedUpAnew(t *testing.T) {
	t.Parallel()
	index := rig.NewIndex(t, rig.IndexOptions{})
	wheel, says := addWheel(t, index, hello, "1.0")
	p := newPrivate(t, nil, indexKey(index, ""), map[string]string{"requirements.txt": hashed(wheel)}, hello)
	p.wantRun(t, p.build(t, nil), says)
	files, says := greeting(hello)
	rig.Write(t, p.dir, "requirements.txt", hashed(index.AddSdist(t, hello, wheel.Version, files)))
	p.wantRun(t, p.build(t, nil), says)
}
