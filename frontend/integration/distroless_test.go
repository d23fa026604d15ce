package integration

import (
	"path"
	"slices"
	"strings"
	"testing"

	v1 "github.com/google/go-containerregistry/pkg/v1"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// distroless is a copy of an application that takes the base without a shell.
func distroless(t *testing.T, m rig.Machine, app string) string {
	t.Helper()
	dir := m.Copy(t, app)
	python := specLine(t, dir, "python: ")
	rig.Edit(t, dir, rig.SpecFile, python, python+"\nbase: distroless")
	return dir
}

// TestDistroless builds applications on a base without a shell, and wants them to do all that they do on the other.
func TestDistroless(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	for _, app := range []string{"worker", "fastapi", "shop", "libpq", "django"} {
		t.Run(app, func(t *testing.T) {
			t.Parallel()
			dir := distroless(t, m, app)
			rig.Seed(t, dir)
			result := mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: dir, Name: rig.RepositoryName(t)})
			img, want := rig.Pull(t, result.Reference), rig.Expect(t, app)
			if n := m.BaseLayers(t, img, pythonBase); n != 0 {
				t.Errorf("it has %d layers of %s", n, pythonBase)
			}
			checkBare(t, img, want)
			checkConfig(t, m, img)
			checkRun(t, m.Load(t, result.Reference, pythonBase), want)
		})
	}
}

// neverOnDistroless is what only people and package managers need.
func neverOnDistroless() []string {
	return append(neverPresent(),
		"usr/bin/*sh", "usr/bin/apt*", "usr/bin/dpkg*", "usr/bin/perl*", "usr/bin/env", "usr/sbin/useradd", "usr/bin/passwd",
		"usr/local/bin/pip*", "usr/local/bin/idle*", "usr/local/lib/python*/site-packages/**", "usr/local/include/**",
		"usr/local/lib/python*/test/**", "usr/local/lib/python*/idlelib/**", "usr/local/lib/python*/tkinter/**",
		"usr/local/lib/python*/ensurepip/**", "usr/local/lib/python*/lib-dynload/_test*",
		"var/lib/dpkg/status", "var/lib/dpkg/info/**", "var/lib/apt/**", "usr/lib/*/libapt-pkg*",
	)
}

// checkBare looks at every file of an image that has no layer of another.
func checkBare(t *testing.T, img v1.Image, want rig.Expectation) {
	t.Helper()
	entries := rig.Entries(t, img)
	files := rig.Files(entries)
	for _, pattern := range append(slices.Clone(want.Present), "var/lib/dpkg/status.d/libc6", "var/lib/dpkg/status.d/libc6.md5sums",
		"usr/share/doc/libc6/copyright", "etc/os-release", "usr/lib/*/libgcc_s.so.1") {
		if len(rig.Matching(files, pattern)) == 0 {
			t.Errorf("the image has nothing like %s", pattern)
		}
	}
	for _, pattern := range append(neverOnDistroless(), want.Absent...) {
		if found := rig.Matching(files, pattern); len(found) > 0 {
			t.Errorf("the image has %d paths like %s, as in %s", len(found), pattern, found[0])
		}
	}
	checkInstalled(t, files, want.Installed)
	for _, entry := range entries {
		if entry.Marked {
			t.Errorf("layer %d ships the content of a seeded file in %s", entry.Layer, entry.Path)
		}
		if entry.Header.Mode&0o6000 != 0 {
			t.Errorf("%s runs with the rights of its owner (mode %o)", entry.Path, entry.Header.Mode)
		}
	}
	checkBytecode(t, files)
	checkLinks(t, files)
	var unpacked int64
	for _, entry := range files {
		unpacked += entry.Header.Size
	}
	t.Logf("has %.1f MB, %.1f MB compressed", float64(unpacked)/1e6, float64(rig.Compressed(t, img, 0))/1e6)
}

// checkBytecode wants no bytecode of the standard library without its source: Python would not load it.
func checkBytecode(t *testing.T, files map[string]rig.Entry) {
	t.Helper()
	for _, file := range rig.Matching(files, "usr/local/lib/**/__pycache__/*.pyc") {
		name, _, _ := strings.Cut(path.Base(file), ".")
		if _, ok := files[path.Join(path.Dir(path.Dir(file)), name+".py")]; !ok {
			t.Errorf("%s has no source", file)
		}
	}
}

// checkLinks wants what the links of the base point to.
func checkLinks(t *testing.T, files map[string]rig.Entry) {
	t.Helper()
	for name, entry := range files {
		target := entry.Header.Linkname
		if target == "" || strings.HasPrefix(name, "app/") {
			continue
		}
		if !path.IsAbs(target) {
			target = path.Join("/", path.Dir(name), target)
		}
		if _, ok := files[path.Clean(target)[1:]]; !ok {
			t.Errorf("%s leads to %s, which is not there", name, target)
		}
	}
}

// everything is a program that uses what the base has to offer to Python, and ends while threads are running.
const everything = `
import bz2, ctypes, ctypes.util, curses, dbm, grp, hashlib, locale, lzma, multiprocessing, os, pwd, readline, socket, sqlite3, ssl
import subprocess, sys, sysconfig, threading, time, uuid, venv, zoneinfo

def double(n):
    return 2 * n

def main():
    assert len(ssl.create_default_context().get_ca_certs()) > 100
    assert ssl.get_default_verify_paths().capath
    assert zoneinfo.ZoneInfo("Europe/Berlin").key and len(zoneinfo.available_timezones()) > 300
    os.environ["TZ"] = "Asia/Tokyo"; time.tzset(); assert time.tzname[0] == "JST"
    assert pwd.getpwuid(os.getuid()).pw_name == "nonroot" and grp.getgrgid(0).gr_name == "root"
    assert locale.setlocale(locale.LC_ALL, "") == "C.UTF-8" and sys.getfilesystemencoding() == "utf-8"
    assert {a[4][0] for a in socket.getaddrinfo("localhost", 80)} <= {"127.0.0.1", "::1"}
    assert socket.getservbyname("https") == 443 and socket.getprotobyname("tcp") == 6
    assert sqlite3.connect(":memory:").execute("select 1").fetchone() == (1,)
    assert ctypes.util.find_library("c") == "libc.so.6" and ctypes.util.find_library("z") == "libz.so.1"
    assert ctypes.util.find_library("apt-pkg") is None
    assert ctypes.CDLL(ctypes.util.find_library("z")).zlibVersion
    for method in ("spawn", "fork", "forkserver"):
        with multiprocessing.get_context(method).Pool(2) as pool:
            assert pool.map(double, [1, 2]) == [2, 4], method
    assert subprocess.run([sys.executable, "-c", "print(1)"], capture_output=True, text=True).stdout == "1\n"
    assert hashlib.new("sha256").name == "sha256" and uuid.uuid1()
    curses.setupterm("xterm", 1)
    assert os.stat("/tmp").st_mode & 0o7777 == 0o1777 and os.stat("/root").st_mode & 0o777 == 0o700
    for gone in ("/bin/sh", "/bin/bash", "/usr/bin/apt", "/usr/bin/dpkg", "/usr/bin/env"):
        assert not os.path.lexists(gone), gone
    for i in range(8):
        threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
    print("all of it works")

if __name__ == "__main__":
    main()
`

// TestDistrolessWorks runs a program on the assembled base that uses all of what programs expect of the usual one.
func TestDistrolessWorks(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	dir := distroless(t, m, "script")
	rig.Edit(t, dir, rig.SpecFile, specLine(t, dir, "entrypoint: "), "entrypoint: [python, everything.py]")
	rig.Write(t, dir, "everything.py", everything)
	result := mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: dir, Name: rig.RepositoryName(t)})
	image := m.Load(t, result.Reference, pythonBase)
	if out, err := rig.Output(t, image, nil); err != nil || !strings.Contains(out, "all of it works") {
		t.Errorf("it wrote %q (%v)", out, err)
	}
}
