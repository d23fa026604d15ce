package llbgen

import (
	"os"
	"os/exec"
	"reflect"
	"regexp"
	"slices"
	"testing"

	"github.com/org/pyapp-frontend/frontend/plan/libs"
)

func TestFactsOfSystem(t *testing.T) {
	t.Parallel()
	foreign := string(elfFile{machine: 3, needed: []string{"libc.so.6"}}.bytes())
	root := tree(t, map[string]string{
		"lib": "-> usr/lib", "bin": "-> /usr/bin", "lib64": "-> usr/lib64", "sbin": "-> sbin",
		"etc/ld.so.conf":          "# comment\ninclude ld.so.conf.d/*.conf\ninclude /etc/ld.so.conf\nhwcap 1 x\n",
		"etc/ld.so.conf.d/a.conf": "/opt/shop/lib # ours\n/nowhere\n/lib/i386-linux-gnu\n", "etc/ld.so.conf.d/b.off": "/opt/off",
		"opt/shop/lib/libshop.so.1": x86(), "opt/off/liboff.so": x86(),
		"usr/lib/i386-linux-gnu/libc.so.6": foreign, "usr/lib/i386-linux-gnu/libonly.so.1": foreign,
		"usr/lib/x86_64-linux-gnu/libc.so.6": x86(), "usr/lib/x86_64-linux-gnu/libz.so.1": "-> libz.so.1.3", "usr/lib/x86_64-linux-gnu/libz.so.1.3": x86(),
		"usr/lib/x86_64-linux-gnu/libblas.so.3": "-> /etc/alternatives/libblas", "etc/alternatives/libblas": "-> /usr/lib/x86_64-linux-gnu/blas/libblas.so.3",
		"usr/lib/x86_64-linux-gnu/blas/libblas.so.3": x86(), "usr/lib/x86_64-linux-gnu/blas/libinner.so": x86(),
		"usr/lib/x86_64-linux-gnu/libloop.so": "-> libloop.so", "usr/lib/x86_64-linux-gnu/liblost.so": "-> /bin/sh", "usr/lib/x86_64-linux-gnu/libtext.so": "GROUP()",
		"usr/lib/x86_64-linux-gnu/libup.so": "-> ../../../../../../../../../../usr/local/lib/libpython3.so",
		"usr/local/lib/libpython3.so":       x86(), "usr/lib64/ld-linux-x86-64.so.2": x86(), "usr/lib/libx.a": "",
		"usr/bin/python3": "", "usr/local/bin/python": "-> /usr/bin/python3", "usr/bin/awk": "-> /etc/alternatives/awk", "usr/sbin/readme.txt": "", "usr/local/sbin/adm": "-> ../bin/python",
	})
	var got libs.System
	facts(t, "system_facts", root, &got)
	want := libs.System{
		Libraries: map[string]int{"libshop.so.1": 62, "libc.so.6": 62, "libonly.so.1": 3, "libz.so.1": 62, "libz.so.1.3": 62, "libblas.so.3": 62,
			"libup.so": 62, "libpython3.so": 62, "ld-linux-x86-64.so.2": 62},
		Programs: []string{"adm", "python", "python3"},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("system is %+v\nwant %+v", got, want)
	}
}

// TestFactsOfThisSystem compares with what this machine's own loader knows.
func TestFactsOfThisSystem(t *testing.T) {
	t.Parallel()
	out, err := exec.CommandContext(t.Context(), "/sbin/ldconfig", "-p").Output()
	if err != nil {
		t.Fatal(err)
	}
	var got libs.System
	facts(t, "system_facts", "/", &got)
	known := regexp.MustCompile(`(?m)^\s+(\S+) \(.*\) => (/\S+)$`).FindAllStringSubmatch(string(out), -1)
	for _, m := range known {
		if _, err := os.Stat(m[2]); err == nil && got.Libraries[m[1]] == 0 {
			t.Errorf("%s is not found", m[2])
		}
	}
	if len(known) == 0 || !slices.Contains(got.Programs, "ls") || !slices.IsSorted(got.Programs) {
		t.Errorf("%d libraries are known, programs are %q", len(known), got.Programs)
	}
}
