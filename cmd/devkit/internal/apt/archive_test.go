package apt

import "testing"

func TestParseTargets(t *testing.T) {
	t.Parallel()
	const out = `Translations|Debian|http://mirror.test/debian/
Packages|Vendor|https://vendor.test/apt/
Packages|Debian-Security|http://mirror.test/debian-security/
Packages|Debian|http://mirror.test/debian/
Packages|Debian|http://second.test/debian/
`
	want := Archive{Main: "http://mirror.test/debian", Security: "http://mirror.test/debian-security"}
	if got := parseTargets(out); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestSources(t *testing.T) {
	t.Parallel()
	const want = `Types: deb
URIs: http://mirror.test/debian
Suites: trixie trixie-updates
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb
URIs: http://mirror.test/debian-security
Suites: trixie-security
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
`
	archive := Archive{Main: "http://mirror.test/debian", Security: "http://mirror.test/debian-security"}
	if got := archive.Sources("trixie"); got != want {
		t.Errorf("got:\n%s", got)
	}
}

func TestWithSources(t *testing.T) {
	t.Parallel()
	const want = `Types: deb deb-src
URIs: http://mirror.test/debian
Suites: trixie
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
`
	if got := (Archive{Main: "http://mirror.test/debian"}).WithSources("trixie"); got != want {
		t.Errorf("got:\n%s", got)
	}
}
