package llbgen

import (
	"encoding/json"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// assembleBase runs distroless.py with this machine's Python.
func assembleBase(t *testing.T, args ...string) {
	t.Helper()
	const program = `import runpy, sys; sys.path.insert(0, "steps"); runpy.run_path("steps/distroless.py", run_name="__main__")`
	cmd := exec.CommandContext(t.Context(), "python3", append([]string{"-I", "-B", "-c", program}, args...)...)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
}

// minorOfPython is the "python3.13" of this machine.
func minorOfPython(t *testing.T) string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "python3", "-I", "-c", "import sys; print('python%d.%d' % sys.version_info[:2])").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}

// slimFiles are those of an image with Python, after which PY stands for the name of the interpreter.
func slimFiles() map[string]string {
	const lib = "usr/lib/x86_64-linux-gnu/"
	return map[string]string{
		"bin": "-> usr/bin", "lib": "-> usr/lib", "lib64": "-> usr/lib64", "sbin": "-> usr/sbin",
		"usr/local/bin/PY":      string(elfFile{machine: 62, wide: true, needed: []string{"libpython3.so.1", "libc.so.6"}, rpath: "$ORIGIN/../lib"}.bytes()),
		"usr/local/bin/python3": "-> PY", "usr/local/bin/pip": "", "usr/local/bin/idle3": "",
		"usr/local/lib/libpython3.so.1": x86("libm.so.6"), "usr/local/lib/libm.so.6": string(elfFile{machine: 3}.bytes()),
		"usr/local/lib/PY/os.py": "", "usr/local/lib/PY/turtle.py": "", "usr/local/lib/PY/test/support.py": "", "usr/local/lib/PY/json/__init__.py": "",
		"usr/local/lib/PY/json/__pycache__/old.pyc": "", "usr/local/lib/PY/unittest/test.py": "", "usr/local/lib/PY/site-packages/pip/__init__.py": "",
		"usr/local/lib/PY/config-3.13-x86_64-linux-gnu/Makefile": "", "usr/local/lib/PY/lib-dynload/_ssl.so": x86("libssl.so.3"),
		"usr/local/lib/PY/lib-dynload/_testcapi.so": x86("libonlytests.so"), "usr/local/lib/PY/lib-dynload/_dbm.so": x86("libdb.so"),
		"usr/lib64/ld-linux-x86-64.so.2": "-> ../lib/x86_64-linux-gnu/ld-linux-x86-64.so.2", lib + "ld-linux-x86-64.so.2": x86(),
		lib + "libc.so.6": x86("ld-linux-x86-64.so.2"), lib + "libm.so.6": x86(), lib + "libgcc_s.so.1": x86(), lib + "libdb.so": x86(), lib + "libonlytests.so": x86(),
		lib + "libssl.so.3": "-> libssl.so.3.1", lib + "libssl.so.3.1": x86("libz.so.1"), lib + "libz.so.1": "-> /etc/alternatives/libz",
		"etc/alternatives/libz": "-> /usr/lib/x86_64-linux-gnu/libz.so.1.2", lib + "libz.so.1.2": x86(), lib + "libstdc++.so.6": x86("libm.so.6"), lib + "libapt.so": x86(),
		lib + "gconv/CP1252.so": x86(),
		"usr/bin/bash":          x86(), "usr/bin/perl": x86(), "usr/sbin/ldconfig": "", "usr/share/zoneinfo/Europe/Berlin": "TZif",
		"etc/passwd": "root:x:0:0::/root:/bin/sh\n", "etc/ssl/certs/a.0": "-> A.pem", "etc/ssl/certs/A.pem": "-> /usr/share/ca-certificates/A.crt", "usr/share/ca-certificates/A.crt": "A",
		"var/lib/dpkg/status":                   "Package: libssl3\nArchitecture: amd64\nVersion: 3\n\nPackage: libc6\nArchitecture: amd64\nVersion: 2\nDescription: C\n library\n\nPackage: bash\nArchitecture: amd64\nVersion: 5\n\n",
		"var/lib/dpkg/info/libc6:amd64.list":    "/.\n/lib\n/lib/x86_64-linux-gnu\n/lib/x86_64-linux-gnu/libc.so.6\n/lib/x86_64-linux-gnu/libonlytests.so\n/usr/share/doc/libc6/copyright\n",
		"var/lib/dpkg/info/libc6:amd64.md5sums": "00  lib/x86_64-linux-gnu/libc.so.6\n01  lib/x86_64-linux-gnu/libonlytests.so\n02  usr/share/doc/libc6/copyright\n",
		"var/lib/dpkg/info/libssl3:amd64.list":  "/usr/lib/x86_64-linux-gnu/libssl.so.3\n/usr/share\n",
		"var/lib/dpkg/info/bash.list":           "/bin/bash\n/usr/share/doc/bash/copyright\n",
		"usr/share/doc/libc6/copyright":         "free", "usr/share/doc/bash/copyright": "free",
	}
}

// rootOf writes files with the name of this machine's interpreter in them.
func rootOf(t *testing.T, files map[string]string, minor string) string {
	t.Helper()
	named := map[string]string{}
	for name, content := range files {
		if content == "-> PY" {
			content = "-> " + minor
		}
		named[strings.ReplaceAll(name, "PY", minor)] = content
	}
	root := tree(t, named)
	if err := os.Chmod(filepath.Join(root, "usr/local/bin", minor), 0o755); err != nil {
		t.Fatal(err)
	}
	return root
}

// listed are the files and links below a folder, without the places that are always there.
func listed(t *testing.T, root, minor string) []string {
	t.Helper()
	var out []string
	err := fs.WalkDir(os.DirFS(root), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			out = append(out, strings.ReplaceAll(name, minor, "PY"))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// coreFiles is what is assembled of slimFiles.
func coreFiles() []string {
	return strings.Fields(`bin etc/alternatives/libz etc/passwd etc/ssl/certs/A.pem etc/ssl/certs/a.0 lib lib64 sbin
		usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2 usr/lib/x86_64-linux-gnu/libc.so.6 usr/lib/x86_64-linux-gnu/libgcc_s.so.1
		usr/lib/x86_64-linux-gnu/libm.so.6 usr/lib/x86_64-linux-gnu/libssl.so.3 usr/lib/x86_64-linux-gnu/libssl.so.3.1
		usr/lib/x86_64-linux-gnu/libz.so.1 usr/lib/x86_64-linux-gnu/libz.so.1.2 usr/lib64/ld-linux-x86-64.so.2
		usr/local/bin/PY usr/local/bin/python3 usr/local/lib/PY/json/__init__.py usr/local/lib/PY/lib-dynload/_ssl.so usr/local/lib/PY/os.py
		usr/local/lib/PY/unittest/test.py usr/local/lib/libpython3.so.1 usr/sbin/ldconfig usr/share/ca-certificates/A.crt
		usr/share/doc/libc6/copyright usr/share/zoneinfo/Europe/Berlin var/lib/dpkg/status.d/libc6 var/lib/dpkg/status.d/libc6.md5sums
		var/lib/dpkg/status.d/libssl3 var/lib/dpkg/status.d/libssl3.md5sums`)
}

// TestDistroless assembles what Python needs.
func TestDistroless(t *testing.T) {
	t.Parallel()
	minor := minorOfPython(t)
	root, out := rootOf(t, slimFiles(), minor), t.TempDir()
	assembleBase(t, root, out)
	wantFiles(t, out, minor, coreFiles())
	for name, want := range map[string]string{
		"var/lib/dpkg/status.d/libc6":         "Package: libc6\nArchitecture: amd64\nVersion: 2\nDescription: C\n library\n",
		"var/lib/dpkg/status.d/libc6.md5sums": "00  lib/x86_64-linux-gnu/libc.so.6\n02  usr/share/doc/libc6/copyright\n",
	} {
		if got := optional(t, out, name); got != want {
			t.Errorf("%s is %q", name, got)
		}
	}
	info, err := os.Stat(filepath.Join(out, "usr/share/zoneinfo"))
	if err != nil || info.ModTime().Unix() != 315532800 {
		t.Errorf("the time is %v (%v)", info.ModTime(), err)
	}
}

func wantFiles(t *testing.T, out, minor string, want []string) {
	t.Helper()
	got := listed(t, out, minor)
	for _, name := range want {
		if !slices.Contains(got, name) {
			t.Errorf("%s is missing", name)
		}
	}
	for _, name := range got {
		if !slices.Contains(want, name) {
			t.Errorf("%s is there", name)
		}
	}
}

// TestDistrolessCompleted adds what an environment and system libraries need, takes out what a newer package has replaced, and
// leaves the rest as it was.
func TestDistrolessCompleted(t *testing.T) {
	t.Parallel()
	const lib = "usr/lib/x86_64-linux-gnu/"
	minor := minorOfPython(t)
	before, out := rootOf(t, slimFiles(), minor), t.TempDir()
	assembleBase(t, before, out)
	facts := filepath.Join(t.TempDir(), "0")
	objects, err := json.Marshal(map[string]any{"objects": []map[string]any{
		{"path": "/app/x.so", "machine": 62, "class": 64, "needed": []string{"libstdc++.so.6", "libown.so"}, "runpath": []string{"$ORIGIN"}},
		{"path": "/app/c.so", "machine": 62, "class": 64, "soname": "", "converts": true},
		{"path": "/app/y.so", "machine": 183, "class": 64, "needed": []string{"libdb.so"}, "runpath": nil}, {"path": "/app/z.so", "broken": true},
	}})
	if err != nil {
		t.Fatal(err)
	}
	writeText(t, filepath.Join(facts, "environment.json"), string(objects))

	after := slimFiles()
	maps.Copy(after, map[string]string{
		lib + "libssl.so.3": "-> libssl.so.3.2", lib + "libssl.so.3.2": x86("libz.so.1"), // upgraded
		lib + "libpq.so.5": x86("libapt.so"), "usr/bin/psql": "#!/bin/sh\n", "etc/pq.conf": "", "usr/share/man/pq.1": "", "var/log/apt/x": "", // new
		lib + "libpq.so": "-> /etc/alternatives/pq", "etc/alternatives/pq": "-> /usr/lib/x86_64-linux-gnu/libpq.so.5",
	})
	delete(after, lib+"libssl.so.3.1")
	kept := filepath.Join(out, "etc/passwd")
	moment, err := os.Stat(kept)
	if err != nil {
		t.Fatal(err)
	}
	assembleBase(t, rootOf(t, after, minor), out, filepath.Dir(facts), before, "bash=5", "libnone")
	want := append(strings.Fields("usr/lib/x86_64-linux-gnu/gconv/CP1252.so etc/alternatives/pq etc/pq.conf usr/bin/bash usr/bin/psql usr/share/doc/bash/copyright var/lib/dpkg/status.d/bash"+
		" var/lib/dpkg/status.d/bash.md5sums"), lib+"libapt.so", lib+"libpq.so", lib+"libpq.so.5", lib+"libssl.so.3.2", lib+"libstdc++.so.6")
	want = append(want, slices.DeleteFunc(coreFiles(), func(name string) bool { return name == lib+"libssl.so.3.1" })...)
	wantFiles(t, out, minor, want)
	if now, err := os.Stat(kept); err != nil || !os.SameFile(now, moment) {
		t.Errorf("%s was made again (%v)", kept, err)
	}
}

// write makes a file and the folders above it.
func writeText(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestDistrolessLibraryList compares a list of libraries with what this machine's own ldconfig reads in it.
func TestDistrolessLibraryList(t *testing.T) {
	t.Parallel()
	cache := filepath.Join(t.TempDir(), "cache")
	const program = `import sys; sys.path.insert(0, "steps"); import libcache
entries = list(libcache.read(open("/etc/ld.so.cache", "rb").read()))
kept = [entry for entry in entries if entry[1].startswith((b"libc.so", b"libz.so"))]
open(sys.argv[1], "wb").write(libcache.write(kept, "<"))`
	if out, err := exec.CommandContext(t.Context(), "python3", "-I", "-B", "-c", program, cache).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	out, err := exec.CommandContext(t.Context(), "/sbin/ldconfig", "-p", "-C", cache).CombinedOutput()
	if err != nil || !strings.Contains(string(out), "libc.so.6 (libc6") || strings.Contains(string(out), "libm.so") {
		t.Errorf("%v\n%s", err, out)
	}
}

// TestLibraryListOfEitherByteOrder wants what was written read again, as it is for machines with the highest byte first too.
func TestLibraryListOfEitherByteOrder(t *testing.T) {
	t.Parallel()
	got := python(t, `import libcache
entries = [(3, b"libpq.so.5", b"/usr/lib/libpq.so.5"), (3, b"libc.so.6", b"/lib/libc.so.6")]
for order in "<>":
    data = libcache.write(entries, order)
    print(libcache.order(data) == order, list(libcache.read(data)) == entries)`)
	if got != "True True\nTrue True\n" {
		t.Errorf("got %s", got)
	}
}
