package rig

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// Authority is a private certificate authority, as a company has for its own servers. It lives in memory and is new for
// each test.
type Authority struct {
	certificate *x509.Certificate
	key         *ecdsa.PrivateKey
}

// NewAuthority makes an authority that nothing trusts yet.
func NewAuthority(t *testing.T) *Authority {
	t.Helper()
	template := newCertificate(t, "Rig Private CA")
	// Two authorities of one name would be taken for one another with a bad signature.
	template.Subject.SerialNumber = template.SerialNumber.String()
	template.IsCA, template.BasicConstraintsValid = true, true
	template.KeyUsage = x509.KeyUsageCertSign
	key := newKey(t)
	return &Authority{certificate: sign(t, template, template, key, key), key: key}
}

// PEM is the authority's own certificate.
func (a *Authority) PEM() []byte {
	return encode("CERTIFICATE", a.certificate.Raw)
}

// Pool is the authority as what a Go client trusts.
func (a *Authority) Pool() *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AddCert(a.certificate)
	return pool
}

// Server is a certificate for a server under the names and IP addresses, without ports.
func (a *Authority) Server(t *testing.T, hosts ...string) tls.Certificate {
	t.Helper()
	template := newCertificate(t, hosts[0])
	template.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
	for _, host := range hosts {
		if ip := net.ParseIP(host); ip != nil {
			template.IPAddresses = append(template.IPAddresses, ip)
		} else {
			template.DNSNames = append(template.DNSNames, host)
		}
	}
	key := newKey(t)
	return tls.Certificate{Certificate: [][]byte{sign(t, template, a.certificate, key, a.key).Raw}, PrivateKey: key}
}

// Client is a certificate that proves a client's name, with its key (PKCS #8).
func (a *Authority) Client(t *testing.T, name string) (certificate, key []byte) {
	t.Helper()
	template := newCertificate(t, name)
	template.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}
	private := newKey(t)
	text, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	return encode("CERTIFICATE", sign(t, template, a.certificate, private, a.key).Raw), encode("PRIVATE KEY", text)
}

// Bundle is the path of a file with the authorities that builds on this machine need anyway, if any, and this one. Given
// as [Machine.CA] it is what build steps trust.
func (a *Authority) Bundle(t *testing.T) string {
	t.Helper()
	var bundle []byte
	if own := os.Getenv("PYAPP_CA"); own != "" {
		bundle = append(bytes.TrimRight(read(t, own), "\n"), '\n')
	}
	dir := t.TempDir()
	Write(t, dir, "bundle.pem", string(append(bundle, a.PEM()...)))
	return filepath.Join(dir, "bundle.pem")
}

// newCertificate is valid for a century: no test depends on the day on which it runs.
func newCertificate(t *testing.T, name string) *x509.Certificate {
	t.Helper()
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 64))
	if err != nil {
		t.Fatal(err)
	}
	return &x509.Certificate{
		SerialNumber: serial,
		Subject:      pkix.Name{CommonName: name},
		NotBefore:    time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC),
		NotAfter:     time.Date(2120, 1, 1, 0, 0, 0, 0, time.UTC),
		KeyUsage:     x509.KeyUsageDigitalSignature,
	}
}

func newKey(t *testing.T) *ecdsa.PrivateKey {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// sign certifies the public half of a key with the key of the issuer.
func sign(t *testing.T, template, issuer *x509.Certificate, key, issuerKey *ecdsa.PrivateKey) *x509.Certificate {
	t.Helper()
	der, err := x509.CreateCertificate(rand.Reader, template, issuer, key.Public(), issuerKey)
	if err != nil {
		t.Fatal(err)
	}
	certificate, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return certificate
}

func encode(kind string, der []byte) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der})
}
