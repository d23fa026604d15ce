package integration

import (
	"strings"
	"testing"

	"github.com/google/go-containerregistry/pkg/name"
	"github.com/google/go-containerregistry/pkg/v1/remote"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// A refusal is a build that an index, or what the build was given for it, makes impossible.
type refusal struct {
	name    string
	options rig.IndexOptions
	keys    string // of the item of `indexes`, besides name and URL; FILES stands for the host of the files
	secret  string // what corp-index is; empty: it is not given
	line    int    // of pyapp.yaml, which the message points at: 4 is `indexes`, 5 the index
	says    []string
}

func refusals() []refusal {
	login := rig.IndexOptions{User: privateUser, Password: privatePassword}
	expired, elsewhere, certificate := login, login, rig.IndexOptions{ClientCert: true}
	expired.Expired = true
	elsewhere.FileHost, elsewhere.FileUser, elsewhere.FilePassword = true, privateUser, privatePassword
	const secret = "secret: corp-index"
	return []refusal{
		{"secret not given", login, secret, "", 5, []string{"indexes[0].secret", "--secret id=corp-index"}},
		{"certificate not given", certificate, "client-cert: corp-client", "", 5, []string{"indexes[0].client-cert", "--secret id=corp-client"}},
		{"certificate not named", certificate, "", "", 4, []string{"client-cert"}},
		{"secret not named", login, "", "", 4, []string{"secret"}},
		{"empty secret", login, secret, "\n", 4, []string{"user:password"}},
		{"half a secret", login, secret, privateUser + ":", 4, []string{"user:password"}},
		{"several lines", login, secret, "[global]\nindex-url: " + privateToken, 4, []string{"user:password"}},
		{"wrong password", login, secret, privateLogin + "-not", 4, []string{"credentials", "indexes"}},
		{"wrong user", login, secret, privateToken, 4, []string{"credentials", "indexes"}},
		{"expired password", expired, secret, privateLogin, 4, []string{"credentials", "indexes"}},
		{"host of files not named", elsewhere, secret, privateLogin, 4, []string{"hosts"}},
	}
}

// TestPrivateRefused wants a message with a place and a remedy, whichever way the package is locked.
func TestPrivateRefused(t *testing.T) {
	t.Parallel()
	for _, c := range refusals() {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			a := rig.NewAuthority(t)
			c.options.Authority = a
			eachLock(t, func(t *testing.T, name string, text func(...rig.Distribution) string) {
				t.Helper()
				index := rig.NewIndex(t, c.options)
				d, _ := addWheel(t, index, hello, "1.0")
				p := newPrivate(t, a, indexKey(index, c.keys), map[string]string{name: text(d)}, hello)
				b := p.build(t, nil)
				if c.secret != "" {
					b.Secrets["corp-index"] = []byte(c.secret)
				}
				p.wantRefused(t, b, c.line, c.says...)
			})
		})
	}
}

// TestPrivateRefusedAsImage is one of them for a frontend at the other end of a connection.
func TestPrivateRefusedAsImage(t *testing.T) {
	t.Parallel()
	a := rig.NewAuthority(t)
	index := rig.NewIndex(t, rig.IndexOptions{Authority: a, User: privateUser, Password: privatePassword})
	d, _ := addWheel(t, index, hello, "1.0")
	p := newPrivate(t, a, indexKey(index, "secret: corp-index"), map[string]string{"pylock.toml": pylock(d)}, hello)
	wrong := p.build(t, map[string]string{"corp-index": privateLogin + "-not"})
	wrong.Mode = rig.AsImage
	p.wantRefused(t, wrong, 4, "credentials", "indexes")
	none := p.build(t, nil)
	none.Mode = rig.AsImage
	p.wantRefused(t, none, 5, "indexes[0].secret", "--secret id=corp-index")
}

// TestPrivateNotTrusted wants to be told how to trust an authority.
func TestPrivateNotTrusted(t *testing.T) {
	t.Parallel()
	index := rig.NewIndex(t, rig.IndexOptions{Authority: rig.NewAuthority(t)})
	d, _ := addWheel(t, index, hello, "1.0")
	p := newPrivate(t, rig.NewAuthority(t), indexKey(index, ""), map[string]string{"pylock.toml": pylock(d)}, hello)
	p.wantRefused(t, p.build(t, nil), 1, "certificate", "--secret id=ca")
}

// TestPrivateFallsNowhere wants no other index to be asked for what the first one refuses to show: anyone may have put a
// package of that name into it.
func TestPrivateFallsNowhere(t *testing.T) {
	t.Parallel()
	a := rig.NewAuthority(t)
	index := rig.NewIndex(t, rig.IndexOptions{Authority: a, Token: privateToken})
	other := rig.NewIndex(t, rig.IndexOptions{Authority: a})
	addWheel(t, index, hello, "1.0")
	addWheel(t, other, hello, "2.0")
	spec := indexKey(index, "secret: corp-index") + "  - {name: other, url: \"" + other.URL() + "\", default: true}\n"
	p := newPrivate(t, a, spec, map[string]string{"requirements.txt": hello + ">=" + numbered("0") + "\n"}, hello)
	p.wantRefused(t, p.build(t, map[string]string{"corp-index": privateToken + "-not"}), 4, "credentials", "indexes")
}

// wantRefused builds, and wants one message that says all of the texts and begins with a place; nothing of a secret in it
// or in the log; and nothing to be pushed.
func (p private) wantRefused(t *testing.T, b rig.Build, line int, says ...string) *rig.Result {
	t.Helper()
	result := build(t, p.machine, b)
	wantMessage(t, result, says...)
	wantPlace(t, result.Err, line)
	message := result.Err.Error()
	if strings.Contains(message, "\n") || strings.Count(message, rig.SpecFile+":") != 1 {
		t.Errorf("the message is not one: %s", message)
	}
	if found := shown(forms(nil), []byte(message+result.Log)); len(found) > 0 {
		t.Errorf("the message or the log shows %q", found)
	}
	reference, err := name.ParseReference(p.machine.Registry + "/" + b.Name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := remote.Head(reference, remote.WithContext(t.Context())); err == nil || result.Digest != "" {
		t.Errorf("something was pushed to %s", reference)
	}
	return result
}
