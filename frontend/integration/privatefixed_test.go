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
	a := rig.NewAuthority(t)
	index := rig.NewIndex(t, rig.IndexOptions{Authority: a, User: privateUser, Password: "simple-password"})
	d, says := addWheel(t, index, hello, "1.0")
	netrc := "machine 127.0.0.1 login " + privateUser + " password simple-password\n"
	withLogin := strings.Replace(index.URL(), "://", "://"+privateUser+":simple-password@", 1)
	for _, c := range []struct {
		name, file, text string
		secrets          map[string]string
	}{
		{"netrc", "pylock.toml", pylock(d), map[string]string{"netrc": netrc}},
		{"netrc, index of the file", "requirements.txt", "--extra-index-url " + index.URL() + "\n" + hashed(d), map[string]string{"netrc": netrc}},
		{"uv-toml", "requirements.txt", hashed(d), map[string]string{"uv-toml": configuration(withLogin)}},
		{"uv-toml and netrc", "requirements.txt", hashed(d), map[string]string{"uv-toml": configuration(index.URL()), "netrc": netrc}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := newPrivate(t, a, "", map[string]string{c.file: c.text}, hello)
			p.wantRun(t, p.build(t, c.secrets), says)
		})
	}
}

// configuration is one of uv that names an index in place of the default one.
func configuration(url string) string {
	return fmt.Sprintf("[[index]]\nname = \"corp\"\nurl = %q\ndefault = true\n", url)
}
