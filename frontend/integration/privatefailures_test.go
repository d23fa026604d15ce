package integration

import (
	"encoding/base64"
	"net/url"
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
	keys    string // of the item of `indexes`, besides name and URL; "none": there is no item
	secrets map[string]string
	spoil   func(t *testing.T, i *rig.Index, d *rig.Distribution) // nil: the index is sound
	source  bool                                                  // the package has no wheel
	line    int                                                   // of pyapp.yaml, which the message points at
	says    []string
}

const keyOfSecret = "secret: corp-index"

func refusals() []refusal {
	login := rig.IndexOptions{User: privateUser, Password: privatePassword}
	right := map[string]string{"corp-index": privateUser + ":" + privatePassword}
	wrong := map[string]string{"corp-index": privateUser + ":" + privatePassword + "-wrong"}
	expired, certificate, elsewhere := login, rig.IndexOptions{ClientCert: true}, login
	expired.Expired = true
	elsewhere.FileHost, elsewhere.FileUser, elsewhere.FilePassword = true, privateUser, privatePassword
	return []refusal{
		{"no secret", login, keyOfSecret, nil, nil, false, 6, []string{"indexes[0].secret", "--secret id=corp-index"}},
		{"no client certificate given", certificate, "client-cert: corp-client", nil, nil, false, 6, []string{"indexes[0].client-cert", "--secret id=corp-client"}},
		{"no client certificate named", certificate, "", nil, nil, false, 5, []string{"client-cert"}},
		{"not named", login, "none", nil, nil, false, 1, []string{"indexes"}},
		{"no secret named", login, "", nil, nil, false, 5, []string{"secret"}},
		{"empty secret", login, keyOfSecret, map[string]string{"corp-index": "\n"}, nil, false, 5, []string{"user:password"}},
		{"half a secret", login, keyOfSecret, map[string]string{"corp-index": privateUser + ":"}, nil, false, 5, []string{"user:password"}},
		{"wrong password", login, keyOfSecret, wrong, nil, false, 5, []string{"credentials", "indexes"}},
		{"expired password", expired, keyOfSecret, right, nil, false, 5, []string{"credentials", "indexes"}},
		{"host of files not named", elsewhere, keyOfSecret, right, nil, false, 5, []string{"hosts"}},
		{"other file", login, keyOfSecret, right, spoiled, false, 1, []string{"hash"}},
		{"other source", login, keyOfSecret, right, spoiled, true, 1, []string{"hash"}},
		{"no such version", login, keyOfSecret, right, func(_ *testing.T, _ *rig.Index, d *rig.Distribution) {
			d.Version, d.URL = "1.1", strings.ReplaceAll(d.URL, "1.0", "1.1")
			d.File = strings.ReplaceAll(d.File, "1.0", "1.1")
		}, false, 1, []string{"index"}},
		{"no such package", login, keyOfSecret, right, func(_ *testing.T, _ *rig.Index, d *rig.Distribution) {
			d.Name, d.URL = "meeting", strings.ReplaceAll(d.URL, "greeting", "meeting")
			d.File = strings.ReplaceAll(d.File, "greeting", "meeting")
		}, false, 1, []string{"index"}},
		{"other hash", login, keyOfSecret, right, func(_ *testing.T, _ *rig.Index, d *rig.Distribution) {
			d.SHA256 = strings.Repeat("0", 64)
		}, false, 1, []string{"hash"}},
	}
}

func spoiled(t *testing.T, i *rig.Index, d *rig.Distribution) {
	t.Helper()
	i.Spoil(t, d.File)
}

// TestPrivateRefused wants one message with a place and a remedy, and nothing of a secret in it or in the log, whichever
// way the package is locked; and nothing to be pushed.
func TestPrivateRefused(t *testing.T) {
	t.Parallel()
	for _, c := range refusals() {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			a := rig.NewAuthority(t)
			c.options.Authority = a
			for _, name := range []string{"pylock.toml", "requirements.txt"} {
				t.Run(name, func(t *testing.T) {
					index := rig.NewIndex(t, c.options)
					d := c.distribution(t, index)
					text, spec := pylock(d), indexKey(index, c.keys)
					if name == "requirements.txt" {
						text = hashed(d)
					}
					if c.keys == "none" {
						text, spec = "--extra-index-url "+index.URL()+"\n"+hashed(d), ""
					}
					p := newPrivate(t, a, spec, map[string]string{name: text}, "greeting")
					wantRefused(t, p, p.build(t, c.secrets), c.line, c.says...)
				})
			}
		})
	}
}

func (c refusal) distribution(t *testing.T, i *rig.Index) rig.Distribution {
	t.Helper()
	files, _ := greeting("greeting")
	add := i.AddWheel
	if c.source {
		add = i.AddSdist
	}
	d := add(t, "greeting", "1.0", files)
	if c.spoil != nil {
		c.spoil(t, i, &d)
	}
	return d
}

// wantRefused builds, and wants one message that says all of the texts.
func wantRefused(t *testing.T, p private, b rig.Build, line int, says ...string) {
	t.Helper()
	result := build(t, p.machine, b)
	wantMessage(t, result, says...)
	wantPlace(t, result.Err, line)
	message := result.Err.Error()
	t.Logf("MESSAGE %s\nLOG %s", message, result.Log)
	if strings.Contains(message, "\n") || strings.Count(message, rig.SpecFile+":") != 1 {
		t.Errorf("the message is not one: %s", message)
	}
	for _, secret := range b.Secrets {
		wantSecret(t, string(secret), message+result.Log)
	}
	reference, err := name.ParseReference(p.machine.Registry + "/" + b.Name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := remote.Head(reference, remote.WithContext(t.Context())); err == nil || result.Digest != "" {
		t.Errorf("something was pushed to %s", reference)
	}
}

// wantSecret wants a text to have nothing of a secret, in whatever form.
func wantSecret(t *testing.T, secret, text string) {
	t.Helper()
	for _, form := range forms(secret) {
		if strings.Contains(text, form) {
			t.Errorf("%q is in\n%s", form, text)
		}
	}
}

// forms are the ways in which the credentials of a secret may be written.
func forms(secret string) []string {
	secret = strings.TrimSpace(secret)
	user, password, found := strings.Cut(secret, ":")
	if !found {
		user, password = "__token__", secret
	}
	var out []string
	for _, text := range []string{
		secret, password, url.QueryEscape(password), url.PathEscape(password), url.UserPassword(user, password).String(),
		base64.StdEncoding.EncodeToString([]byte(user + ":" + password)),
	} {
		if text != "" {
			out = append(out, text)
		}
	}
	return out
}
