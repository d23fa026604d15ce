package lock

import (
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/spec"
)

func TestExtrasAreResolved(t *testing.T) {
	t.Parallel()
	const never = "never"
	for text, want := range map[string]string{
		"":                                     "",
		"*":                                    "",
		"<empty>":                              never,
		"sys_platform=='win32'":                `sys_platform == "win32"`,
		`extra == "redis"`:                     "",
		`extra == "s3"`:                        never,
		`"Redis" == extra`:                     "",
		`extra != "redis"`:                     never,
		`extra == "s3" or os_name == "nt"`:     `os_name == "nt"`,
		`extra == "redis" or os_name == "nt"`:  "",
		`extra == "redis" and os_name == "nt"`: `os_name == "nt"`,
		`extra == "s3" and os_name == "nt"`:    never,
		`os_name == "a" or os_name == "a"`:     `os_name == "a"`,
		`(extra == "s3" or extra == "redis") and (os_name == "a" or os_name == "b")`: `os_name == "a" or os_name == "b"`,
		`os_name == "a" and (os_name == "b" or extra == "s3" or os_name == "c")`:     `os_name == "a" and (os_name == "b" or os_name == "c")`,
		`"linux" not in sys_platform`:          `"linux" not in sys_platform`,
		`platform_machine in "x86_64 aarch64"`: `platform_machine in "x86_64 aarch64"`,
		"((((os_name == 'a'))))":               `os_name == "a"`,
		`extra in "redis s3"`:                  "",
		`extra not in "redis"`:                 never,
	} {
		got, ever, err := toolFile{}.marker(Package{}, poetryMarker(text), []string{"redis"})
		if !ever {
			got = never
		}
		if err != nil || got != want {
			t.Errorf("%s: got %q, %v, want %q", text, got, err, want)
		}
	}
}

func TestTextsThatAreNoMarkers(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"x", "os_name ==", "== 'a'", "os_name == 'a' and", "or", "(os_name == 'a'", "os_name == 'a')", "os_name = 'a'",
		"os_name == 'a' os_name == 'b'", "os_name == $", "os_name == 'a", "not os_name == 'a'", "os_name not 'a' 'b'",
		strings.Repeat("(", 200) + "os_name == 'a'" + strings.Repeat(")", 200), strings.Repeat("(", 1_000_000)} {
		if m, _, err := (toolFile{}).marker(Package{}, []string{text}, nil); err == nil {
			t.Errorf("%.40s: taken as %s", text, m)
		}
	}
}

// The Pipfile of the project has pywin32-ctypes with sys_platform = "== 'win32'", which Pipenv did not write into the lock.
func TestPackagesThatPipenvDidNotLock(t *testing.T) {
	t.Parallel()
	p := pipfileProject(t, "shop")
	l := p.read(t, spec.Groups{})
	for _, name := range []string{"colorama", "pywin32-ctypes"} {
		for _, pkg := range l.Packages {
			if pkg.Name == name {
				t.Errorf("%s is only for Windows: %+v", name, pkg)
			}
		}
	}
	backport := find(t, l, "exceptiongroup")
	if backport.Version != "" || backport.Hashes != nil || backport.Marker != `python_version < "3.11"` {
		t.Errorf("got %+v", backport)
	}
}

func TestCategoriesOfPipenvInOrder(t *testing.T) {
	t.Parallel()
	p := pipfileProject(t, "shop")
	lock := strings.Replace(p.lock, `"develop": {`, `"develop": {"click": {"version": "==7.0", "hashes": ["`+waveHash+`"]},`, 1)
	l, err := p.parse(lock, p.manifest, spec.Groups{Include: []string{"dev"}})
	if err != nil {
		t.Fatal(err)
	}
	if got := find(t, l, "click").Version; got != "8.5.1" {
		t.Errorf("click %s, want the one of default", got)
	}
	// The same version in two categories is wanted where either wants it.
	at := strings.Index(p.lock, `"six": {`)
	lock = p.lock[:at] + strings.Replace(p.lock[at:], `"markers": "python_version >= '2.7'`, `"markers": "sys_platform == 'darwin'`, 1)
	if l, err = p.parse(lock, p.manifest, spec.Groups{Include: []string{"dev"}}); err != nil {
		t.Fatal(err)
	}
	if got := find(t, l, "six").Marker; !strings.Contains(got, " or ") {
		t.Errorf("marker of six: %s", got)
	}
}
