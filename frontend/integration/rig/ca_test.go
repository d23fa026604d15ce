package rig

import (
	"crypto/tls"
	"crypto/x509"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestBundleKeepsTheMachinesOwn(t *testing.T) {
	own, other := NewAuthority(t), NewAuthority(t)
	path := filepath.Join(t.TempDir(), "own.pem")
	if err := os.WriteFile(path, own.PEM(), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		env  string
		want string
	}{
		{"", string(other.PEM())},
		{path, string(own.PEM()) + string(other.PEM())},
	} {
		t.Setenv("PYAPP_CA", c.env)
		if got := string(read(t, other.Bundle(t))); got != c.want {
			t.Errorf("with PYAPP_CA=%q:\n%s", c.env, got)
		}
	}
}

func TestCertificates(t *testing.T) {
	t.Parallel()
	a := NewAuthority(t)
	i := NewIndex(t, IndexOptions{Authority: a, ClientCert: true})
	i.AddWheel(t, "greeting", "1.0", nil)
	for name, c := range map[string]struct {
		trusts *x509.CertPool
		signer *Authority // of the client's certificate
		says   string     // in the error; empty: it works
	}{
		"mutual":             {a.Pool(), a, ""},
		"no certificate":     {a.Pool(), nil, "certificate required"},
		"unknown client":     {a.Pool(), NewAuthority(t), "certificate required"},
		"unknown authority":  {x509.NewCertPool(), a, "signed by unknown authority"},
		"of another machine": {NewAuthority(t).Pool(), a, "signed by unknown authority"},
	} {
		t.Run(name, func(t *testing.T) {
			config := &tls.Config{RootCAs: c.trusts}
			if c.signer != nil {
				config.Certificates = []tls.Certificate{pair(t, c.signer)}
			}
			response, err := (&http.Client{Transport: &http.Transport{TLSClientConfig: config}}).Get(i.URL() + "/greeting/")
			if err == nil {
				_ = response.Body.Close()
			}
			if (err == nil) != (c.says == "") || err != nil && !strings.Contains(err.Error(), c.says) {
				t.Errorf("got %v, want %q", err, c.says)
			}
		})
	}
}

func pair(t *testing.T, a *Authority) tls.Certificate {
	t.Helper()
	certificate, key := a.Client(t, "builder")
	p, err := tls.X509KeyPair(certificate, key)
	if err != nil {
		t.Fatal(err)
	}
	return p
}
