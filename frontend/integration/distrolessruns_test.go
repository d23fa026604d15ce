package integration

import (
	"strings"
	"testing"

	v1 "github.com/google/go-containerregistry/pkg/v1"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

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
	for base, keys := range map[string]string{
		pythonBase:                  "python: '3.13'",
		"python:3.11-slim-bookworm": "python: '3.11'\ndistro: bookworm",
	} {
		t.Run(base, func(t *testing.T) {
			t.Parallel()
			dir := distroless(t, m, "script")
			rig.Edit(t, dir, rig.SpecFile, specLine(t, dir, "entrypoint: "), "entrypoint: [python, everything.py]")
			rig.Edit(t, dir, rig.SpecFile, specLine(t, dir, "python: "), keys)
			rig.Write(t, dir, "everything.py", everything)
			result := mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: dir, Name: rig.RepositoryName(t)})
			image := m.Load(t, result.Reference, base)
			if out, err := rig.Output(t, image, map[string]string{"TMPDIR": "/dev/shm"}); err != nil || !strings.Contains(out, "all of it works") {
				t.Errorf("it wrote %q (%v)", out, err)
			}
		})
	}
}

// TestDistrolessForeign builds for another platform, none of whose programs can run.
func TestDistrolessForeign(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	result := mustBuild(t, m, rig.Build{
		Mode: rig.InProcess, Dir: distroless(t, m, "shop"), Name: rig.RepositoryName(t), Attrs: map[string]string{"platform": "linux/arm64"},
	})
	files := rig.Files(rig.Entries(t, rig.Pull(t, result.Reference)))
	for _, pattern := range []string{"usr/lib/ld-linux-aarch64.so.1", "usr/lib/aarch64-linux-gnu/libc.so.6", "usr/lib/aarch64-linux-gnu/libgcc_s.so.1",
		"usr/lib/aarch64-linux-gnu/libstdc++.so.6", "usr/local/lib/python3.13/lib-dynload/_ssl.*", "var/lib/dpkg/status.d/libc6"} {
		if len(rig.Matching(files, pattern)) == 0 {
			t.Errorf("the image has nothing like %s", pattern)
		}
	}
	if found := rig.Matching(files, "**/x86_64-linux-gnu/**"); len(found) > 0 {
		t.Errorf("the image has files of the builder's platform: %q", found)
	}
	checkBytecode(t, files)
	checkLinks(t, files)
}

// TestDistrolessShellOfAPackage wants a shell that was asked for to be found.
func TestDistrolessShellOfAPackage(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	dir := distroless(t, m, "script")
	rig.Edit(t, dir, rig.SpecFile, specLine(t, dir, "entrypoint: "), "entrypoint: [bash, -c, 'echo $BASH_VERSION']\nsystem-libs: [bash]")
	result := mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: dir, Name: rig.RepositoryName(t)})
	if out, err := rig.Output(t, m.Load(t, result.Reference, pythonBase), nil); err != nil || !strings.HasPrefix(out, "5.") {
		t.Errorf("it wrote %q (%v)", out, err)
	}
}

// TestDistrolessSizes wants the image of the small application to be smaller than others are for it with musl, 49.7 MB, and
// small to download with all of its bytecode. Units are of 1,000,000 bytes.
func TestDistrolessSizes(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	for _, tc := range []struct {
		bytecode             string
		unpacked, compressed float64
	}{{"false", 49.7, 17}, {"true", 60, 21}} {
		dir := distroless(t, m, "worker")
		rig.Edit(t, dir, rig.SpecFile, "base: distroless", "base: distroless\nbytecode: "+tc.bytecode)
		img := rig.Pull(t, mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: dir, Name: newName(t)}).Reference)
		unpacked, compressed := megabytes(t, img)
		t.Logf("bytecode %s: %.1f MB, %.1f MB compressed", tc.bytecode, unpacked, compressed)
		if unpacked >= tc.unpacked || compressed > tc.compressed {
			t.Errorf("want less than %.1f MB, and at most %.1f MB compressed", tc.unpacked, tc.compressed)
		}
	}
}

// megabytes are the sizes of all files, and of all layers as pushed.
func megabytes(t *testing.T, img v1.Image) (unpacked, compressed float64) {
	t.Helper()
	for _, entry := range rig.Files(rig.Entries(t, img)) {
		unpacked += float64(entry.Header.Size) / 1e6
	}
	return unpacked, float64(rig.Compressed(t, img, 0)) / 1e6
}
