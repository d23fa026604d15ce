package llbgen

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/moby/buildkit/client/llb"
	"github.com/org/pyapp-frontend/frontend/plan"
)

// python runs a program with the steps and what makes their tables at hand, and returns what it prints.
func python(t *testing.T, program string, args ...string) string {
	t.Helper()
	const path = "import sys; sys.path[:0] = ['steps', 'scripts']\n"
	cmd := exec.CommandContext(t.Context(), "python3", append([]string{"-I", "-B", "-c", path + program}, args...)...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, stderr.String())
	}
	return string(out)
}

// TestLoaderCacheOfThisSystem wants the file that this machine's own ldconfig writes, to the byte.
func TestLoaderCacheOfThisSystem(t *testing.T) {
	t.Parallel()
	own := filepath.Join(t.TempDir(), "own")
	if out, err := exec.CommandContext(t.Context(), "/sbin/ldconfig", "-X", "-C", own).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	ours := filepath.Join(t.TempDir(), "ours")
	python(t, `import ldcache
places = ldcache.library_folders("/")
entries = [entry for place, shown in places for entry in ldcache.libraries("/", place, shown)]
open(sys.argv[1], "wb").write(ldcache.encode(entries, ldcache.banner(places), "<"))`, ours)
	want, err := os.ReadFile(own)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(ours); err != nil || !bytes.Equal(got, want) {
		t.Errorf("the caches differ, with %d and %d bytes: %v", len(got), len(want), err)
	}
}

// TestLoaderCache wants links by which libraries are asked for, and the newest of several.
func TestLoaderCache(t *testing.T) {
	t.Parallel()
	lib := func(soname string) string { return string(elfFile{machine: 183, wide: true, soname: soname}.bytes()) }
	root := tree(t, map[string]string{
		"etc/ld.so.conf": "/usr/lib/aarch64-linux-gnu\n", "etc/ld.so.cache": "",
		"usr/lib/aarch64-linux-gnu/libc.so.6":     lib("libc.so.6") + "GNU C Library (Debian GLIBC 2.41-12) stable release version 2.41.\n",
		"usr/lib/aarch64-linux-gnu/libpq.so.5.9":  lib("libpq.so.5"),
		"usr/lib/aarch64-linux-gnu/libpq.so.5.17": lib("libpq.so.5"),
		"usr/lib/aarch64-linux-gnu/libx86.so.1":   x86(), "usr/lib/aarch64-linux-gnu/plugin.so": lib("plugin.so"),
		"usr/lib/aarch64-linux-gnu/libtext.so": "INPUT(libc.so.6)",
	})
	python(t, "import ldcache; ldcache.write_cache(sys.argv[1])", root)
	if target, err := os.Readlink(filepath.Join(root, "usr/lib/aarch64-linux-gnu/libpq.so.5")); err != nil || target != "libpq.so.5.17" {
		t.Errorf("libpq.so.5 leads to %q: %v", target, err)
	}
	cache, err := os.ReadFile(filepath.Join(root, "etc/ld.so.cache"))
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]bool{
		"/usr/lib/aarch64-linux-gnu/libpq.so.5\x00": true, "/usr/lib/aarch64-linux-gnu/libc.so.6\x00": true,
		"\x03\x0a\x00\x00": true, "plugin": false, "libtext": false, "libpq.so.5.17": false,
		"ldconfig (Debian GLIBC 2.41-12) stable release version 2.41": true,
	} {
		if bytes.Contains(cache, []byte(text)) != want {
			t.Errorf("%q is in the cache: %t", text, !want)
		}
	}
}

// TestScriptTable wants each script of the table known by what it does, whatever its comments and the architecture.
func TestScriptTable(t *testing.T) {
	t.Parallel()
	got := python(t, `from scripts import digest
a = b"#!/bin/sh\nset -e\n\n# made by dh 13\n\tldconfig /usr/lib/x86_64-linux-gnu/x\n"
b = b"#! /bin/sh\nset -e\nldconfig /usr/lib/aarch64-linux-gnu/x\n"
print(digest(a) == digest(b), digest(a) == digest(b"rm -rf /"))`)
	if got != "True False\n" {
		t.Errorf("got %q", got)
	}
	last := ""
	for line := range strings.Lines(string(read("scripts.txt"))) {
		if words := strings.Fields(line); len(words) < 4 || line <= last {
			t.Errorf("bad line %q after %q", line, last)
		}
		last = line
	}
}

// TestFirstInstallation wants of a script what runs when its package is first installed.
func TestFirstInstallation(t *testing.T) {
	t.Parallel()
	for script, want := range map[string][]string{
		"set -e\nexit 0\n":                           {},
		"if [ \"$1\" = upgrade ]; then\nrm /x\nfi\n": {},
		"if [ \"$1\" = \"configure\" ] && [ -n \"$2\" ]; then\nrm /x\nelse\ntouch /y\nfi\n":            {"touch /y"},
		"case \"$1\" in\nconfigure)\ntouch /x\n;;\nabort-*)\nrm /x\n;;\n*)\nexit 1\n;;\nesac\nrm /z\n": {"touch /x", "rm /z"},
		"if dpkg --compare-versions \"$2\" lt-nl 1.2; then\nrm /x\nfi\n":                               {},
		"if dpkg --compare-versions \"$2\" lt 1.2; then\nrm /x\nfi\n":                                  {"rm /x"},
		"if [ -e /x ]; then\nrm /x\nfi\n":                                                              {"rm /x"},
		"if [ -e /x ]; then\nexit 0\nfi\nrm /y\n":                                                      {"rm /y"},
		"exit 0\nrm /y\n": {},
		"f() {\nif [ \"$1\" = a ]; then\nrm /$1\nfi\n}\nf a\nf b\n": {"rm /$1"},
		"x=$(rm /x)\n": {"( rm /x", "? a word ')' that begins no command"},
		"[ \"$1\" = configure ] || rm /x\n[ \"$1\" = configure ] && rm /y\n":      {"rm /y"},
		"for f in a b; do\nrm $f\ndone\n":                                         {"rm $f"},
		"echo x > /etc/x\n":                                                       {"echo x > /etc/x"},
		"cat <<EOF > /etc/x\nrm\nEOF\n":                                           {"? text inside the script"},
		"dpkg-maintscript-helper rm_conffile /etc/x 1.2 -- \"$@\"\n":              {},
		"if [ \"configure\" = \"$1\" -a \"x$2\" != \"x\" ]; then\ncp /a /b\nfi\n": {},
		"update-alternatives --install /a a /b 1 \\\n --slave /c c /d\n":          {"update-alternatives --install /a a /b 1 --slave /c c /d"},
	} {
		var got []string
		out := python(t, `import json; from shell import reached; print(json.dumps(reached("postinst", sys.argv[1])))`, script)
		if err := json.Unmarshal([]byte(out), &got); err != nil || !slices.Equal(got, want) {
			t.Errorf("of %q %q run, want %q (%v)", script, got, want, err)
		}
	}
}

// TestTriggers wants packages found whose scripts would run because of others.
func TestTriggers(t *testing.T) {
	t.Parallel()
	root := tree(t, map[string]string{
		"var/lib/dpkg/triggers/File":     "/usr/share/icons/hicolor gtk/noawait\n/usr/lib32 base-files/noawait\n",
		"var/lib/dpkg/triggers/ldconfig": "libc-bin\n", "var/lib/dpkg/triggers/update-x": "x:amd64/noawait\n", "var/lib/dpkg/triggers/Lock": "",
	})
	got := python(t, `import json; from triggers import awakened
class Package:
    def __init__(self, name, files, triggers): self.name, self.files, self.triggers = name, files, triggers
    def text(self, name): return self.triggers
packages = [Package("a", ["usr/share/icons/hicolor/a.png", "usr/lib32x/b", "usr/share/fonts/f"], "activate-noawait ldconfig\n"),
            Package("fc", ["usr/share/fonts/own"], "# fonts\ninterest-noawait /usr/share/fonts\n"), Package("b", [], "activate update-x\n")]
print(json.dumps(sorted(awakened(sys.argv[1], packages, lambda who, what: what == "ldconfig"))))`, root)
	if got != "[\"fc\", \"gtk\", \"x\"]\n" {
		t.Errorf("got %s", got)
	}
}

// TestRefusedNames wants for each package that is not to be had what there is instead.
func TestRefusedNames(t *testing.T) {
	t.Parallel()
	out := python(t, `import json; from names import refused
class Apt:
    def versions(self, names): return {n: v for n, v in {"libpq5": ["17.6", "17.5"], "curl": ["8.0"]}.items() if n in list(names)}
    def names(self): return ["bpq5", "curl", "libpq-dev", "libpq5", "tini"]
    def providers(self, name): return {"awk": ["gawk", "mawk"], "mta": ["exim"]}.get(name, [])
wanted = ["libpq5", "libpq5=17.5", "libpq5=16", "libpq6", "awk", "mta", "local", "local=2"]
print(json.dumps(refused(Apt(), wanted, {"local": "1"})))`)
	var got []map[string]any
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatal(err)
	}
	list := func(names ...any) []any { return names }
	want := []map[string]any{
		{"wanted": "libpq5=16", "versions": list("17.6", "17.5")}, {"wanted": "libpq6", "near": list("libpq5", "libpq-dev", "bpq5")},
		{"wanted": "awk", "choices": list("gawk", "mawk")}, {"wanted": "local=2", "versions": list("1")},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v", got)
	}
}

// TestHandlers wants what a script would have made, and nothing in the place of what is there.
func TestHandlers(t *testing.T) {
	t.Parallel()
	root := tree(t, map[string]string{"etc/there": "mine", "usr/local/x": "", "usr/share/x.conf": "default", "usr/bin/menu": ""})
	got := python(t, `from handlers import act, harmless
for action in "nothing", "link:/etc/fonts/a:/usr/share/a", "touch:/etc/there", "touch:/etc/new", "copy:/etc/x/x.conf:/usr/share/x.conf", "folder:/usr/local/f":
    act(sys.argv[1], action, b"")
print([harmless(sys.argv[1], action, ["usr/bin/cc"]) for action in
       ("nothing", "without:/usr/bin/menu", "without:/sbin/x,/usr/bin/c*", "without:/usr/bin/other", "without:/usr/*")])`, root)
	if got != "[True, False, False, True, False]\n" {
		t.Errorf("harmless are %s", got)
	}
	for name, want := range map[string]string{"etc/there": "mine", "etc/new": "", "etc/x/x.conf": "default"} {
		if data, err := os.ReadFile(filepath.Join(root, name)); err != nil || string(data) != want {
			t.Errorf("%s is %q: %v", name, data, err)
		}
	}
	if target, err := os.Readlink(filepath.Join(root, "etc/fonts/a")); target != "/usr/share/a" {
		t.Errorf("the link leads to %q: %v", target, err)
	}
}

// TestArchiveIsAskedAgain wants the one step that has an answer of the archive to run, whatever is in the cache.
func TestArchiveIsAskedAgain(t *testing.T) {
	t.Parallel()
	r := requestOf(t, "libpq")
	p := r.plan(t)
	p.System.Anew = true
	g := generator(allCaps)
	def := marshalState(t, g.installed(p, Sources{Python: llb.Image("a")}, llb.Image("b")), "amd64")
	for _, o := range graph(t, def) {
		if got := def.Metadata[o.digest].IgnoreCache; got != begins(o, "install system libraries") {
			t.Errorf("%q ignores the cache: %t", o.name, got)
		}
	}
}

// TestAlternatives wants those that a script registers over several lines, which comments end.
func TestAlternatives(t *testing.T) {
	t.Parallel()
	root := tree(t, map[string]string{"usr/bin/gcc": "", "usr/bin/c99-gcc": "", "etc/alternatives/README": "", "var/lib/dpkg/alternatives/README": ""})
	python(t, `from handlers import act
act(sys.argv[1], "alternatives", rb"""#!/bin/sh
update-alternatives --quiet \
    --install /usr/bin/cc cc /usr/bin/gcc 20 \
    #--slave /usr/share/man/man1/cc.1.gz cc.1.gz /usr/share/man/man1/gcc.1.gz

update-alternatives --install /usr/bin/c99 c99 /usr/bin/c99-gcc 20 || true
""")`, root)
	for name, want := range map[string]string{"cc": "/usr/bin/gcc", "c99": "/usr/bin/c99-gcc"} {
		if target, err := os.Readlink(filepath.Join(root, "etc/alternatives", name)); target != want {
			t.Errorf("%s leads to %q: %v", name, target, err)
		}
	}
}

// TestGroupOfProgram wants the first number that is free, once.
func TestGroupOfProgram(t *testing.T) {
	t.Parallel()
	root := tree(t, map[string]string{"etc/group": "root:x:0:\nusers:x:100:\nnonroot:x:102:\n", "etc/gshadow": "root:*::\n", "usr/bin/agent": ""})
	python(t, `import os; from handlers import act, group
os.chown = lambda path, user, number: print(number)
for _ in range(2): act(sys.argv[1], "setgid:/usr/bin/agent:_ssh", b"")`, root)
	for name, want := range map[string]string{"group": "root:x:0:\nusers:x:100:\nnonroot:x:102:\n_ssh:x:101:\n", "gshadow": "root:*::\n_ssh:!::\n"} {
		if got, err := os.ReadFile(filepath.Join(root, "etc", name)); err != nil || string(got) != want {
			t.Errorf("%s is %q: %v", name, got, err)
		}
	}
	if info, err := os.Stat(filepath.Join(root, "usr/bin/agent")); err != nil || info.Mode()&os.ModeSetgid == 0 {
		t.Errorf("the program does not run as its group: %v", err)
	}
}

// TestToolsThatAreLeft wants apt-get to run where packages were left to it, once, and nowhere else.
func TestToolsThatAreLeft(t *testing.T) {
	t.Parallel()
	report := filepath.Join(tree(t, map[string]string{"report.json": `{"scripts": ["tool"]}`}), "report.json")
	got := python(t, `import common, layer, subprocess, types
def run(command, env): # it fails, so that nothing of this machine is changed
    print(command[-1])
    return types.SimpleNamespace(returncode=1)
common.REPORT, layer.now, subprocess.run = sys.argv.pop(1), lambda root: 0, run
for _ in range(2):
    sys.modules.pop("packages", None)
    try:
        import packages
        print("done")
    except SystemExit as status:
        print(status)`, report, "--if-left", "gcc")
	if got != "update\n98\ndone\n" {
		t.Errorf("got %q", got)
	}
}

// TestScriptsRunInTheTarget wants the target's own apt where scripts have to run, and a name that says what that costs.
func TestScriptsRunInTheTarget(t *testing.T) {
	t.Parallel()
	r := requestOf(t, "libpq")
	r.arch = "arm64"
	p := r.plan(t)
	p.System.Scripts = true
	if want := plan.EmulatedPackages + ": libpq5, tini"; p.System.PackagesName() != want {
		t.Errorf("the step is called %q", p.System.PackagesName())
	}
	p.System.Emulated = false
	if got := p.System.PackagesName(); strings.Contains(got, "emulation") {
		t.Errorf("the step is called %q on the builder's own platform", got)
	}
}

// TestPackagesThatLeadOut wants known which packages dpkg would unpack beside the root, whose links it follows from here.
func TestPackagesThatLeadOut(t *testing.T) {
	t.Parallel()
	root := tree(t, map[string]string{"usr/lib/x": "", "etc/x": ""})
	for name, target := range map[string]string{"lib": "usr/lib", "opt": "/srv", "run": "../../.."} {
		if err := os.Symlink(target, filepath.Join(root, name)); err != nil {
			t.Fatal(err)
		}
	}
	got := python(t, `from unpack import leads_out
class Package:
    def __init__(self, files, conffiles=""): self.files, self.conffiles = files, conffiles
    def text(self, name): return self.conffiles
print([leads_out(sys.argv[1], Package(*each)) for each in
       ((["lib/new/x.so", "usr/bin/x"], "/etc/x\n"), (["opt/x"],), (["usr/x"], "remove-on-upgrade /run/x\n"))])`, root)
	if got != "[False, True, True]\n" {
		t.Errorf("got %s", got)
	}
}

// TestWhatWouldCome wants every package that apt speaks of, and nothing passed over that is not understood.
func TestWhatWouldCome(t *testing.T) {
	t.Parallel()
	got := python(t, `from archive import coming
print(coming("Inst libpq5 (17.6-0+deb13u1 Debian:13.1/stable [arm64])\nInst tzdata [2025a] (2025b Debian:13/stable, other [all]) []\nConf libpq5 (x)\n"))
print(coming("Inst local (1.0 [amd64])\n"))
try:
    coming("Inst odd 1.0\n")
except SystemExit as error:
    print(error)`)
	want := "[('libpq5', '17.6-0+deb13u1', 'arm64'), ('tzdata', '2025b', 'all')]\n[('local', '1.0', 'amd64')]\n" +
		"apt says what nobody here understands: Inst odd 1.0\n"
	if got != want {
		t.Errorf("got %s", got)
	}
}

// TestRootWithoutDpkg wants words for a root that no package can be installed into.
func TestRootWithoutDpkg(t *testing.T) {
	t.Parallel()
	got := python(t, `import states
try:
    states.architecture(sys.argv[1])
except SystemExit as error:
    print(error)`, t.TempDir())
	if got != "65\n" {
		t.Errorf("got %s", got)
	}
}
