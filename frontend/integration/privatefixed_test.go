package integration

import (
	"fmt"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// TestFixedSecrets wants the secrets that every build may be given to open an index of which pyapp.yaml says nothing.
func TestFixedSecrets(t *testing.T) {
	t.Parallel()
	const password = rig.Marker + "-of-all"
	const netrc = "machine 127.0.0.1 login " + privateUser + " password " + password + "\n"
	login := strings.NewReplacer("://", "://"+privateUser+":"+password+"@")
	for _, c := range []struct {
		name, file string
		lock       func(i *rig.Index, d rig.Distribution) string
		secrets    func(i *rig.Index) map[string]string
	}{
		{"netrc", "pylock.toml", func(_ *rig.Index, d rig.Distribution) string { return pylock(d) },
			func(*rig.Index) map[string]string { return map[string]string{"netrc": netrc} }},
		{"netrc, index of the file", "requirements.txt",
			func(i *rig.Index, d rig.Distribution) string {
				return "--extra-index-url " + i.URL() + "\n" + hashed(d)
			},
			func(*rig.Index) map[string]string { return map[string]string{"netrc": netrc} }},
		{"uv-toml", "requirements.txt", func(_ *rig.Index, d rig.Distribution) string { return hashed(d) },
			func(i *rig.Index) map[string]string {
				return map[string]string{"uv-toml": configuration(login.Replace(i.URL()))}
			}},
		{"uv-toml and netrc", "requirements.txt", func(_ *rig.Index, d rig.Distribution) string { return hashed(d) },
			func(i *rig.Index) map[string]string {
				return map[string]string{"uv-toml": configuration(i.URL()), "netrc": netrc}
			}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			a := rig.NewAuthority(t)
			index := rig.NewIndex(t, rig.IndexOptions{Authority: a, User: privateUser, Password: password})
			d, says := addWheel(t, index, hello, "1.0")
			p := newPrivate(t, a, "", map[string]string{c.file: c.lock(index, d)}, hello)
			p.wantRun(t, p.build(t, c.secrets(index)), says)
		})
	}
}

// configuration is one of uv that names an index in place of the default one.
func configuration(url string) string {
	return fmt.Sprintf("[[index]]\nname = \"corp\"\nurl = %q\ndefault = true\n", url)
}

// TestSecretConfiguration wants nothing of uv's configuration to be shown when uv does not understand it.
func TestSecretConfiguration(t *testing.T) {
	t.Parallel()
	const url = `"https://` + privateUser + ":" + rig.Marker + `@index.example/simple"`
	for name, text := range map[string]string{
		"syntax":      "[[index]\nurl = " + url + "\n",
		"syntax, too": "extra-index-url = [" + url + "\n",
		"unknown key": "extra_index_url = " + url + "\n",
		"wrong type":  "extra-index-url = " + url + "\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			index := rig.NewIndex(t, rig.IndexOptions{})
			d, _ := addWheel(t, index, hello, "1.0")
			p := newPrivate(t, nil, "", map[string]string{"pylock.toml": pylock(d)}, hello)
			p.wantRefused(t, p.build(t, map[string]string{"uv-toml": text}), 1, "uv-toml")
		})
	}
}
