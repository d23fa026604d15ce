package integration

import (
	"os"
	"path"
	"path/filepath"
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
			checkBare(t, img, want)
			checkBareConfig(t, m, img)
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
	unpacked, compressed := megabytes(t, img)
	t.Logf("has %.1f MB, %.1f MB compressed", unpacked, compressed)
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

// checkBareConfig wants a configuration that says nothing of the image whose files the base was assembled of, but what Python
// that is.
func checkBareConfig(t *testing.T, m rig.Machine, img v1.Image) {
	t.Helper()
	file := rig.Config(t, img)
	checkEnv(t, file.Config.Env)
	for _, variable := range file.Config.Env {
		name, value, _ := strings.Cut(variable, "=")
		if !slices.Contains([]string{"PATH", "LANG", "PYTHON_VERSION", "PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE", "VIRTUAL_ENV", "LOG_LEVEL"}, name) {
			t.Errorf("environment has %s=%s", name, value)
		}
	}
	if n := m.BaseLayers(t, img, pythonBase); n != 0 || len(file.History) != len(file.RootFS.DiffIDs) {
		t.Errorf("%d layers, %d of them the base's, and %d entries of history", len(file.RootFS.DiffIDs), n, len(file.History))
	}
	for _, h := range file.History {
		if !strings.HasPrefix(h.CreatedBy, "pyapp: ") || len(h.CreatedBy) > 200 {
			t.Errorf("history entry is not for people: %q", h.CreatedBy)
		}
	}
	labels := file.Config.Labels
	if name := labels["org.opencontainers.image.base.name"]; !strings.HasSuffix(name, pythonBase) || labels["org.opencontainers.image.base.digest"] == "" {
		t.Errorf("labels are %v, and say not where the files are from", labels)
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

// TestDistrolessGuards wants what the assembled base lacks to fail the build.
func TestDistrolessGuards(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	const list, slim = "as a list", "`base: slim`"
	for _, tc := range []struct {
		name, app, line, replacement string
		says                         []string
	}{
		{"shell", "fastapi", "entrypoint: ", `entrypoint: [sh, -c, "uvicorn shop_front.main:app"]`, []string{"entrypoint", "no command sh in", list, slim}},
		{"shell by its path", "fastapi", "entrypoint: ", `entrypoint: [/bin/bash, run.sh]`, []string{"entrypoint", "/bin/bash", list, slim}},
		{"shell of the healthcheck", "fastapi", "  http: ", `  command: [sh, -c, exit 0]`, []string{"healthcheck.command", "no command sh in", list}},
		{"other command of the base", "fastapi", "entrypoint: ", `entrypoint: [sleep, "60"]`, []string{"no command sleep in"}},
		{"module that is left out", "fastapi", "entrypoint: ", `entrypoint: [python, -m, turtle]`, []string{"turtle"}},
		{"library", "django", "system-libs: ", "system-libs: {build: [libpq-dev]}", []string{"psycopg2", "libpq.so.5", "libpq5"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			dir := distroless(t, m, tc.app)
			rig.Edit(t, dir, rig.SpecFile, specLine(t, dir, tc.line), tc.replacement)
			b := rig.Build{Mode: rig.InProcess, Dir: dir, Name: newName(t)}
			result := build(t, m, b)
			wantMessage(t, result, tc.says...)
			wantOneError(t, result)
			wantNotPushed(t, m, b)
		})
	}
}

// TestDistrolessScriptForAShell wants a script to be refused whose first line names a shell.
func TestDistrolessScriptForAShell(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	dir := distroless(t, m, "script")
	rig.Edit(t, dir, rig.SpecFile, specLine(t, dir, "entrypoint: "), "entrypoint: [./start]")
	rig.Write(t, dir, "start", "#!/bin/sh\nexec python main.py\n")
	if err := os.Chmod(filepath.Join(dir, "start"), 0o755); err != nil {
		t.Fatal(err)
	}
	result := build(t, m, rig.Build{Mode: rig.InProcess, Dir: dir})
	wantMessage(t, result, "entrypoint", "start begins with #!/bin/sh", "[python, start]")
	wantOneError(t, result)
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

// TestDistrolessEdits wants edits that change nothing of what the base needs to leave it as it is.
func TestDistrolessEdits(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: distroless(t, m, "fastapi")})
	for _, e := range edits() {
		dir := distroless(t, m, "fastapi")
		e.do(t, dir)
		result := mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: dir})
		for _, step := range []string{"assemble a base", "complete the base", "add user", "install dependenc"} {
			wantCached(t, result, step)
		}
		wantOnly(t, result, e.runs)
	}
}

// TestDistrolessReproducible builds the same twice, every step of it, and wants the same image. It has the builder to itself,
// as TestNoCache has.
func TestDistrolessReproducible(t *testing.T) {
	m := rig.Find(t)
	dir, name := distroless(t, m, "libpq"), newName(t)
	first := mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: dir, Name: name, Attrs: epoch()})
	uncached := epoch()
	uncached["no-cache"] = ""
	if again := mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: dir, Name: name, Attrs: uncached}); again.Digest != first.Digest {
		t.Errorf("two builds gave %s and %s", first.Digest, again.Digest)
	}
}

// TestDistrolessOnOldestBuildKit wants the oldest supported BuildKit to make the same layers.
func TestDistrolessOnOldestBuildKit(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	dir, name, oldest := distroless(t, m, "fastapi"), newName(t), rig.NeedEnv(t, "PYAPP_BUILDKIT_OLDEST")
	var layers [2][]string
	for i, addr := range []string{"", oldest} {
		layers[i] = diffIDs(t, mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: dir, Name: name, Addr: addr}))
	}
	if !slices.Equal(layers[0], layers[1]) {
		t.Errorf("the layers are %v, and %v on the oldest BuildKit", layers[0], layers[1])
	}
}
