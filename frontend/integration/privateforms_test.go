package integration

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// A form is one way in which a secret may be written.
type form struct{ secret, text string }

// forms are those of the marker, which every password and token of these tests has in it and of which neither URLs nor
// shells quote anything; and the end of a line of each certificate and key in the other secrets.
func forms(others map[string]string) []form {
	out := []form{{"password or token", rig.Marker}}
	for before := range 3 {
		out = append(out, form{"password or token in base64", base64Of(rig.Marker, before)})
	}
	for id, secret := range others {
		before := ""
		for _, word := range strings.Fields(secret) {
			if len(word) >= 40 && len(before) < 40 {
				out = append(out, form{id, word[len(word)-40:]})
			}
			before = word
		}
	}
	return out
}

// base64Of is what stands for a text in all base64 that has it after a number of bytes, counted modulo 3.
func base64Of(text string, before int) string {
	encoded := base64.RawStdEncoding.EncodeToString([]byte(strings.Repeat("x", before) + text))
	end := (before + len(text)) / 3 * 4 // after which the next bytes have a say
	return encoded[(before*8+5)/6 : end]
}

// shown are the secrets that a text shows in some form.
func shown(forms []form, content []byte) []string {
	var out []string
	for _, f := range forms {
		if i := bytes.Index(content, []byte(f.text)); i >= 0 {
			out = append(out, fmt.Sprintf("%s: %q", f.secret, content[max(0, i-40):min(len(content), i+len(f.text)+20)]))
		}
	}
	return out
}

// TestForms guards the tests that search for secrets: what cannot be found proves nothing.
func TestForms(t *testing.T) {
	t.Parallel()
	a := rig.NewAuthority(t)
	certificate, key := a.Client(t, "builder")
	all := forms(map[string]string{"corp-client": string(certificate) + string(key)})
	for _, password := range []string{privatePassword, privateToken} {
		for _, text := range []string{
			password,
			url.QueryEscape(password), url.PathEscape(password), url.UserPassword(privateUser, password).String(),
			base64.StdEncoding.EncodeToString([]byte(password)),
			base64.StdEncoding.EncodeToString([]byte(privateUser + ":" + password)),
			base64.URLEncoding.EncodeToString([]byte("__token__:" + password)),
			base64.StdEncoding.EncodeToString([]byte("x-access-token:" + password)),
		} {
			if len(shown(all, []byte("before "+text+" after"))) == 0 {
				t.Errorf("%s is not found", text)
			}
		}
	}
	for _, text := range []string{string(certificate), string(key), strings.ReplaceAll(string(key), "\n", `\n`)} {
		if len(shown(all, []byte(text))) == 0 {
			t.Errorf("%s is not found", text)
		}
	}
	if found := shown(all, []byte("swordfish is the password, -----BEGIN CERTIFICATE-----")); len(found) > 0 {
		t.Errorf("found %q in what shows none", found)
	}
}
