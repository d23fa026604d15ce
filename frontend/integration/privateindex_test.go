package integration

import (
	"fmt"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// Credentials that are found wherever they get to. The password has what has a meaning in a URL, and what has one where
// credentials are written.
const (
	privateUser     = "Aladdin.Pv"
	privatePassword = rig.Marker + ":p@ss/w%41rd#1"
	privateToken    = rig.Marker + "-index-token"
)

// An access is a way into a private index.
type access struct {
	name    string
	options rig.IndexOptions
	keys    string                                   // of the item of `indexes`, besides name and URL
	secrets func(t *testing.T, a *rig.Authority, i *rig.Index) map[string]string
}

func accesses() []access {
	login := rig.IndexOptions{User: privateUser, Password: privatePassword}
	elsewhere := rig.IndexOptions{
		User: privateUser, Password: privatePassword, FileHost: true, FileUser: privateUser, FilePassword: privatePassword,
	}
	open := rig.IndexOptions{User: privateUser, Password: privatePassword, FileHost: true}
	secret := func(text string) func(*testing.T, *rig.Authority, *rig.Index) map[string]string {
		return func(*testing.T, *rig.Authority, *rig.Index) map[string]string { return map[string]string{"corp-index": text} }
	}
	return []access{
		{"user and password", login, "secret: corp-index", secret(privateUser + ":" + privatePassword + "\n")},
		{"token", rig.IndexOptions{Token: privateToken}, "secret: corp-index", secret(privateToken + "\n")},
		{"netrc", login, "secret: corp-index", secret("machine 127.0.0.1\n login " + privateUser + "\n password " + privatePassword + "\n")},
		{"files elsewhere", elsewhere, "secret: corp-index, hosts: [FILES]", secret(privateUser + ":" + privatePassword)},
		{"files elsewhere, any port", elsewhere, "secret: corp-index, hosts: [localhost]", secret(privateUser + ":" + privatePassword)},
		{"files elsewhere, open", open, "secret: corp-index", secret(privateUser + ":" + privatePassword)},
		{"client certificate", rig.IndexOptions{ClientCert: true}, "client-cert: corp-client", clientCertificate},
		{"client certificate and token", rig.IndexOptions{ClientCert: true, Token: privateToken}, "client-cert: corp-client, secret: corp-index",
			func(t *testing.T, a *rig.Authority, i *rig.Index) map[string]string {
				t.Helper()
				out := clientCertificate(t, a, i)
				out["corp-index"] = privateToken
				return out
			}},
	}
}

func clientCertificate(t *testing.T, a *rig.Authority, _ *rig.Index) map[string]string {
	t.Helper()
	certificate, key := a.Client(t, "builder")
	return map[string]string{"corp-client": string(certificate) + string(key)}
}

// indexKey is the key `indexes` with one index in it.
func indexKey(i *rig.Index, keys string) string {
	keys = strings.TrimPrefix(", "+strings.ReplaceAll(keys, "FILES", `"`+i.FilesHost()+`"`), ", , ")
	return fmt.Sprintf("indexes:\n  - {name: corp, url: %q%s}\n", i.URL(), strings.TrimSuffix(keys, ", "))
}

// TestPrivateIndex installs from an index with a certificate of a private authority in each way that it may ask for
// credentials, by a lock that has addresses and by one that has only hashes.
func TestPrivateIndex(t *testing.T) {
	t.Parallel()
	for _, c := range accesses() {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			a := rig.NewAuthority(t)
			c.options.Authority = a
			index := rig.NewIndex(t, c.options)
			d, says := addWheel(t, index, "greeting", "1.0")
			for name, text := range map[string]string{"pylock.toml": pylock(d), "requirements.txt": hashed(d)} {
				t.Run(name, func(t *testing.T) {
					p := newPrivate(t, a, indexKey(index, c.keys), map[string]string{name: text}, "greeting")
					p.wantRun(t, p.build(t, c.secrets(t, a, index)), says)
				})
			}
		})
	}
}

// TestPrivateDefault wants an index in place of the default one to be asked for everything, and no other.
func TestPrivateDefault(t *testing.T) {
	t.Parallel()
	a := rig.NewAuthority(t)
	index := rig.NewIndex(t, rig.IndexOptions{Authority: a, Token: privateToken})
	d, says := addWheel(t, index, "greeting", "1.0")
	_, newest := addWheel(t, index, "welcome", "2.0")
	p := newPrivate(t, a, indexKey(index, "secret: corp-index, default: true"), map[string]string{
		"requirements.txt": hashed(d),
	}, "greeting", "welcome")
	rig.Edit(t, p.dir, rig.SpecFile, "entrypoint", "packages: [welcome==2.0]\nentrypoint")
	p.wantRun(t, p.build(t, map[string]string{"corp-index": privateToken}), says, newest)
}

// TestPrivateSource builds what the index has no wheel of, addressed and asked for by name.
func TestPrivateSource(t *testing.T) {
	t.Parallel()
	a := rig.NewAuthority(t)
	index := rig.NewIndex(t, rig.IndexOptions{Authority: a, User: privateUser, Password: privatePassword})
	files, says := greeting("greeting")
	d := index.AddSdist(t, "greeting", "1.0", files)
	for name, text := range map[string]string{"pylock.toml": pylock(d), "requirements.txt": hashed(d)} {
		t.Run(name, func(t *testing.T) {
			p := newPrivate(t, a, indexKey(index, "secret: corp-index"), map[string]string{name: text}, "greeting")
			p.wantRun(t, p.build(t, map[string]string{"corp-index": privateUser + ":" + privatePassword}), says)
		})
	}
}

// TestPrivateIndexes wants each of two indexes on one host to be sent its own credentials and never the other's.
func TestPrivateIndexes(t *testing.T) {
	t.Parallel()
	a := rig.NewAuthority(t)
	first := rig.NewIndex(t, rig.IndexOptions{Authority: a, User: privateUser, Password: privatePassword})
	second := rig.NewIndex(t, rig.IndexOptions{Authority: a, Token: privateToken})
	greeting, hello := addWheel(t, first, "greeting", "1.0")
	welcome, goodDay := addWheel(t, second, "welcome", "1.0")
	spec := indexKey(first, "secret: corp-index") + fmt.Sprintf("  - {name: corp-2, url: %q, secret: other-index}\n", second.URL())
	for name, text := range map[string]string{"pylock.toml": pylock(greeting, welcome), "requirements.txt": hashed(greeting, welcome)} {
		t.Run(name, func(t *testing.T) {
			p := newPrivate(t, a, spec, map[string]string{name: text}, "greeting", "welcome")
			p.wantRun(t, p.build(t, map[string]string{
				"corp-index": privateUser + ":" + privatePassword, "other-index": privateToken,
			}), hello, goodDay)
		})
	}
	wantUser(t, first, privateUser)
	wantUser(t, second, "__token__")
}

// wantUser wants an index to have seen no credentials but those of the user, and those at least once.
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
